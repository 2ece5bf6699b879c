"""Contacts before they have an id: what they say, whose they are, and when they were made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.demo.contact_docs import Document, contact_document
from core.demo.season import DemoSeason

_YEARS = 5
_FIRST_ID = 20_000_000
_ID_STEP = 11


@dataclass(frozen=True, slots=True)
class Draft:
    """A contact to be. `person` is whose it truly is; `winner` that it should represent the person."""

    fields: Mapping[str, Any]
    created_at: datetime
    updated_at: datetime
    person: int | None = None
    winner: bool = False
    household: str | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """A contact as it is served, with what the API does not show."""

    document: Document
    household: str | None = None


@dataclass(slots=True)
class Slots:
    """The places of all contacts in the order in which they were made: the place tells id and moment.

    `in_season` of `total` places lie within the present season, the others in the years before it.
    """

    season: DemoSeason
    total: int
    in_season: int
    taken: dict[int, Draft] = field(default_factory=dict)

    def moment_of(self, slot: int) -> datetime:
        """When the contact of a place was made."""
        before = self.total - self.in_season
        first = self.season.opened_at - timedelta(days=365 * _YEARS)
        if slot < before:
            return (first + (self.season.opened_at - first) * (slot / before)).replace(microsecond=0)
        last = self.season.now - timedelta(hours=1)
        return (self.season.opened_at + (last - self.season.opened_at) * ((slot - before) / self.in_season)).replace(
            microsecond=0
        )

    def take(self, draft: Draft) -> int:
        """Give a draft the free place next to the moment it was made at."""
        slot = self._slot_at(draft.created_at)
        while slot in self.taken:
            slot = (slot + 1) % self.total
        self.taken[slot] = draft
        return slot

    def planted(self, slot: int) -> Planted:
        """The contact of a taken place."""
        draft = self.taken[slot]
        made_at = self.moment_of(slot)
        updated_at = max(made_at, draft.updated_at)
        return Planted(
            contact_document(contact_id_of(slot), draft.fields, created_at=made_at, updated_at=updated_at),
            draft.household,
        )

    def _slot_at(self, moment: datetime) -> int:
        before = self.total - self.in_season
        first = self.season.opened_at - timedelta(days=365 * _YEARS)
        if moment < self.season.opened_at:
            return max(0, int(before * ((moment - first) / (self.season.opened_at - first))))
        last = self.season.now - timedelta(hours=1)
        share = (moment - self.season.opened_at) / (last - self.season.opened_at)
        return min(self.total - 1, before + int(self.in_season * share))


def contact_id_of(slot: int) -> int:
    """Ids grow with time, with gaps between them."""
    return _FIRST_ID + slot * _ID_STEP + slot * 7_919 % _ID_STEP
