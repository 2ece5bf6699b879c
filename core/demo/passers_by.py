"""Who the other people in Givebutter are: names, relatives, doubles, and what is noted about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from core.demo.contact_docs import postal, reachable
from core.demo.contact_parts import Fields, junk_name
from core.demo.dice import chance
from core.demo.names import BOYS, CITIES, CROWD_TAGS, GIRLS, NOTES, STREETS, SURNAMES
from core.demo.numbers import crowd_phone, email_of, university_email
from core.demo.season import UNIVERSITY, DemoSeason

_ROUND = 14  # in each so many, two are relatives or doubles of somebody who came before
_EARLIER = 3_403  # how many numbers before; chosen so that no relative's relative is a relative too
_FIRST, _SECOND = 0, 8


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, told by the number alone, so that relatives need not be remembered."""

    number: int
    first: str
    last: str
    email: str
    phone: str


def identity(number: int) -> Identity:
    """The person of a number."""
    mixed = number * 2_654_435_761 % 4_294_967_296
    names = GIRLS if mixed & 1 else BOYS
    first, last = names[mixed // 2 % len(names)], SURNAMES[mixed // 512 % len(SURNAMES)]
    return Identity(number, first, last, email_of(first, last, 3_000_000 + number), crowd_phone(number))


def introduced(rng: Random, number: int) -> Fields:
    """Name, addresses and phones of a person."""
    own = identity(number)
    place, rounds = number % _ROUND, number // _ROUND
    # Every third second one is related to the same person as the first: a group of three.
    earlier = _EARLIER + (_SECOND if place == _SECOND and rounds % 3 == 0 else 0)
    if place in (_FIRST, _SECOND) and number >= earlier:
        return _RELATIONS[rounds % len(_RELATIONS)](own, identity(number - earlier))
    has_relatives = (number + _EARLIER) % _ROUND in (_FIRST, _SECOND)
    return _fully(rng, own) if has_relatives else _chosen(rng, _REACHED)(rng, own)


def noted(rng: Random, season: DemoSeason, number: int, made_at: datetime) -> Fields:
    """Tags, gifts, address, birthday and the like."""
    fields = _chosen(rng, _ROLES)(rng, season, number, made_at)
    fields |= {"is_email_subscribed": chance(rng, 92), "is_phone_subscribed": chance(rng, 85)}
    if chance(rng, 30):
        city, state, zipcode = CITIES[number % len(CITIES)]
        street = f"{number % 990 + 1} {STREETS[number % len(STREETS)]}"
        fields |= postal(street, city, state, zipcode, at=made_at)
    if number % 33 == 0:
        fields["note"] = NOTES[number // 33 % len(NOTES)]
    if number % 11 == 0:
        fields["dob"] = f"19{number % 50 + 40}-0{number % 9 + 1}-{number % 18 + 10}"
    if number % 4 == 0:
        fields["gender"] = ("female", "male", "other")[number // 4 % 3]
    return fields


def _chosen(rng: Random, choices: Mapping[Callable[..., Fields], int]) -> Callable[..., Fields]:
    return rng.choices(tuple(choices), cum_weights=tuple(choices.values()))[0]


def _double_with_other_phone(own: Identity, other: Identity) -> Fields:
    return {"first_name": other.first, "last_name": other.last, **reachable([other.email], [own.phone])}


def _spouse_with_one_phone(own: Identity, other: Identity) -> Fields:
    return {"first_name": own.first, "last_name": other.last, **reachable([own.email], [other.phone])}


def _spouse_with_one_address(own: Identity, other: Identity) -> Fields:
    return {"first_name": own.first, "last_name": other.last, **reachable([other.email.upper()], [])}


def _double_in_capitals(_own: Identity, other: Identity) -> Fields:
    return {"first_name": other.first.upper(), "last_name": other.last, **reachable([other.email], [other.phone])}


_RELATIONS = (_double_with_other_phone, _spouse_with_one_phone, _spouse_with_one_address, _double_in_capitals)


def _fully(_rng: Random, own: Identity) -> Fields:
    return {"first_name": own.first, "last_name": own.last, **reachable([own.email], [own.phone])}


def _by_email(_rng: Random, own: Identity) -> Fields:
    return {"first_name": own.first, "last_name": own.last, **reachable([own.email], [])}


def _by_phone(_rng: Random, own: Identity) -> Fields:
    return {"first_name": own.first, "last_name": own.last, **reachable([], [own.phone])}


def _by_university_email(_rng: Random, own: Identity) -> Fields:
    address = university_email(own.first, own.last, 400_000 + own.number, UNIVERSITY)
    return {"first_name": own.first, "last_name": own.last, **reachable([address], [])}


def _as_junk(rng: Random, own: Identity) -> Fields:
    return {**junk_name(rng), **reachable([own.email], [])}


def _without_name(_rng: Random, own: Identity) -> Fields:
    return {"first_name": None, "last_name": None, **reachable([own.email], [])}


def _nobody_special(_rng: Random, _season: DemoSeason, _number: int, _made_at: datetime) -> Fields:
    return {}


def _mailed(_rng: Random, _season: DemoSeason, _number: int, made_at: datetime) -> Fields:
    return {"tags": [f"Campus Mailing {made_at.year}"]}


def _friend(rng: Random, _season: DemoSeason, _number: int, _made_at: datetime) -> Fields:
    return {"tags": rng.sample(CROWD_TAGS, rng.choice((1, 1, 1, 2, 3)))}


def _donor(rng: Random, season: DemoSeason, number: int, made_at: datetime) -> Fields:
    total: Any = rng.choice((5, 10, 20, 25, 50, 75, 100, 99.99, 250))
    stats = {"total_contributions": total, "recurring_contributions": total if number % 40 == 0 else 0}
    return {**_friend(rng, season, number, made_at), "stats": stats, "last_donation_amount": total}


def _former_mentor(_rng: Random, season: DemoSeason, number: int, _made_at: datetime) -> Fields:
    years_ago = 1 + number % 3
    dropped = [season.former_dropped_tag(years_ago)] if number % 9 == 0 else []
    return {"tags": [season.former_tag(years_ago), *dropped]}


# Of a hundred, counted up.
_REACHED: Mapping[Callable[..., Fields], int] = {
    _fully: 42, _by_university_email: 52, _by_email: 84, _by_phone: 96, _as_junk: 98, _without_name: 100,
}  # fmt: skip
_ROLES: Mapping[Callable[..., Fields], int] = {
    _nobody_special: 52, _mailed: 62, _friend: 72, _donor: 92, _former_mentor: 100,
}  # fmt: skip
