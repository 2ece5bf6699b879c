import pytest

from core.streams.answers import Answers, FullName
from tests.streams.forms import submission


def answers(given, names=None) -> Answers:
    return Answers(submission(given), names or {})


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("  Woodland   Stage\r\n", "Woodland Stage"),
        ("I&#039;ll bring &amp; share", "I'll bring & share"),
        (13, "13"),
        (["Saturday", "Sunday"], "Saturday, Sunday"),
        ({"0": "Saturday", "other": "Maybe"}, "Saturday Maybe"),
        ({"year": "2025", "month": "10", "day": "5"}, "2025-10-05"),
        ({"implementation": "new", "date": "2025-12-11 20:00", "duration": "45"}, "2025-12-11 20:00"),
        ({"hourSelect": "6", "minuteSelect": "30", "ampm": "PM"}, "6 30 PM"),
        ("", None),
        ([], None),
        (None, None),
        ({}, None),
        (True, None),
        ({"date": ""}, None),
        ([[], {}], None),
    ],
)
def test_an_answer_of_any_shape_becomes_text(answer, text):
    assert answers({"q": answer}).text("q") == text


def test_a_composed_answer_is_written_as_jotform_shows_it():
    shown = {"3": {"name": "time", "answer": {"hourSelect": "6", "minuteSelect": "30"}, "prettyFormat": "6:30 PM"}}
    assert Answers({"answers": shown}, {}).text("time") == "6:30 PM"


@pytest.mark.parametrize("given", [[], "", None, 7, {"1": None}, {"1": {"name": None}}, [{"name": "other"}]])
def test_a_submission_without_answers_has_none(given):
    raw = {"answers": given}
    assert Answers(raw, {}).text("q") is None
    assert Answers(raw, {}).full_name("q") == FullName()
    assert Answers(raw, {}).phone("q") is None


@pytest.mark.parametrize(
    ("answer", "typed", "number"),
    [
        ({"full": "(404) 555-0142"}, "(404) 555-0142", "+14045550142"),
        ({"area": "404", "phone": "555-0142"}, "404 555-0142", "+14045550142"),
        ({"country": "1", "area": "404", "phone": "5550142"}, "+1 404 5550142", "+14045550142"),
        ({"country": "+44", "area": "20", "phone": "7946 0958"}, "+44 20 7946 0958", "+442079460958"),
        ("404.555.0142", "404.555.0142", "+14045550142"),
        ("call my mom", "call my mom", None),
        ({"full": ""}, None, None),
        ({"area": "", "phone": ""}, None, None),
    ],
)
def test_a_phone_is_read_in_every_shape_and_kept_as_typed(answer, typed, number):
    found = answers({"mnPhone": answer})
    assert (found.phone_text("mnPhone"), found.phone("mnPhone")) == (typed, number)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ({"prefix": "Mia", "first": "Amelia", "last": "Stone"}, FullName("Mia", "Amelia", None, "Stone")),
        ({"first": " Zo&euml; ", "middle": "", "last": None}, FullName(first="Zoë")),
        ({"first": {"nested": "oddly"}, "last": ["Stone"]}, FullName()),
        ("Ben Okoro", FullName(first="Ben", last="Okoro")),
        ("Ana de la Cruz", FullName(first="Ana", middle="de la", last="Cruz")),
        ("Cher", FullName(first="Cher")),
        (["Ben", "Okoro"], FullName(first="Ben", last="Okoro")),
        ("Okoro, Ben", FullName(first="Ben", last="Okoro")),
        ("de la Cruz, Ana Maria", FullName(first="Ana", middle="Maria", last="de la Cruz")),
        ("Ben Okoro Jr.", FullName(first="Ben", last="Okoro Jr.")),
        ("Ben T. Okoro, III", FullName(first="Ben", middle="T.", last="Okoro III")),
        ("Okoro, Ben, Jr.", FullName(first="Ben", last="Okoro Jr.")),
        ("Okoro, Ben Jr.", FullName(first="Ben", last="Okoro Jr.")),
        ("Okoro Jr., Ben", FullName(first="Ben", last="Okoro Jr.")),
        ({"prefix": "Benny", "first": "Okoro, Ben", "last": ""}, FullName("Benny", "Ben", None, "Okoro")),
        ({"first": "Ben", "last": "Okoro, Jr."}, FullName(first="Ben", last="Okoro, Jr.")),
        ("", FullName()),
    ],
)
def test_a_name_is_read_in_parts_or_as_plain_text(answer, name):
    assert answers({"fullName": answer}).full_name("fullName") == name


@pytest.mark.parametrize("typed", [" mn0013 ", "MN 0013", "mn0013\u200b", "\uff2d\uff2e\uff10\uff10\uff11\uff13"])
def test_a_mentor_id_is_in_capitals_and_without_blanks(typed):
    assert answers({"mnid": typed}).mn_id("mnid") == "MN0013"


def test_pasted_data_is_no_mentor_id():
    assert answers({"mnid": "iVBORw0KGgo" * 300}).mn_id("mnid") is None


def test_an_email_that_is_none_is_unknown():
    assert answers({"email": "Mia@Example.COM "}).email("email") == "mia@example.com"
    assert answers({"email": "mia at example"}).email("email") is None


def test_the_season_may_name_a_question_otherwise():
    assert answers({"q3_name": "S"}, {"shirtSize": "q3_name"}).text("shirtSize") == "S"


def test_the_first_of_alternative_names_with_an_answer_counts():
    assert answers({"shiftPref": "", "shiftPreference": "Morning"}).text("shiftPref", "shiftPreference") == "Morning"


def test_of_two_questions_with_one_name_the_answered_one_counts():
    twice = {"3": {"name": "q"}, "4": {"name": "q", "answer": "yes"}, "5": {"name": "q", "answer": ""}}
    assert Answers({"answers": twice}, {}).text("q") == "yes"
