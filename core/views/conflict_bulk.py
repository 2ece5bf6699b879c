"""Accepting every recommendation of the queue at once: who is meant, who is left out and why."""

from dataclasses import dataclass

from core.views.conflict_words import no_recommendation
from core.views.conflicts import Question, Queue

SAMPLE_SIZE = 5


@dataclass(frozen=True, slots=True)
class Accepted:
    """One question whose recommendation is to be accepted: exactly the version that was shown."""

    conflict_id: int
    version: int
    mn_id: str
    full_name: str
    value: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """One question that stays open, and why."""

    conflict_id: int
    mn_id: str
    full_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be accepted, by id and version, and what would not."""

    accepted: tuple[Accepted, ...]
    excluded: tuple[Excluded, ...]


def plan_of(queue: Queue) -> Plan:
    """Every question of the queue that has a recommendation; the others with the reason why they have none."""
    accepted = tuple(
        Accepted(found.conflict_id, found.version, found.mn_id, found.full_name, found.recommended)
        for found in queue.questions
        if found.recommended is not None
    )
    excluded = tuple(
        Excluded(found.conflict_id, found.mn_id, found.full_name, f"No recommendation: {_reason(found)}")
        for found in queue.questions
        if found.recommended is None
    )
    return Plan(accepted, excluded)


def _reason(found: Question) -> str:
    return no_recommendation(found.kind, 2 if found.is_choice else 1)
