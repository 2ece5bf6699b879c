"""The campaign's members: mentors with a page, some with two, and people who are no mentors."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from core.demo.cast import Person
from core.demo.clock import givebutter_stamp
from core.demo.dice import chance
from core.demo.members import Document, member_document, member_id_in
from core.demo.names import BOYS, GIRLS, SURNAMES
from core.demo.numbers import email_of, mentor_phone
from core.demo.season import DemoSeason
from core.demo.traits import Size, Trait

MEMBERS = 976
_FIRST_ID = 881_000
_STRANGER_NUMBERS = 80_000


@dataclass(frozen=True, slots=True)
class Fundraiser:
    """A campaign member, and whose page it is (`None`: no mentor's)."""

    person: int | None
    document: Document


def join_campaign(rng: Random, season: DemoSeason, size: Size, people: tuple[Person, ...]) -> list[Fundraiser]:
    """All members in the order in which they joined; their number is exact."""
    doubles, outsiders = size.of(9), size.of(15)
    joined = rng.sample(people, min(size.of(MEMBERS) - doubles - outsiders, len(people)))
    pages = [_page(rng, season, person) for person in [*joined, *joined[:doubles]]]
    pages += _outsiders(rng, season, size.of(MEMBERS) - len(pages))
    ordered = sorted(pages, key=lambda page: str(page[1]["created_at"]))
    return [
        Fundraiser(number, {**fields, "id": member_id_in(season.number, _FIRST_ID + 7 * place)})
        for place, (number, fields) in enumerate(ordered)
    ]


def _page(rng: Random, season: DemoSeason, person: Person) -> tuple[int | None, Document]:
    at = min(
        person.signed_up_at + timedelta(days=rng.uniform(0.1, 12)),
        season.now - timedelta(minutes=rng.randrange(20, 3000)),
    )
    fields = {
        "first_name": person.first,
        "last_name": person.last,
        "email": _email(rng, person),
        "phone": _phone(rng, person),
        **_money(rng),
    }
    if not fields["email"] and not fields["phone"]:
        fields["email"] = person.personal_email or person.uga_email
    return person.number, _document(rng, season, fields, at)


def _email(rng: Random, person: Person) -> str | None:
    if chance(rng, 5):
        return rng.choice((None, ""))
    return person.uga_email if chance(rng, 15) else person.personal_email or person.uga_email


def _phone(rng: Random, person: Person) -> str | None:
    if Trait.UNUSABLE_PHONE in person.traits or chance(rng, 8):
        return rng.choice((None, ""))
    return person.phone


def _money(rng: Random) -> Document:
    raised = rng.choices(
        (0, rng.choice((5, 9, 25, 50, 60.5, 74.99)), rng.choice((75, 80, 99.9, 99.99, 120, 255.5))), (20, 35, 45)
    )[0]
    return {"raised": raised, "donors": int(raised // 15) + 1 if raised else 0}


def _outsiders(rng: Random, season: DemoSeason, count: int) -> Iterator[tuple[int | None, Document]]:
    for number in range(count):
        first, last = rng.choice(GIRLS + BOYS), rng.choice(SURNAMES)
        reach = {"email": email_of(first, last, 900_000 + number), "phone": mentor_phone(_STRANGER_NUMBERS + number)}
        at = season.opened_at + timedelta(days=rng.uniform(1, 55))
        yield None, _document(rng, season, {"first_name": first, "last_name": last, **reach, **_money(rng)}, at)


def _document(rng: Random, season: DemoSeason, fields: Document, at: datetime) -> Document:
    updated_at = at + (season.now - at) * rng.random()
    document = member_document(rng.randrange(100, 999), fields, created_at=at, updated_at=updated_at)
    return {**document, "created_at": givebutter_stamp(at)}
