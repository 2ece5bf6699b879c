"""The cast of the invented season: everybody who signs up, with what is true of them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from core.demo.dice import chance
from core.demo.forms import CLASSES, SHIFTS
from core.demo.names import ACCENTED, APOSTROPHES, BOYS, DOUBLES, GIRLS, LONG_PREFERRED, MIDDLES, NICKNAMES, SURNAMES
from core.demo.numbers import email_of, mentor_phone, university_email
from core.demo.season import UNIVERSITY, DemoSeason
from core.demo.traits import STANDINGS, TWICE, Size, Trait, deal_traits, late_count

UNNUMBERED = 2
IMPORTED_DAYS_AGO = 10
_NUMBERS_PER_PERSON = 4


@dataclass(frozen=True, slots=True)
class Person:
    """One invented mentor. `mn_id` is the present one, `former_mn_id` that of an earlier sign-up."""

    number: int
    first: str
    middle: str | None
    last: str
    preferred: str | None
    gender: str
    personal_email: str | None
    uga_email: str
    phone: str
    uga_class: str
    shirt_size: str
    shift: str
    signed_up_at: datetime
    traits: frozenset[Trait]
    signed_up_again_at: datetime | None = None
    mn_id: str | None = None
    former_mn_id: str | None = None

    def another_phone(self, which: int) -> str:
        """A further phone of this person (1 to 3)."""
        return spare_phone(self.number, which)

    def another_email(self, which: int) -> str:
        """A further personal address of this person (1 to 9)."""
        return email_of(self.first, self.last, 500_000 + self.number * 10 + which)


def spare_phone(person: int, which: int) -> str:
    """One of the four phones that nobody but this person has; the first (0) is their own."""
    return mentor_phone(person * _NUMBERS_PER_PERSON + which)


def cast_people(rng: Random, season: DemoSeason, size: Size, first: int = 0) -> tuple[Person, ...]:
    """Everybody who signs up, in the order of their first sign-up, numbered from `first`; the last two got no id."""
    traits = deal_traits(rng, count_people(size), size)
    moments = _moments(rng, season, len(traits), late_count(size))
    people = [
        invent_person(rng, first + place, moment, theirs)
        for place, (moment, theirs) in enumerate(zip(moments, traits, strict=True))
    ]
    people = _share_phones(people, Trait.SIBLING)
    people = _share_phones(people, Trait.PARENT_PHONE)
    for extra in range(size.of(UNNUMBERED)):
        moment = season.now - timedelta(days=20 + extra, minutes=rng.randrange(900))
        people.append(invent_person(rng, first + len(people), moment, frozenset()))
    return tuple(number_ids(people, len(traits)))


def count_people(size: Size) -> int:
    """How many persons with a mentor id there are: sign-ups without those who signed up twice or got no id."""
    twice = sum(size.of(usual) for trait, usual in STANDINGS.items() if trait in TWICE)
    return size.signups - twice - size.of(UNNUMBERED)


def _moments(rng: Random, season: DemoSeason, people: int, late: int) -> list[datetime]:
    """When people sign up: most before the last import, a few after it."""
    imported_at = season.now - timedelta(days=IMPORTED_DAYS_AGO)
    early_seconds = int((imported_at - season.opened_at).total_seconds()) - 40_000
    late_seconds = IMPORTED_DAYS_AGO * 86_400 - 12_000
    early = sorted(rng.sample(range(early_seconds), people - late))
    after = sorted(rng.sample(range(4_000, late_seconds), late))
    return [season.opened_at + timedelta(seconds=s) for s in early] + [
        imported_at + timedelta(seconds=s) for s in after
    ]


def invent_person(rng: Random, number: int, moment: datetime, traits: frozenset[Trait]) -> Person:
    """Somebody who signs up at a moment, with everything that a form asks for."""
    girl = chance(rng, 62)
    first, last = _name(rng, girl, traits)
    again = moment + timedelta(days=rng.uniform(0.02, 0.9)) if traits & TWICE else None
    address = None if Trait.NO_PERSONAL_EMAIL in traits else email_of(first, last, number)
    return Person(
        number=number,
        first=first,
        middle=rng.choice(MIDDLES) if chance(rng, 25) else None,
        last=last,
        preferred=_preferred(first, traits),
        gender="female" if girl else "male",
        personal_email=address,
        uga_email=university_email(first, last, number, UNIVERSITY),
        phone=spare_phone(number, 0),
        uga_class=rng.choices(CLASSES, (30, 28, 22, 16, 4))[0],
        shirt_size=rng.choices(("XS", "S", "M", "L", "XL", "2XL"), (6, 24, 34, 22, 10, 4))[0],
        shift=rng.choices(SHIFTS, (40, 35, 25))[0],
        signed_up_at=moment,
        traits=traits,
        signed_up_again_at=again,
    )


def _name(rng: Random, girl: bool, traits: frozenset[Trait]) -> tuple[str, str]:
    first, last = rng.choice(GIRLS if girl else BOYS), rng.choice(SURNAMES)
    if Trait.NICKNAME in traits:
        first = rng.choice([name for name in (GIRLS if girl else BOYS) if name in NICKNAMES])
    elif Trait.ACCENT in traits:
        first = rng.choice(ACCENTED)[0]
    elif Trait.APOSTROPHE in traits:
        last = rng.choice(APOSTROPHES)
    elif Trait.HYPHEN in traits:
        last = f"{last}-{rng.choice(SURNAMES)}"
    elif Trait.DOUBLE_SURNAME in traits:
        last = rng.choice(DOUBLES)
    return first, last


def _preferred(first: str, traits: frozenset[Trait]) -> str | None:
    if Trait.LONG_PREFERRED in traits:
        return LONG_PREFERRED
    return NICKNAMES.get(first, f"{first[:2]}-{first[:2]}") if Trait.PREFERRED in traits else None


def _share_phones(people: list[Person], trait: Trait) -> list[Person]:
    """Siblings (who share the surname too) and others with one parent's phone, two by two."""
    sharing = [person for person in people if trait in person.traits]
    shared = dict(zip((person.number for person in sharing[1::2]), sharing[::2], strict=False))
    return [_second(person, shared[person.number], trait) if person.number in shared else person for person in people]


