"""The next autumn of the demo: other people, new forms, ids from MN0001 on, over the contacts of the season before."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from random import Random
from typing import Any

from core.demo.cast import Person, cast_people
from core.demo.contact_docs import contact_document, contact_row, document_row
from core.demo.contact_parts import Maker
from core.demo.dice import chance, dice
from core.demo.drafts import Draft
from core.demo.duplicates import duplicates_of
from core.demo.fundraisers import join_campaign
from core.demo.members import member_row
from core.demo.next_cast import cast_next
from core.demo.own_contacts import own_contacts
from core.demo.paperwork import file_everything
from core.demo.season import DemoSeason, season_at
from core.demo.store import DemoStore
from core.demo.strangers import strangers_of
from core.demo.submissions import submission_row
from core.demo.traits import FORM_TRAITS, Size
from core.demo.truth import tell_truth

Counts = dict[str, int]
_KNOWN_IN_GIVEBUTTER = 45  # of a hundred newcomers: they have opened a page, or given, before they signed up


def begin_next_season(store: DemoStore) -> Counts:
    """Live on to the next season, all of it at once: how many of what there is. The same each time for one world.

    Everything is dated now and the clock is not moved. Contacts of the season before keep their External IDs and
    tags. Raises `ValueError` where no season was invented before.
    """
    if store.database.fact("seed") is None:
        raise ValueError("there is no invented season before it")
    size = Size(**json.loads(store.database.fact("size") or "{}"))
    former = _cast_so_far(store, size)
    truths = {truth["number"]: truth for truth in store.truth()}
    with store.database.transaction():
        _remember_season(store)
        season = store.open_next_season()
        rng = _rng(store, season)
        people, back = cast_next(rng, season, size, former)
        filed = file_everything(rng, season, size, people)
        pages = join_campaign(rng, season, size, people)
        owned = [*_plant(store, _drafts(rng, season, people, back)), *_kept(store, truths, back)]
        for submission in filed:
            store.database.execute("save_submission", submission_row(submission.document))
        for page in pages:
            store.database.execute("save_member", member_row(page.document))
        for person in tell_truth(people, filed, pages, owned):
            store.save_person(person.number, asdict(person))
    store.contacts.forget_listings()
    numbers = {"returning": len(back), "members": len(pages), "new_contacts": len(owned)}
    return {"year": season.year, "submissions": len(filed), "people": len(people), **numbers}


def _rng(store: DemoStore, season: DemoSeason) -> Random:
    return dice(f"{store.database.fact('seed')} season {season.number}")


def _remember_season(store: DemoStore) -> None:
    """The moments of the seasons before, from which their people can be invented again."""
    former = [*_former_moments(store), store.season.now.isoformat()]
    store.database.remember("former_seasons", json.dumps(former))


def _former_moments(store: DemoStore) -> list[str]:
    moments: list[str] = json.loads(store.database.fact("former_seasons") or "[]")
    return moments


def _cast_so_far(store: DemoStore, size: Size) -> tuple[Person, ...]:
    """Everybody who signed up in the season that is over, as invented."""
    first, *later = [datetime.fromisoformat(text) for text in (*_former_moments(store), store.season.now.isoformat())]
    season = season_at(first)
    people = cast_people(dice(int(store.database.fact("seed") or 0)), season, size)
    for moment in later:
        season = season.next(moment)
        people, _ = cast_next(_rng(store, season), season, size, people)
    return people


def _drafts(rng: Random, season: DemoSeason, people: Sequence[Person], back: frozenset[int]) -> Iterator[Draft]:
    """What newcomers have in Givebutter: often nothing yet, sometimes what a gift or a mailing left behind."""
    maker = Maker(rng, season, iter(()), has_imported=False)
    for person in people:
        if person.number in back:
            continue
        if not person.traits <= FORM_TRAITS or chance(rng, _KNOWN_IN_GIVEBUTTER):
            yield from own_contacts(maker, person)
        else:
            yield from duplicates_of(maker, person)
        yield from strangers_of(rng, season, person)


def _plant(store: DemoStore, drafts: Iterator[Draft]) -> Iterator[tuple[Draft, int]]:
    now = store.clock()
    for draft in drafts:
        contact_id = store.contacts.next_id()
        document = contact_document(contact_id, draft.fields, created_at=draft.created_at, updated_at=now)
        store.database.execute("save_contact", contact_row(document))
        store.database.execute("save_contact_doc", document_row(document, draft.household))
        yield draft, contact_id


def _kept(store: DemoStore, truths: dict[int, dict[str, Any]], back: frozenset[int]) -> Iterator[tuple[Draft, int]]:
    """The contacts that those who come back have had before."""
    now = store.season.now
    for number in sorted(back):
        truth = truths.get(number, {})
        for contact_id in truth.get("contacts", ()):
            if store.contacts.is_living(contact_id):
                yield Draft({}, now, now, number, winner=contact_id == truth["winner"]), contact_id
