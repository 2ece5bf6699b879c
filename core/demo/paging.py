"""Givebutter's list envelope: data, links and meta, with its quirks."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

_AROUND = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of a list is asked for, and where the list lives."""

    number: int
    size: int
    address: str


def requested_page(request: Request) -> Page:
    """The page a request asks for: page 1 and 20 rows by default, never more than 100."""
    number = _number(request.query_params.get("page"), 1)
    size = min(_number(request.query_params.get("per_page"), 20), 100)
    return Page(number, size, str(request.url.replace(query="")))


def enveloped(rows: list[str], total: int, page: Page, **more: object) -> str:
    """The answer to a list request, made of rows that are JSON texts already."""
    last = max(-(-total // page.size), 1)
    first_row = (page.number - 1) * page.size + 1
    meta = {
        "current_page": page.number,
        "from": first_row if rows else None,
        "last_page": last,
        "links": _numbered(page, last),
        "path": page.address,
        "per_page": page.size,
        "to": first_row + len(rows) - 1 if rows else None,
        "total": total,
        **more,
    }
    return f'{{"data":[{",".join(rows)}],"links":{json.dumps(_links(page, last))},"meta":{json.dumps(meta)}}}'


def _links(page: Page, last: int) -> dict[str, str | None]:
    previous = _address(page, page.number - 1) if page.number > 1 else None
    following = _address(page, page.number + 1) if page.number < last else None
    return {"first": _address(page, 1), "last": _address(page, last), "prev": previous, "next": following}


def _numbered(page: Page, last: int) -> list[dict[str, Any]]:
    links = _links(page, last)
    near = range(max(1, page.number - _AROUND), min(last, page.number + _AROUND) + 1)
    numbers = [
        {"url": _address(page, number), "label": str(number), "active": number == page.number} for number in near
    ]
    before = {"url": links["prev"], "label": "&laquo; Previous", "active": False}
    return [before, *numbers, {"url": links["next"], "label": "Next &raquo;", "active": False}]


def _address(page: Page, number: int) -> str:
    # Neither per_page nor filters are repeated: whoever follows the link blindly gets other rows.
    return f"{page.address}?page={number}"


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and int(text) > 0 else default
