"""Everybody else in Givebutter: donors, parents, alumni, mailing lists. Made one by one, never held in memory."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from core.demo.clock import givebutter_stamp
from core.demo.contact_docs import contact_document
from core.demo.contact_parts import Fields
from core.demo.dice import chance, dice
from core.demo.drafts import Planted, Slots, contact_id_of
from core.demo.names import COMPANIES, SURNAMES
from core.demo.passers_by import introduced, noted
from core.demo.season import DemoSeason


@dataclass(frozen=True, slots=True)
class Crowd:
    """The crowd in the places left free; `tagged` of them carry the season's tag, some are archived or companies."""

    seed: int
    season: DemoSeason
    tagged: AbstractSet[int]
    archived: int
    companies: int

    def fill(self, slots: Slots) -> Iterator[Planted]:
        """All contacts in the order of their ids: those planted, and the crowd between them."""
        rng = dice(self.seed)
        odd = self._odd_ones(slots.total - len(slots.taken))
        ordinary, number = 0, 0
        for slot in range(slots.total):
            if slot in slots.taken:
                yield slots.planted(slot)
                continue
            if number in odd:
                yield self._odd_one(rng, slots, slot, odd[number])
            else:
                yield self._ordinary(rng, slots, slot, number, is_tagged=ordinary in self.tagged)
                ordinary += 1
            number += 1

    def _odd_ones(self, free: int) -> dict[int, int]:
        """The numbers of companies and archived contacts, evenly spread, each with its place among them."""
        count = self.archived + self.companies
        return {place * free // count: place for place in range(count)} if count else {}

    def _ordinary(self, rng: Random, slots: Slots, slot: int, number: int, *, is_tagged: bool) -> Planted:
        made_at = slots.moment_of(slot)
        fields = {**introduced(rng, number), **noted(rng, self.season, number, made_at)}
        if is_tagged:
            fields["tags"] = [*fields.get("tags", []), self.season.tag]
        household = f"{fields['last_name']} Household" if fields["last_name"] and chance(rng, 6) else None
        return Planted(_document(slot, fields, made_at, self._updated_at(rng, made_at)), household)

    def _odd_one(self, rng: Random, slots: Slots, slot: int, place: int) -> Planted:
        made_at = slots.moment_of(slot)
        later = made_at + timedelta(days=1)
        if place < self.companies:
            return Planted(_document(slot, _company(rng, place), made_at, later))
        fields = {**introduced(rng, slot), "archived_at": givebutter_stamp(later)}
        return Planted(_document(slot, fields, made_at, later))

    def _updated_at(self, rng: Random, made_at: datetime) -> datetime:
        if chance(rng, 50):
            return made_at
        return (made_at + (self.season.now - made_at) * rng.random() ** 2).replace(microsecond=0)


def _company(rng: Random, place: int) -> Fields:
    name = f"{SURNAMES[place * 3 % len(SURNAMES)]} {rng.choice(COMPANIES)}"
    owner = {"first_name": "Front", "last_name": "Desk"}
    return {"type": "company", "company_name": name, "company": name, "point_of_contact": owner}


def _document(slot: int, fields: Fields, made_at: datetime, updated_at: datetime) -> Fields:
    return contact_document(contact_id_of(slot), fields, created_at=made_at, updated_at=updated_at)
