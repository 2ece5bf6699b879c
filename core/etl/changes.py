"""Step 6: what differs from before, in the words in which the database notes it (`log_mentor_change`)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from core.mentors import Mentor
from core.outcome import Change
from core.rules.fields import FIELD_RULES


def find_changes(
    known: Mapping[str, Mentor], mentors: Iterable[Mentor], renamed: Mapping[str, str]
) -> tuple[Change, ...]:
    """One change per field that differs, one event for a new mentor. Unchanged rows leave nothing."""
    before = {renamed.get(mn_id, mn_id): row for mn_id, row in known.items()}
    return tuple(change for mentor in mentors for change in _changes(before.get(mentor.mn_id), mentor))


def _changes(before: Mentor | None, after: Mentor) -> Iterator[Change]:
    if before is None:
        yield Change(after.mn_id, "new_mentor", None, None, None)
        return
    if before == after:
        return
    for rule in FIELD_RULES:
        old, new = getattr(before, rule.name), getattr(after, rule.name)
        if old != new:
            yield Change(after.mn_id, _change_type(rule.name, new), rule.name, as_text(old), as_text(new))


def _change_type(field: str, new: object) -> str:
    if field == "dropped":
        return "dropped" if new else "reactivated"
    if field == "withdrawn_at":
        return "withdrawn" if new else "returned"
    return "field_change"


def as_text(value: object) -> str | None:
    """A value as PostgreSQL writes it into the audit: UTC with an offset, lower-case booleans."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        seconds, _, rest = value.astimezone(UTC).isoformat().partition(".")
        fraction = rest.removesuffix("+00:00").rstrip("0")
        return f"{seconds}.{fraction}+00:00" if fraction else seconds
    return str(value)
