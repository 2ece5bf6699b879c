"""Submissions that Jotform lists but that do not count: told, each with its reason, so that the numbers add up."""

from collections.abc import Mapping
from typing import Any

from core.records import Issue, Severity
from core.streams.answers import Names
from core.streams.base import Stream

_DELETED = "DELETED"
_REASONS: Mapping[str, str] = {
    "OVERQUOTA": "it came when the Jotform account was over its limit of submissions. Raise the limit in Jotform",
    "PENDING": "its payment or its approval is still pending. Complete it in Jotform",
    "ARCHIVED": "somebody archived it. Take it out of the archive in Jotform if it should count",
}


def explain_not_counted(stream: Stream, raw: Any, names: Names) -> Issue | None:
    """Why a submission that is listed is no record; `None` when it was simply deleted."""
    status = str(raw.get("status", "")).upper()
    if status == _DELETED or stream.source != "jotform":
        return None
    key = str(stream.key_of(raw))
    why = _REASONS.get(status, f"its status is {status[:40] or 'missing'}. Look at it in Jotform")
    return Issue(
        error_type="submission_not_counted",
        severity=Severity.INFO if status == "ARCHIVED" else Severity.WARNING,
        message=f"Submission {key} of {stream.title} does not count: {why}; then run a sync again.",
        mn_id=getattr(stream.read({**raw, "status": "ACTIVE"}, names), "mn_id", None),
        source_table=stream.table,
        record_id=key,
        raw_data=raw,
    )
