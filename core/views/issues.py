"""Open issues: what was found, about which record and which person, and what mends it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.sql import query
from core.views.issue_words import issue_title, record_title
from core.views.remedies import remedy

MAX_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """One issue that nobody has solved yet."""

    kind: str
    title: str
    severity: str
    mn_id: str
    full_name: str
    record: str
    message: str
    remedy: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OpenIssues:
    """The issues of a kind, or of all kinds; `kinds` maps every kind that occurs to how often it does."""

    kinds: dict[str, int]
    issues: tuple[OpenIssue, ...]

    @property
    def total(self) -> int:
        """How many issues there are of all kinds."""
        return sum(self.kinds.values())


def open_issues(conn: Connection, year: int, kind: str | None = None) -> OpenIssues:
    """What is open, the gravest first; at most `MAX_SHOWN` of them."""
    kinds = {row.error_type: row.number for row in conn.execute(query("views_issues.kinds"), {"year": year})}
    asked = {"year": year, "kind": kind if kind in kinds else None, "limit": MAX_SHOWN}
    rows = conn.execute(query("views_issues.open"), asked)
    return OpenIssues(
        kinds,
        tuple(
            OpenIssue(
                kind=row.error_type,
                title=issue_title(row.error_type),
                severity=row.severity,
                mn_id=row.mn_id or "",
                full_name=row.full_name or "",
                record=record_title(row.source_table, row.record_id, row.step),
                message=row.error_message,
                remedy=remedy(row.error_type),
                since=row.detected_at,
            )
            for row in rows
        ),
    )
