import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.rules.names import Agreement, compare_names, name_of
from tests.examples import contact, signup

AGREE, UNCLEAR, DISAGREE = Agreement.AGREE, Agreement.UNCLEAR, Agreement.DISAGREE


def compare(one: tuple, other: tuple, **more) -> Agreement:
    person = signup(first_name=one[0], last_name=one[1])
    found = contact(first_name=other[0], last_name=other[1], **more)
    return compare_names(name_of(person), name_of(found))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Avery", "Stone"), ("Avery", "Stone")),
        (("avery", "STONE"), (" Avery", "Stone ")),
        (("Katherine", "Stone"), ("Kate", "Stone")),
        (("Bob", "Stone"), ("Robert", "Stone")),
        (("Maddie", "Stone"), ("Madison", "Stone")),
        (("José", "Núñez"), ("Jose", "Nunez")),
        (("D'Angelo", "O'Neil"), ("Dangelo", "O’Neil")),
        (("Mary-Kate", "Stone"), ("Mary Kate", "Stone")),
        (("Mary Kate", "Stone"), ("Mary", "Stone")),
        (("Marykate", "Stone"), ("Mary Kate", "Stone")),
        (("Avery", "Smith-Jones"), ("Avery", "Jones")),
        (("Avery", "de la Cruz"), ("Avery", "Cruz")),
        (("Avery", "Stone Jr."), ("Avery", "Stone")),
        (("Avery", "Van"), ("Avery", "Van")),
        (("Avery", "Steinmetz"), ("Avery", "Stienmetz")),
    ],
)
def test_two_ways_to_write_one_name_agree(one, other):
    assert compare(one, other) is AGREE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Avery", "Stone"), ("Jordan", "Stone")),
        (("Avery", "Stone"), ("Jordan", None)),
        (("Avery", "Stone"), ("Jordan", "Brooks")),
        (("Eric", "Stone"), ("Erin", "Brooks")),
        (("Ty", "Stone"), ("Tyler", "Brooks")),
        (("Avery", "Stone"), ("A.", "Brooks")),
        (("Avery", "Stone"), (None, "Brooks")),
        (("Avery", "Stone"), ("B.", "Stone")),
    ],
)
def test_names_of_two_people_disagree(one, other):
    assert compare(one, other) is DISAGREE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Avery", "Stone"), (None, None)),
        (("Avery", "Stone"), (None, "Stone")),
        (("Avery", "Stone"), ("Avery", None)),
        (("Avery", "Stone"), ("A.", "Stone")),
        (("Avery", "Stone"), ("Avery", "S.")),
        (("Avery", "Stone"), ("Avery", "Brooks")),
        (("Eric", "Stone"), ("Erin", "Stone")),
        (("Kate", "Stone"), ("Katie", "Stone")),
        (("Mary Kate", "Stone"), ("Mary Beth", "Stone")),
        (("Christian", "Stone"), ("Christiana", "Stone")),
        (("Avery", "Stone Jr."), ("Avery", "Stone Sr.")),
        (("Avery", "Stone, II"), ("Avery", "Stone III")),
        (("Avery", "Stone"), ("Avery and Jordan", "Stone")),
        (("Avery", "Stone"), ("Jordan & Avery", "Stone")),
        (("Avery", "Stone"), ("Jordan &amp; Avery", "Stone")),
    ],
)
def test_what_might_be_one_name_or_two_is_unclear(one, other):
    assert compare(one, other) is UNCLEAR


