"""Whether a form still has the questions we read: a renamed one must never become a silent column of blanks."""

from collections.abc import Mapping

from core.records import Issue, Severity
from core.seasons import Season
from core.streams.base import Stream

_KINDS_WITHOUT_ANSWER = ("head", "text", "image", "button", "pagebreak", "divider", "collapse", "captcha")
NOT_ANSWERED = frozenset(f"control_{kind}" for kind in _KINDS_WITHOUT_ANSWER)


def missing_questions(stream: Stream, season: Season, asked: Mapping[str, str]) -> tuple[Issue, ...]:
    """A warning when a form (its questions, name -> type) lacks expected ones, with those it has."""
    names = stream.names(season)
    wanted = (tuple(names.get(name, name) for name in question) for question in stream.questions)
    missing = [" or ".join(question) for question in wanted if not any(name in asked for name in question)]
    if not missing:
        return ()
    present = ", ".join(name for name, kind in asked.items() if kind not in NOT_ANSWERED) or "none"
    message = (
        f"Form {stream.source_id(season)} ({stream.title}) has no question named {', '.join(missing)}. "
        f"Its questions are: {present}. Rename it in Jotform, or tell its name in the season's question_names."
    )
    return (Issue("missing_question", Severity.WARNING, message, source_table=stream.table),)