def _second(person: Person, elder: Person, trait: Trait) -> Person:
    names = GIRLS if person.gender == "female" else BOYS
    # No machine should have to tell Sara from Sarah: the first names of two who share a phone begin differently.
    first = next(name for name in (person.first, *names) if name[0] != elder.first[0])
    last = elder.last if trait is Trait.SIBLING else next(name for name in SURNAMES if name[0] != elder.last[0])
    personal, own = email_of(first, last, person.number), university_email(first, last, person.number, UNIVERSITY)
    return replace(person, first=first, last=last, phone=elder.phone, personal_email=personal, uga_email=own)


def number_ids(people: list[Person], with_id: int) -> list[Person]:
    """Mentor ids in the order in which sign-ups came in; who signs up twice usually gets a second one."""
    by_number = {person.number: person for person in people}
    events = [(person.signed_up_at, person.number, False) for person in people[:with_id]]
    events += [(person.signed_up_again_at, person.number, True) for person in people if person.signed_up_again_at]
    first_ids: dict[int, str] = {}
    second_ids: dict[int, str] = {}
    counter = 0
    for _, number, again in sorted(events):
        traits = by_number[number].traits
        if (again and Trait.TWICE_SAME_ID in traits) or (not again and Trait.TWICE_EARLIER_UNNUMBERED in traits):
            continue
        counter += 1
        (second_ids if again else first_ids)[number] = f"MN{counter:04}"
    return [_with_ids(person, first_ids.get(person.number), second_ids.get(person.number)) for person in people]


def _with_ids(person: Person, first_id: str | None, second_id: str | None) -> Person:
    return replace(person, mn_id=second_id or first_id, former_mn_id=first_id if second_id else None)