def test_somebody_may_go_by_the_middle_name():
    person = signup(first_name="John", middle_name="Michael")
    assert compare_names(name_of(person), name_of(contact(first_name="Michael"))) is AGREE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"middle_name": "Rose"}, {"middle_name": "Claire"}),
        ({"middle_name": "R."}, {"middle_name": "Claire"}),
        ({"middle_name": "Rose"}, {"first_name": "Avery Claire"}),
        ({"preferred_name": "Rosie"}, {"preferred_name": "Claire"}),
        ({"middle_name": "Jr."}, {"middle_name": "III"}),
    ],
)
def test_a_first_name_that_two_share_does_not_make_them_one(one, other):
    mine, yours = name_of(signup(**one)), name_of(signup(**other))
    assert compare_names(mine, yours) is compare_names(yours, mine) is UNCLEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"middle_name": "Rose"}, {}),
        ({"middle_name": "Rose"}, {"middle_name": "R."}),
        ({"middle_name": "Rose"}, {"middle_name": "Roes"}),
        ({"middle_name": "Rose"}, {"first_name": "Avery Rose"}),
        ({"middle_name": "Rose"}, {"first_name": "Rose", "middle_name": "Avery"}),
        ({"middle_name": "Brooks"}, {"middle_name": "Rose", "last_name": "Brooks Stone"}),
        ({"last_name": "Stone Jr."}, {"last_name": "Stone II"}),
    ],
)
def test_a_middle_name_left_out_shortened_or_moved_is_one_persons(one, other):
    assert compare_names(name_of(signup(**one)), name_of(signup(**other))) is AGREE


def test_two_names_with_one_nickname_are_two():
    one, other = signup(first_name="Samuel", preferred_name="Sam"), signup(first_name="Samantha", preferred_name="Sam")
    assert compare_names(name_of(one), name_of(other)) is not AGREE


def test_the_family_name_may_be_typed_first():
    one, other = signup(first_name="Wei", last_name="Zhang"), signup(first_name="Zhang", last_name="Wei")
    assert compare_names(name_of(one), name_of(other)) is not DISAGREE


def test_a_middle_initial_says_nothing():
    person = signup(first_name="John", middle_name="M.")
    assert compare_names(name_of(person), name_of(contact(first_name="Michael"))) is DISAGREE


def test_brothers_with_one_middle_name_are_two_people():
    person, found = signup(first_name="John", middle_name="Lee"), contact(first_name="Aaron", middle_name="Lee")
    assert compare_names(name_of(person), name_of(found)) is DISAGREE


def test_the_preferred_name_counts_as_a_given_name():
    person = signup(first_name="Xiaoming", preferred_name="Kevin")
    assert compare_names(name_of(person), name_of(contact(first_name="Kevin"))) is AGREE


def test_a_preferred_name_kept_as_prefix_counts_as_a_given_name():
    person, found = signup(first_name="Kevin"), contact(first_name="Xiaoming", prefix="Kevin")
    assert compare_names(name_of(person), name_of(found)) is AGREE


def test_a_title_is_no_name():
    person, found = signup(first_name="Drew"), contact(first_name="Avery", prefix="Dr.")
    assert compare_names(name_of(person), name_of(found)) is DISAGREE


def test_a_name_left_by_a_merge_says_nothing():
    assert compare(("Avery", "Stone"), ("F.123.456", "L.123.456")) is UNCLEAR


names = st.tuples(st.none() | st.text(max_size=12), st.none() | st.text(max_size=12))


@example(("AA", "A"), ("AA", "AH"))
@given(names, names)
def test_comparing_names_is_the_same_from_both_sides(one, other):
    assert compare(one, other) is compare(other, one)


@given(names)
def test_a_name_never_disagrees_with_itself(name):
    assert compare(name, name) is not DISAGREE


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        (("Đorđe", "Łazar"), ("Dorde", "Lazar")),
        (("Æsa", "Þór"), ("Aesa", "Thor")),
        (("Işıl", "Groß"), ("Isil", "Gross")),
    ],
)
def test_a_letter_counts_as_its_plain_form(typed, plain):
    assert compare(typed, plain) is AGREE


@pytest.mark.parametrize("filler", ["n/a", "None", "same", "-", ".", "x", "null", "Mrs.", "no preference"])
def test_a_filler_is_no_name_that_two_people_have_in_common(filler):
    one, other = signup(preferred_name=filler), signup(first_name="Jordan", preferred_name=filler)
    assert compare_names(name_of(one), name_of(other)) is DISAGREE


@pytest.mark.parametrize(("one", "other"), [("Anna", "Hannah"), ("Emma", "Emily"), ("Mary", "Marie"), ("Jack", "John")])
def test_names_that_only_resemble_each_other_do_not_agree(one, other):
    assert compare((one, "Stone"), (other, "Stone")) is not AGREE
