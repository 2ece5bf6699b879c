"""The invented season: everything the two services hold, and the truth about it that they do not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from core.demo.cast import Person, cast_people
from core.demo.contact_parts import Maker
from core.demo.crowd import Crowd
from core.demo.dice import dice
from core.demo.drafts import Draft, Planted, Slots, contact_id_of
from core.demo.fundraisers import Fundraiser, join_campaign
from core.demo.own_contacts import own_contacts
from core.demo.paperwork import Filed, file_everything
from core.demo.season import DemoSeason, season_at
from core.demo.strangers import alumni, strangers_of
from core.demo.traits import USUAL_CONTACTS, USUAL_SIGNUPS, Size
from core.demo.truth import TruePerson, tell_truth

EXTERNAL_IDS = 972
SEASON_TAGS = 3_240
_ARCHIVED = 260
_COMPANIES = 45
_SHARE_IN_SEASON = 0.07
_FORMER_IDS_FROM = 15


@dataclass(frozen=True, slots=True)
class World:
    """One invented season. The contacts of other people are made anew whenever they are asked for."""

    size: Size
    season: DemoSeason
    people: tuple[Person, ...]
    submissions: tuple[Filed, ...]
    fundraisers: tuple[Fundraiser, ...]
    truth: tuple[TruePerson, ...]
    slots: Slots
    crowd: Crowd

    def contacts(self) -> Iterator[Planted]:
        """All contacts in the order of their ids: individuals, a few companies, a few archived ones."""
        return self.crowd.fill(self.slots)


def generate(seed: int, now: datetime, signups: int = USUAL_SIGNUPS, contacts: int = USUAL_CONTACTS) -> World:
    """The world of a seed and a day; the same for the same two. Raises `ValueError` when there is no room for all."""
    rng, season, size = dice(seed), season_at(now), Size(signups, contacts)
    people = cast_people(rng, season, size)
    drafts = _drafts(rng, season, size, people)
    slots = _slots(season, size, drafts)
    places = [(draft, slots.take(draft)) for draft in drafts]
    submissions = tuple(sorted(file_everything(rng, season, size, people), key=lambda filed: int(filed.document["id"])))
    fundraisers = tuple(join_campaign(rng, season, size, people))
    owned = [(draft, contact_id_of(slot)) for draft, slot in places]
    truth = tell_truth(people, submissions, fundraisers, owned)
    return World(size, season, people, submissions, fundraisers, truth, slots, _crowd(rng, seed, size, slots))


def _drafts(rng: Random, season: DemoSeason, size: Size, people: tuple[Person, ...]) -> list[Draft]:
    former = (f"MN{number:04}" for number in range(size.signups + _FORMER_IDS_FROM, 10 * size.signups))
    maker = Maker(rng, season, former)
    drafts = [draft for person in people for draft in own_contacts(maker, person)]
    drafts += [draft for person in people for draft in strangers_of(rng, season, person)]
    missing = size.of(EXTERNAL_IDS) - sum(1 for draft in drafts if draft.fields.get("external_id"))
    return drafts + list(alumni(rng, season, people, [next(former) for _ in range(max(missing, 0))]))


def _slots(season: DemoSeason, size: Size, drafts: list[Draft]) -> Slots:
    archived = sum(1 for draft in drafts if _is_archived(draft.fields))
    total = size.contacts + max(size.of_contacts(_ARCHIVED), archived) + size.of_contacts(_COMPANIES)
    if len(drafts) * 2 > total:
        raise ValueError(f"{size.signups} sign-ups need at least {len(drafts) * 2} contacts")
    recent = sum(1 for draft in drafts if draft.created_at >= season.opened_at)
    return Slots(season, total, max(int(total * _SHARE_IN_SEASON), min(recent * 3 // 2, total // 2)))


def _crowd(rng: Random, seed: int, size: Size, slots: Slots) -> Crowd:
    drafts = slots.taken.values()
    archived = sum(1 for draft in drafts if _is_archived(draft.fields))
    living = size.contacts - (len(drafts) - archived)
    tagged = sum(
        1 for draft in drafts if slots.season.tag in draft.fields.get("tags", ()) and not _is_archived(draft.fields)
    )
    missing = min(max(size.of_contacts(SEASON_TAGS) - tagged, 0), living)
    chosen = frozenset(rng.sample(range(living), missing))
    others = max(size.of_contacts(_ARCHIVED), archived) - archived
    return Crowd(seed, slots.season, chosen, others, size.of_contacts(_COMPANIES))


def _is_archived(fields: Any) -> bool:
    return bool(fields.get("archived_at"))
