"""How long a hundred open questions take: printed, never asserted. Run with `make bench`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from core.decisions import Answer
from core.review import decide, undo
from core.store.decisions import Reply
from core.views.conflict_card import conflict_card
from core.views.conflicts import ConflictFilters, conflict_queue
from tests.story import phone, story

QUESTIONS = 100


@contextmanager
def timed(title: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"    {title:<58} {1000 * (time.perf_counter() - began):8.0f} ms")


def test_a_hundred_questions(database, tmp_path):
    print(f"\n{QUESTIONS} questions with a recommendation among 400 mentors")
    with story(database, tmp_path) as world:
        for number in range(1, 401):
            world.sign_up(number, first=f"Ada{number}", last="Tester")
        for number in range(1, QUESTIONS + 1):
            person = {"first_name": f"Ada{number}", "last_name": "Tester", "emails": [f"mentor{number}@example.com"]}
            world.demo.add_contact(**person)
            world.demo.add_contact(**person, phones=[phone(number)])
        with timed("full sync"):
            run = world.sync()
        assert run["conflicts_pending"] == QUESTIONS

        with timed("the queue, and one card"), database.connect() as conn:
            found = conflict_queue(conn, world.year, "pending", ConflictFilters(), datetime.now(UTC))
            conflict_card(conn, world.year, found.questions[0].conflict_id, datetime.now(UTC))
        asked = world.rows("SELECT conflict_id, version, recommended_option FROM sync_conflicts ORDER BY conflict_id")
        replies = [Reply(row["conflict_id"], row["version"], Answer.OPTION, row["recommended_option"]) for row in asked]
        with timed("one answer"):
            decide(database, world.year, replies[:1], by="bench")
        with timed(f"what {QUESTIONS - 1} answers would do (dry run)"):
            decide(database, world.year, replies[1:], by="bench", dry_run=True)
        with timed(f"{QUESTIONS - 1} answers"):
            verdict = decide(database, world.year, replies[1:], by="bench")
        with timed(f"{len(verdict.done)} answers taken back"):
            undo(database, world.year, verdict.done, by="bench")
        with timed("full sync after it"):
            world.sync()
