"""Why people are not in the file, each reason once and whole, with what mends it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.views.export import NotInFile
from core.views.export_checks import without_ids

CONFLICTS, DUPLICATES, RUNS, NOWHERE = "conflicts", "duplicates", "runs", "nowhere"
_CORRECT = "Correct the value in Jotform, then run a full sync"
_REMEDIES = (  # the first whose words stand in the reason
    ("one approval for all", NOWHERE, "Retire the External IDs of the former season, at the top of this page"),
    ("carries this External ID in season", NOWHERE, "The id belongs to the later season now"),
    ("archive", DUPLICATES, "Approve the duplicate contact for archiving"),
    ("A duplicate contact", DUPLICATES, "Approve the duplicate contact for archiving"),
    ("is being moved", RUNS, "Wait until Givebutter has it, then run a full sync"),
    ("Waits for", CONFLICTS, "Answer the question"),
    ("today's contacts", RUNS, "Run a full sync, so that the contacts are today's"),
    ("contacts", RUNS, "Run a full sync, so that the contacts are today's"),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, how many people have it, and where it is mended: a constant of this module."""

    words: str
    number: int
    where: str
    remedy: str


def reasons_of(people: Iterable[NotInFile]) -> tuple[Reason, ...]:
    """Every reason that occurs, the most frequent first."""
    counted = Counter(without_ids(reason) for person in people for reason in person.reasons)
    return tuple(_reason(words, number) for words, number in counted.most_common())


def _reason(words: str, number: int) -> Reason:
    for part, where, remedy in _REMEDIES:
        if part in words:
            return Reason(words, number, where, remedy)
    return Reason(words, number, NOWHERE, _CORRECT)
