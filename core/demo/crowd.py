"""Everybody else in Givebutter: donors, parents, alumni, mailing lists. Made one by one, never held in memory."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.demo.clock import givebutter_stamp
from core.demo.contact_docs import contact_document, postal, reachable
from core.demo.drafts import Planted, Slots, contact_id_of
from core.demo.names import BOYS, CITIES, COMPANIES, CROWD_TAGS, GIRLS, NOTES, STREETS, SURNAMES
from core.demo.numbers import crowd_phone, email_of, university_email
from core.demo.own_contacts import junk_name
from core.demo.season import UNIVERSITY, DemoSeason

_BEFORE = 3_403  # how many places ago a relative came; no relative is the relative of a relative
_ROUND = 14


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody of the crowd is, told by the number alone."""

    first: str
    last: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """The crowd in the free places. `tagged`: which of them carry the season's tag; the last places are archived or companies."""

    seed: int
    season: DemoSeason
    tagged: Set[int]
    archived: int
    companies: int

    def fill(self, slots: Slots) -> Iterator[Planted]:
        """All contacts in the order of their ids: those planted, and the crowd between them."""
        rng = Random(self.seed)
        free = slots.total - len(slots.taken)
        odd_ones = (
            set(range(0, free, max(free // (self.archived + self.companies), 1)))
            if self.archived + self.companies
            else set()
        )
        odd_ones = set(sorted(odd_ones)[: self.archived + self.companies])
        number, odd, ordinary = 0, 0, 0
        for slot in range(slots.total):
            if slot in slots.taken:
                yield slots.planted(slot)
                continue
            if number in odd_ones:
                odd += 1
                yield self._odd_one(rng, slots, slot, number, is_company=odd <= self.companies)
            else:
                yield self._ordinary(rng, slots, slot, number, is_tagged=ordinary in self.tagged)
                ordinary += 1
            number += 1

    def _ordinary(self, rng: Random, slots: Slots, slot: int, number: int, *, is_tagged: bool) -> Planted:
        made_at = slots.moment_of(slot)
        fields = self._fields(rng, number, made_at)
        if is_tagged:
            fields["tags"] = [*fields.get("tags", []), self.season.tag]
        updated_at = self._updated_at(rng, made_at)
        household = f"{fields['last_name']} Household" if fields.get("last_name") and rng.random() < 0.06 else None
        return Planted(
            contact_document(contact_id_of(slot), fields, created_at=made_at, updated_at=updated_at), household
        )

    def _odd_one(self, rng: Random, slots: Slots, slot: int, number: int, *, is_company: bool) -> Planted:
        made_at = slots.moment_of(slot)
        if is_company:
            name = f"{SURNAMES[number % len(SURNAMES)]} {rng.choice(COMPANIES)}"
            owner = {"first_name": "Front", "last_name": "Desk"}
            fields: dict[str, Any] = {
                "type": "company",
                "company_name": name,
                "company": name,
                "point_of_contact": owner,
            }
        else:
            fields = {
                **self._fields(rng, number, made_at),
                "archived_at": givebutter_stamp(made_at + timedelta(days=1)),
            }
        return Planted(
            contact_document(contact_id_of(slot), fields, created_at=made_at, updated_at=made_at + timedelta(days=1))
        )

    def _fields(self, rng: Random, number: int, made_at: datetime) -> dict[str, Any]:
        fields = _who(rng, number)
        kind = rng.random()
        if kind < 0.10:
            fields["tags"] = [f"Campus Mailing {made_at.year}"]
        elif kind < 0.40:
            fields["tags"] = rng.sample(CROWD_TAGS, rng.choice((1, 1, 1, 2, 3)))
        elif kind < 0.48:
            years_ago = 1 + number % 3
            dropped = [self.season.former_dropped_tag(years_ago)] if number % 9 == 0 else []
            fields["tags"] = [self.season.former_tag(years_ago), *dropped]
        if 0.20 < kind < 0.55:
            total = rng.choice((5, 10, 20, 25, 50, 75, 100, 99.99, 250))
            fields["stats"] = {
                "total_contributions": total,
                "recurring_contributions": total if number % 40 == 0 else 0,
            }
            fields["last_donation_amount"] = total
        return {**fields, **_details(rng, number, made_at)}

    def _updated_at(self, rng: Random, made_at: datetime) -> datetime:
        if rng.random() < 0.5:
            return made_at
        return (made_at + (self.season.now - made_at) * rng.random() ** 2).replace(microsecond=0)


def _identity(number: int) -> Identity:
    mixed = number * 2_654_435_761 % 4_294_967_296
    names = GIRLS if mixed & 1 else BOYS
    first, last = names[mixed // 2 % len(names)], SURNAMES[mixed // 512 % len(SURNAMES)]
    return Identity(first, last, email_of(first, last, 3_000_000 + number), crowd_phone(number))


def _who(rng: Random, number: int) -> dict[str, Any]:
    """Name, e-mail and phone; in every round some are relatives or doubles of somebody who came before."""
    own = _identity(number)
    place, rounds = number % _ROUND, number // _ROUND
    back = _BEFORE + (8 if place == 8 and rounds % 3 == 0 else 0)
    if place in (0, 8) and number >= back:
        return _relative(own, _identity(number - back), rounds % 4)
    is_parent = (number + _BEFORE) % _ROUND in (0, 8)
    return _reached(rng, own, number, complete=is_parent)


def _relative(own: Identity, other: Identity, kind: int) -> dict[str, Any]:
    if kind == 0:
        return {"first_name": other.first, "last_name": other.last, **reachable([other.email], [own.phone])}
    if kind == 1:
        return {"first_name": own.first, "last_name": other.last, **reachable([own.email], [other.phone])}
    if kind == 2:
        return {"first_name": own.first, "last_name": other.last, **reachable([other.email.upper()], [])}
    return {"first_name": other.first.upper(), "last_name": other.last, **reachable([other.email], [other.phone])}


def _reached(rng: Random, own: Identity, number: int, *, complete: bool) -> dict[str, Any]:
    named: dict[str, Any] = {"first_name": own.first, "last_name": own.last}
    kind = rng.random()
    if complete or kind < 0.42:
        return {**named, **reachable([own.email], [own.phone])}
    if kind < 0.52:
        return {**named, **reachable([university_email(own.first, own.last, 400_000 + number, UNIVERSITY)], [])}
    if kind < 0.84:
        return {**named, **reachable([own.email], [])}
    if kind < 0.96:
        return {**named, **reachable([], [own.phone])}
    if kind < 0.98:
        return {**junk_name(rng), **reachable([own.email], [])}
    return {"first_name": None, "last_name": None, **reachable([own.email], [])}


def _details(rng: Random, number: int, made_at: datetime) -> dict[str, Any]:
    details: dict[str, Any] = {"is_email_subscribed": rng.random() > 0.08, "is_phone_subscribed": rng.random() > 0.15}
    if rng.random() < 0.3:
        city, state, zipcode = CITIES[number % len(CITIES)]
        details |= postal(f"{number % 990 + 1} {STREETS[number % len(STREETS)]}", city, state, zipcode, at=made_at)
    if number % 33 == 0:
        details["note"] = NOTES[number // 33 % len(NOTES)]
    if number % 11 == 0:
        details["dob"] = f"19{number % 50 + 40}-0{number % 9 + 1}-{number % 18 + 10}"
    if number % 4 == 0:
        details["gender"] = ("female", "male", "other")[number // 4 % 3]
    return details
