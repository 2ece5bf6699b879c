"""Who is who in the invented season: what the product must find out, and tests compare it with."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.demo.cast import Person
from core.demo.drafts import Draft
from core.demo.forms import KINDS
from core.demo.fundraisers import Fundraiser
from core.demo.paperwork import Filed
from core.demo.traits import Trait


@dataclass(frozen=True, slots=True)
class TruePerson:
    """One person. `contacts` are all living contacts that are truly theirs; `winner` is the one to use.

    `winner` is `None` where there is none, or where only a person can tell (`is_tie`).
    `submissions` holds the active ones by kind of form, the latest last.
    """

    number: int
    mn_id: str | None
    former_mn_id: str | None
    submissions: dict[str, tuple[str, ...]]
    contacts: tuple[int, ...]
    archived_contacts: tuple[int, ...]
    winner: int | None
    members: tuple[int, ...]
    is_tie: bool
    is_dropped: bool
    traits: tuple[str, ...]


def tell_truth(
    people: tuple[Person, ...],
    submissions: Iterable[Filed],
    fundraisers: Iterable[Fundraiser],
    owned: Iterable[tuple[Draft, int]],
) -> tuple[TruePerson, ...]:
    """The truth about everybody, in the order of their sign-ups."""
    truths = {person.number: unknown_truth() for person in people}
    for filed in submissions:
        if filed.person is not None and filed.document["status"] == "ACTIVE":
            truths[filed.person]["submissions"][filed.kind].append(filed.document["id"])
    for fundraiser in fundraisers:
        if fundraiser.person is not None:
            truths[fundraiser.person]["members"].append(fundraiser.document["id"])
    for draft, contact_id in owned:
        if draft.person is not None:
            _own(truths[draft.person], draft, contact_id)
    return tuple(_told(person, truths[person.number]) for person in people)


def unknown_truth() -> dict[str, Any]:
    """A person of whom nothing is known yet."""
    return {
        "mn_id": None,
        "former_mn_id": None,
        "submissions": {kind: [] for kind in KINDS},
        "members": [],
        "contacts": [],
        "archived_contacts": [],
        "winner": None,
        "is_tie": False,
        "is_dropped": False,
        "traits": [],
    }


def _own(truth: dict[str, Any], draft: Draft, contact_id: int) -> None:
    truth["archived_contacts" if draft.fields.get("archived_at") else "contacts"].append(contact_id)
    if draft.winner:
        truth["winner"] = contact_id


def _told(person: Person, truth: dict[str, Any]) -> TruePerson:
    return TruePerson(
        number=person.number,
        mn_id=person.mn_id,
        former_mn_id=person.former_mn_id,
        submissions={kind: tuple(ids) for kind, ids in truth["submissions"].items()},
        contacts=tuple(truth["contacts"]),
        archived_contacts=tuple(truth["archived_contacts"]),
        winner=truth["winner"],
        members=tuple(truth["members"]),
        is_tie=Trait.TIE in person.traits,
        is_dropped=bool(person.traits & {Trait.DROPPED, Trait.DROPPED_ON_DUPLICATE}),
        traits=tuple(sorted(person.traits)),
    )
