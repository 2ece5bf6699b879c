from datetime import UTC, datetime

from core.clients import Page
from core.clients.told import Told

EARLY, LATE = datetime(2025, 10, 28, 12, tzinfo=UTC), datetime(2025, 10, 28, 13, tzinfo=UTC)


def told(*totals: int | None) -> Told:
    result = Told()
    for total in totals:
        result = result.and_page(Page([], total, EARLY))
    return result


def test_a_listing_begins_with_its_first_page():
    assert Told().and_page(Page([], None, EARLY)).and_page(Page([], 1, LATE)).began_at == EARLY


def test_as_many_as_announced_add_up():
    assert told(3, 3).adds_up(3, 0)


def test_fewer_than_announced_do_not():
    assert not told(3, 3).adds_up(2, 0)


def test_newcomers_do_no_harm():
    assert told(3, 4).adds_up(4, 0)
    assert told(3, 3).adds_up(4, 0)


def test_somebody_who_left_meanwhile_may_have_moved_another_past_us():
    assert not told(3, 2).adds_up(2, 0)


def test_without_an_announcement_nothing_adds_up():
    assert not told(None).adds_up(0, 0)


def test_deleted_ones_may_be_counted_or_not():
    assert told(3).adds_up(3, 2)
    assert told(5).adds_up(3, 2)
    assert not told(5).adds_up(3, 1)
