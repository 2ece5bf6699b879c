"""Contacts of other people that get in a mentor's way: recycled phones, and ids of a former season."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from core.demo.cast import Person
from core.demo.contact_docs import reachable
from core.demo.drafts import Draft
from core.demo.names import BOYS, GIRLS, SURNAMES
from core.demo.numbers import email_of, mentor_phone
from core.demo.season import DemoSeason
from core.demo.traits import Trait

_NUMBERS = 60_000


def strangers_of(rng: Random, season: DemoSeason, person: Person) -> Iterator[Draft]:
    """The strangers who have this mentor's phone, or carry this mentor's id from a season ago."""
    if person.traits & {Trait.RECYCLED, Trait.STRANGER_ONLY}:
        yield _stranger(rng, season, person, phone=person.phone, tags=["Donor"], external_id=None)
    if Trait.COLLISION in person.traits:
        phone = mentor_phone(_NUMBERS + person.number)
        # Last year's tag alone would tell whose the id is; a volunteer who has this year's, too, must be asked about.
        tags = [season.former_tag(1), season.tag]
        yield _stranger(rng, season, person, phone=phone, tags=tags, external_id=person.mn_id)


def alumni(rng: Random, season: DemoSeason, people: tuple[Person, ...], external_ids: list[str]) -> Iterator[Draft]:
    """Mentors of last season who do not take part again, still carrying an id that nobody has today."""
    for person, external_id in zip(people, external_ids, strict=False):
        phone = mentor_phone(_NUMBERS + 10_000 + person.number)
        yield _stranger(rng, season, person, phone=phone, tags=[season.former_tag(1)], external_id=external_id)


def _stranger(
    rng: Random, season: DemoSeason, person: Person, *, phone: str, tags: list[str], external_id: str | None
) -> Draft:
    first = next(name for name in rng.sample(GIRLS + BOYS, 40) if name[0] != person.first[0])
    last = next(name for name in rng.sample(SURNAMES, 40) if name[0] != person.last[0])
    at = season.now - timedelta(days=rng.uniform(340, 1500))
    address = email_of(first, last, 2_000_000 + person.number)
    fields = {
        "first_name": first,
        "last_name": last,
        **reachable([address], [phone]),
        "tags": tags,
        "external_id": external_id,
    }
    return Draft(fields, at, at + timedelta(days=20))
