"""Writing an invented season into the demo's file, once."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from pathlib import Path

from core.demo.clock import Clock, SteppingClock, wall_clock
from core.demo.contact_docs import contact_row, document_row
from core.demo.drafts import Planted
from core.demo.members import member_row
from core.demo.store import DemoStore
from core.demo.submissions import submission_row
from core.demo.traits import USUAL_CONTACTS, USUAL_SIGNUPS
from core.demo.truth import TruePerson
from core.demo.world import World, generate

DEFAULT_SEED = 2025
_BATCH = 2_000


def ensure_world(
    path: Path,
    seed: int = DEFAULT_SEED,
    now: datetime | None = None,
    *,
    signups: int = USUAL_SIGNUPS,
    contacts: int = USUAL_CONTACTS,
    clock: Clock = wall_clock,
) -> DemoStore:
    """The store at a path; a season in full swing `now` is invented when there is none yet."""
    if not path.exists():
        # Made beside its place and moved there whole: whoever is interrupted finds no half a season.
        draft = path.with_suffix(".new")
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            leftover.unlink(missing_ok=True)
        store = DemoStore(draft, clock)
        load_world(store, generate(seed, now or clock(), signups, contacts), seed)
        store.close()
        draft.replace(path)
    return DemoStore(path, clock)


def invented(
    path: Path, seed: int, now: datetime, *, signups: int = USUAL_SIGNUPS, contacts: int = USUAL_CONTACTS
) -> DemoStore:
    """A fresh world for tests, whose clock starts at `now` and moves a second with every write."""
    return ensure_world(path, seed, now, signups=signups, contacts=contacts, clock=SteppingClock(now))


def load_world(store: DemoStore, world: World, seed: int) -> None:
    """Write a world into a store that holds none."""
    store.start_season(world.season.now)
    database = store.database
    database.remember("seed", str(seed))
    database.remember("size", json.dumps({"signups": world.size.signups, "contacts": world.size.contacts}))
    with database.transaction():
        database.execute_many("save_submission", (submission_row(filed.document) for filed in world.submissions))
        database.execute_many("save_member", (member_row(fundraiser.document) for fundraiser in world.fundraisers))
        database.execute_many("save_person", (_person_row(person) for person in world.truth))
    for batch in _batches(world.contacts()):
        with database.transaction():
            database.execute_many("save_contact", (contact_row(planted.document) for planted in batch))
            database.execute_many("save_contact_doc", (_doc_row(planted) for planted in batch))
    store.contacts.forget_listings()


def reset_world(store: DemoStore, seed: int | None = None, now: datetime | None = None) -> None:
    """Begin the season anew, as of now, with the seed and the size it had; an empty one is empty again."""
    former_seed = store.database.fact("seed")
    size = json.loads(store.database.fact("size") or "{}")
    start = now or store.clock()
    if seed is None and former_seed is None:
        store.start_season(start)
        return
    seed = int(former_seed or 0) if seed is None else seed
    with store.database.transaction():
        load_world(store, generate(seed, start, **size), seed)


def _person_row(person: TruePerson) -> dict[str, object]:
    truth = asdict(person)
    return {"id": person.number, "mn_id": person.mn_id, "doc": json.dumps(truth, ensure_ascii=False)}


def _doc_row(planted: Planted) -> dict[str, object]:
    return document_row(planted.document, planted.household)


def _batches(planted: Iterable[Planted]) -> Iterator[list[Planted]]:
    iterator = iter(planted)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
