"""Who signs up a season later: mostly other people, some who come back, some younger siblings of former mentors."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from core.demo.cast import Person, cast_people
from core.demo.dice import chance
from core.demo.forms import CLASSES
from core.demo.numbers import email_of, university_email
from core.demo.season import UNIVERSITY, DemoSeason
from core.demo.traits import FORM_TRAITS, TWICE, Size, Trait

RETURNING = 150
SIBLINGS = 12
# What the import of a season leaves behind, or what nothing but an imported id tells apart: nobody of the next
# season was imported yet.
_NOT_YET = frozenset({
    Trait.COLLISION, Trait.ID_ON_JUNK, Trait.TWICE_FORMER, Trait.TWICE_DOUBLED,
    Trait.RETURNING, Trait.FORMER_MENTOR, Trait.FORMER_DROPPED, Trait.DOUBLE_TAGGED,
})  # fmt: skip
_LATE_ONES = frozenset({Trait.TIE, Trait.STRANGER_ONLY, Trait.NO_CONTACT, Trait.ONLY_JUNK, Trait.ONLY_MASS_MAIL})
_FIRST_NUMBER, _NUMBERS_PER_SEASON = 10_000, 1_500


def cast_next(
    rng: Random, season: DemoSeason, size: Size, former: Sequence[Person]
) -> tuple[tuple[Person, ...], frozenset[int]]:
    """Everybody who signs up in a later season, with ids from MN0001 on, and the numbers of those who come back.

    Raises `ValueError` for a season so big that its people would have the phones of others.
    """
    if size.signups > _NUMBERS_PER_SEASON:
        raise ValueError(f"an invented season of more than {_NUMBERS_PER_SEASON:,} sign-ups has no next one")
    people = cast_people(rng, season, size, _FIRST_NUMBER + (season.number - 1) * _NUMBERS_PER_SEASON)
    places = [place for place, person in enumerate(people) if person.mn_id and person.traits <= FORM_TRAITS]
    rng.shuffle(places)
    known = [person for person in former if person.mn_id and not person.traits & (TWICE | _LATE_ONES)]
    back = rng.sample(known, min(size.of(RETURNING), len(known), len(places)))
    others = [person for person in known if person not in back]
    elder = rng.sample(others, min(size.of(SIBLINGS), len(others), len(places) - len(back)))
    taken = dict(zip(places, (*back, *elder), strict=False))
    numbers = frozenset(person.number for person in back)
    cast = (_cast(rng, person, taken.get(place), numbers) for place, person in enumerate(people))
    return tuple(cast), numbers


def _cast(rng: Random, newcomer: Person, former: Person | None, back: frozenset[int]) -> Person:
    if former is None:
        return replace(newcomer, traits=newcomer.traits - _NOT_YET)
    return _come_back(rng, newcomer, former) if former.number in back else _younger(newcomer, former)


def _come_back(rng: Random, newcomer: Person, former: Person) -> Person:
    """A year older, under this season's id; a few have another phone or another personal address."""
    return replace(
        former,
        mn_id=newcomer.mn_id,
        former_mn_id=None,
        signed_up_at=newcomer.signed_up_at,
        signed_up_again_at=None,
        traits=former.traits & FORM_TRAITS,
        uga_class=CLASSES[min(CLASSES.index(former.uga_class) + 1, len(CLASSES) - 1)],
        phone=former.another_phone(3) if chance(rng, 6) else former.phone,
        personal_email=former.another_email(5) if chance(rng, 6) else former.personal_email,
    )


def _younger(newcomer: Person, elder: Person) -> Person:
    """A sibling of last year's mentor, with the family's name and phone."""
    first = newcomer.first if newcomer.first[0] != elder.first[0] else newcomer.middle or f"Q{newcomer.first.lower()}"
    return replace(
        newcomer,
        first=first,
        last=elder.last,
        phone=elder.phone,
        personal_email=email_of(first, elder.last, newcomer.number),
        uga_email=university_email(first, elder.last, newcomer.number, UNIVERSITY),
        traits=newcomer.traits - {Trait.APOSTROPHE, Trait.HYPHEN, Trait.DOUBLE_SURNAME},
    )
