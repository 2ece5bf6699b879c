"""The demo's Givebutter campaign and its members: people with a fundraising page."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.demo.clock import Clock, givebutter_stamp
from core.demo.database import Database

CAMPAIGN_CODE = "DEMO26"
CAMPAIGN_ID = 412_907
_IDS_PER_SEASON = 1_000_000
Document = dict[str, Any]


class Members:
    """Members of each season's campaign, told apart by the ranges of their ids. A member id is no contact id."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create_campaigns(self, year: int, created_at: datetime, number: int = 0) -> None:
        """The season's campaign, and one of another kind next to it; a later season (`number`) brings its own only."""
        if number:
            title = f"Mentor Fundraising {year}"
            campaign = campaign_document(campaign_id(number), campaign_code(number), title, created_at)
            self._database.execute("save_campaign", {"id": campaign["id"], "doc": json.dumps(campaign)})
            return
        other = campaign_document(CAMPAIGN_ID - 88_120, "GALA24", f"Spring Gala {year - 1}", created_at)
        for campaign in (
            other,
            campaign_document(CAMPAIGN_ID, CAMPAIGN_CODE, f"Mentor Fundraising {year}", created_at),
        ):
            self._database.execute("save_campaign", {"id": campaign["id"], "doc": json.dumps(campaign)})

    def campaigns(self) -> dict[int, str]:
        """All campaigns as JSON texts, by their numeric id."""
        return {row["id"]: row["doc"] for row in self._database.rows("campaigns", {})}

    def page(self, page: int, per_page: int, number: int = 0) -> tuple[list[str], int]:
        """One page of a season's members as JSON texts, and how many there are in all."""
        ids = {"first": number * _IDS_PER_SEASON, "end": (number + 1) * _IDS_PER_SEASON}
        limits = {"limit": per_page, "offset": (page - 1) * per_page}
        rows = self._database.rows("members", {**ids, **limits})
        return [row["doc"] for row in rows], self._database.number("count_members", ids)

    def get(self, member_id: int) -> Document | None:
        """One member, or `None`."""
        row = self._database.row("member", {"id": member_id})
        return json.loads(row["doc"]) if row else None

    def next_id(self) -> int:
        """The id of the next new member."""
        return max(self._database.number("last_member", {}), 880_000) + 3

    def save(self, document: Document) -> None:
        """Keep a member as it is."""
        self._database.execute("save_member", member_row(document))

    def edit(self, member_id: int, fields: Mapping[str, object]) -> Document:
        """Change a member, most often what was raised. Raises `KeyError` when there is none."""
        document = self.get(member_id)
        if document is None:
            raise KeyError(f"no member {member_id}")
        changed = {**document, **fields, "updated_at": givebutter_stamp(self._clock())}
        self.save(changed)
        return changed

    def remove(self, member_id: int) -> None:
        """A member leaves the campaign."""
        self._database.execute("remove_member", {"id": member_id})


def campaign_id(number: int) -> int:
    """The id of the campaign of the first season (0), or of a later one."""
    return CAMPAIGN_ID + number


def campaign_code(number: int) -> str:
    """The code of the campaign of the first season (0), or of a later one."""
    return f"{CAMPAIGN_CODE[:-2]}{int(CAMPAIGN_CODE[-2:]) + number}"


def season_of(campaign: int) -> int | None:
    """Which season's campaign this is, the first being 0; `None`: another kind of campaign."""
    return campaign - CAMPAIGN_ID if campaign >= CAMPAIGN_ID else None


def member_id_in(number: int, member_id: int) -> int:
    """The member id in the range of a season."""
    return number * _IDS_PER_SEASON + member_id


def campaign_document(campaign_id: int, code: str, title: str, at: datetime) -> Document:
    """A campaign as the API serves it."""
    slug = title.replace(" ", "")
    stamps = {"created_at": givebutter_stamp(at), "updated_at": givebutter_stamp(at)}
    empty: Document = {
        "subtitle": None,
        "description": None,
        "cover": None,
        "end_at": None,
        "event_id": None,
        "settings": [],
    }
    money = {"goal": 75_000, "raised": 0, "donors": 0, "currency": "USD"}
    named = {"id": campaign_id, "code": code, "account_id": "104511", "type": "fundraise", "title": title, "slug": slug}
    return {
        **named,
        **empty,
        **money,
        "url": f"https://givebutter.com/{slug}",
        "status": "active",
        "timezone": "America/New_York",
        **stamps,
    }


def member_document(
    member_id: int, fields: Mapping[str, object], *, created_at: datetime, updated_at: datetime
) -> Document:
    """A campaign member as the API serves it."""
    first, last = str(fields.get("first_name") or ""), str(fields.get("last_name") or "")
    page = "".join(letter for letter in f"{first}{last}".lower() if letter.isascii() and letter.isalnum())
    plain = {
        "id": member_id,
        "first_name": first,
        "last_name": last,
        "display_name": f"{first} {last}".strip(),
        "email": None,
        "phone": None,
    }
    money = {
        "picture": None,
        "raised": 0,
        "goal": 75,
        "donors": 0,
        "items": 0,
        "url": f"https://givebutter.com/{CAMPAIGN_CODE}/{page}{member_id % 1000}",
    }
    stamps = {"created_at": givebutter_stamp(created_at), "updated_at": givebutter_stamp(updated_at)}
    return {**plain, **money, **fields, **stamps}


def member_row(document: Document) -> dict[str, object]:
    """The columns of a member."""
    return {"id": document["id"], "doc": json.dumps(document, ensure_ascii=False)}
