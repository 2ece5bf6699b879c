from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.streams.values import (
    MalformedRecordError,
    count,
    flag,
    instant,
    is_filled,
    money,
    primary_first,
    record_id,
    text,
    texts,
)


@pytest.mark.parametrize(("value", "expected"), [(1, 1), ("27712979", 27712979), (2**63 - 1, 2**63 - 1)])
def test_an_id_is_a_positive_number(value, expected):
    assert record_id(value) == expected


@pytest.mark.parametrize("value", [None, 0, -1, 2**63, "", "x", 1.5, "1.0", True, [], {}])
def test_what_is_no_id_is_refused(value):
    with pytest.raises(MalformedRecordError):
        record_id(value)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (82.5, Decimal("82.50")), (75, Decimal(75)), ("$1,234.5", Decimal("1234.50")), (99.999, Decimal("100.00")),
        (0, Decimal(0)), ("-5", Decimal(-5)), (None, None), ("", None), ([], None), ("USD 1,025", Decimal(1025)),
        ("12.5 usd", Decimal("12.50")), ("-$5", Decimal(-5)), ("$-5", Decimal(-5)), ("1025.50", Decimal("1025.50")),
        (1e-5, Decimal(0)), ("US$ 7", Decimal(7)),
    ],
)  # fmt: skip
def test_money_is_dollars_to_the_cent(value, amount):
    assert money(value, "raised") == amount


@pytest.mark.parametrize(
    "value", ["a lot", "NaN", "Infinity", 1e12, "1e400", "1.025,50", "1,5", "1,02,500", "1 2 3", "1e3", "--5", "$"]
)
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(MalformedRecordError, match="raised"):
        money(value, "raised")


@pytest.mark.parametrize(
    "value",
    ["2025-10-27T01:07:02+00:00", "2025-10-26T21:07:02-04:00", "2025-10-27T01:07:02Z", "2025-10-27 01:07:02"],
)
def test_an_instant_is_utc_whatever_its_offset(value):
    assert instant(value, "created_at") == datetime(2025, 10, 27, 1, 7, 2, tzinfo=UTC)


@pytest.mark.parametrize("value", ["yesterday", 1698369600, "0001-01-01T00:00:00+23:00", [], {}])
def test_what_is_no_instant_is_refused(value):
    with pytest.raises(MalformedRecordError, match="created_at"):
        instant(value, "created_at")


def test_an_untold_instant_is_unknown():
    assert instant(None, "x") is None
    assert instant("", "x") is None


@pytest.mark.parametrize(
    ("value", "answer"),
    [(True, True), (False, False), ("Yes", True), ("no", False), (1, True), (None, None), ("?", None)],
)
def test_a_flag_is_yes_no_or_unknown(value, answer):
    assert flag(value) is answer


@pytest.mark.parametrize("value", ["No (bounced)", "not subscribed", "Opted out", "opt-out", "Unsubscribed 3/4/2025"])
def test_a_no_with_words_behind_it_is_a_no(value):
    assert flag(value) is False


@pytest.mark.parametrize("value", ["none", "unknown", "north", "n/a"])
def test_what_only_begins_like_a_no_is_unknown(value):
    assert flag(value) is None


@pytest.mark.parametrize("value", [-1, 2**31, "many", 1.5])
def test_what_is_no_count_is_refused(value):
    with pytest.raises(MalformedRecordError, match="donors"):
        count(value, "donors")


def test_an_untold_count_is_unknown():
    assert count(None, "donors") is None


def test_the_primary_comes_first_and_the_others_once_in_order():
    assert primary_first("m", ["z", "a", "m", None, "a"]) == ("m", "a", "z")
    assert primary_first(None, ["z", "a"]) == ("a", "z")


def test_texts_are_there_once_and_in_order():
    assert texts([" b ", "a", "b", "", None, 3]) == ("3", "a", "b")


@pytest.mark.parametrize(
    ("value", "filled"), [("a", True), (0, True), (["x"], True), ("-", False), ("", False), ({}, False)]
)
def test_a_lone_dash_says_nothing(value, filled):
    assert is_filled(value) is filled


def test_only_strings_and_numbers_are_text():
    assert [text(value) for value in ("a", 1, 1.5, True, None, [], {})] == ["a", "1", "1.5", None, None, None, None]
