"""What differs is marked inside the values, and nothing in a value is ever acted on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.views.differences import compare, compare_columns, to_html


def marked(value, *others):
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in compare(value, others))


@pytest.mark.parametrize(
    ("value", "other", "shown"),
    [
        ("+1 404 555 0123", "+1 404 555 0128", "+1 404 555 012[3]"),
        ("ada@gmial.example", "ada@gmail.example", "ada@gm[ia]l.example"),
        ("ada@example.com", "ada@mail.org", "ada@[example.com]"),
        ("Catherine", "Katherine", "[C]atherine"),
        ("Ada", "Grace", "[Ada]"),
        ("same", "same", "same"),
        ("", "anything", ""),
    ],
)
def test_the_differing_digits_letters_and_domains_are_marked(value, other, shown):
    assert marked(value, other) == shown


def test_a_piece_is_marked_as_soon_as_one_of_several_values_differs_there():
    assert marked("1234", "1235", "1334") == "1[2]3[4]"


def test_a_value_is_held_against_the_nearest_one_of_the_other_option():
    first, second = compare_columns([["ada@example.com"], ["x@nowhere.org", "ada@example.org"]])
    assert "".join(piece.text for piece in first[0] if piece.differs) == "com"
    assert "".join(piece.text for piece in second[1] if piece.differs) == "org"


def test_a_value_that_is_one_too_many_is_marked_as_a_whole():
    _, second = compare_columns([["ada@example.com"], ["ada@example.com", "adah@example.com"]])
    assert [piece.differs for piece in second[0]] == [False]
    assert [(piece.text, piece.differs) for piece in second[1]] == [("adah@example.com", True)]


def test_an_email_breaks_before_its_at_sign_and_after_a_dot():
    assert to_html(compare("ada@mail.example.com", [])) == "ada<wbr>@mail.<wbr>example.<wbr>com"
    assert to_html(compare("Ada St. James", [])) == "Ada St. James"


def test_values_that_every_option_has_are_not_marked():
    (first,), (second,) = compare_columns([["a"], ["a"]])
    assert not any(piece.differs for piece in (*first, *second))


def test_what_the_other_option_lacks_altogether_is_marked_as_a_whole():
    (only,), _ = compare_columns([["+14045550123"], []])
    assert [(piece.text, piece.differs) for piece in only] == [("+14045550123", True)]


def test_nothing_in_a_value_becomes_html():
    shown = to_html(compare("<b>&'\"@x", ["<i>"]))
    assert "<b>" not in shown
    assert "&lt;" in shown


@given(st.text(), st.lists(st.text(), max_size=3))
def test_no_letter_is_lost_or_added(value, others):
    assert "".join(piece.text for piece in compare(value, others)) == value
