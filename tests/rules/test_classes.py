import pytest

from core.rules.classes import normalize_uga_class


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("Freshman", "Freshman"),
        ("1st year", "Freshman"),
        ("first-year", "Freshman"),
        ("SOPHOMORE", "Sophomore"),
        ("2nd Year", "Sophomore"),
        ("3rd year", "Junior"),
        ("Third", "Junior"),
        ("junior (3rd year)", "Junior"),
        ("4th", "Senior"),
        ("Fifth year senior", "Senior"),
        ("Year 2", "Sophomore"),
        ("Graduate student", "Grad. Student"),
        ("Grad. Student", "Grad. Student"),
        ("grad", "Grad. Student"),
        ("Master's", "Grad. Student"),
        ("PhD", "Grad. Student"),
        ("Law student", "Grad. Student"),
        ("Soph.", "Sophomore"),
        ("Jr.", "Junior"),
        ("sr", "Senior"),
        ("J.D.", "Grad. Student"),
    ],
)
def test_what_people_answer_becomes_one_of_the_five_classes(answer, meant):
    assert normalize_uga_class(answer) == meant


@pytest.mark.parametrize("answer", ["Exchange", "junior or senior", "12"])
def test_an_answer_nobody_understands_stays_as_it_is(answer):
    assert normalize_uga_class(answer) == answer


def test_no_answer_stays_no_answer():
    assert normalize_uga_class(None) is None


def test_a_first_year_graduate_student_is_a_graduate_student():
    assert normalize_uga_class("1st year grad student") == "Grad. Student"
