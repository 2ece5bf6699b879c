"""What a run is called, what came of it, and what to do about it, in sentences."""

from collections.abc import Mapping
from typing import Any

from core.streams import STREAMS
from core.views.words import count, listed, spoken

FULL = "full"
ETL = "etl"
_ETL_STEPS: Mapping[str, str] = {
    "validate": "Check every record",
    "deduplicate": "Find people who signed up twice",
    "match": "Find each mentor's Givebutter contact",
    "merge": "Put each mentor together",
    "changes": "See what changed",
    "export": "Prepare the import file",
    "archive": "Find duplicate contacts",
    "apply": "Save everything",
}
_KEPT = "Mentors and the import file are as they were before; what had been read is kept."
_ENDINGS: Mapping[str, str] = {
    "queued": "Waits for its turn.",
    "running": "Is under way.",
    "cancelled": f"Cancelled. {_KEPT}",
    "crashed": _KEPT,
    "failed": _KEPT,
}
_ADVICE: Mapping[str, str] = {
    "failed": "Do what the message says, then start it again; that can do no harm.",
    "crashed": "Start it again; that can do no harm.",
    "cancelled": "Start it again whenever you like.",
}


def kind_titles() -> dict[str, str]:
    """Every kind of run there is, and what it is called."""
    parts = {stream.name: f"Read only {_within(stream.title)}" for stream in STREAMS}
    return {FULL: "Full sync", **parts, ETL: "Work out the mentors, without reading anew"}


def run_title(kind: str, *, dry_run: bool) -> str:
    """What a run of this kind is called."""
    title = kind_titles().get(kind, spoken(kind))
    return f"{title} (dry run)" if dry_run else title


def step_title(name: str) -> str:
    """What a step does."""
    reading = {stream.name: f"Read the {_within(stream.title)}" for stream in STREAMS}
    return reading.get(name) or _ETL_STEPS.get(name, spoken(name))


def ending(status: str) -> str:
    """What became of a run that has no result: what was kept."""
    return _ENDINGS.get(status, spoken(status))


def advice(status: str) -> str | None:
    """What to do next after a run that did not finish."""
    return _ADVICE.get(status)


def mentors_sentence(report: Mapping[str, Any], added: int, changed: int, *, departed: int = 0) -> str:
    """`973 mentors: 2 left the list, 5 new, 3 changed. 2 conflicts wait for you, 4 people are held back.`"""
    counted = ((departed, "left the list"), (added, "new"), (changed, "changed"))
    news = [f"{number:,} {what}" for number, what in counted if number]
    first = f"{count(report['mentors'], 'mentor')}: {', '.join(news) or 'nothing changed'}."
    waiting = tuple(
        sentence
        for number, sentence in (
            (report.get("conflicts_pending", 0), _conflicts(report.get("conflicts_pending", 0))),
            (report.get("held_back", 0), _held_back(report.get("held_back", 0))),
            (report.get("issues_new", 0), f"{count(report.get('issues_new', 0), 'new issue')} found"),
        )
        if number
    )
    return f"{first} {listed(waiting)}." if waiting else first


def reading_sentence(processed: int, added: int, changed: int) -> str:
    """`976 records read: 5 new, 3 changed.`"""
    news = [f"{number:,} {what}" for number, what in ((added, "new"), (changed, "changed")) if number]
    return f"{count(processed, 'record')} read: {', '.join(news) or 'nothing new'}."


def _within(title: str) -> str:
    """A title in the middle of a sentence."""
    return title[:1].lower() + title[1:]


def _conflicts(number: int) -> str:
    return f"{count(number, 'conflict')} {'waits' if number == 1 else 'wait'} for you"


def _held_back(number: int) -> str:
    return f"{count(number, 'person is', 'people are')} held back"
