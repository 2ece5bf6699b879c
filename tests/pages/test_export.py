"""The export page shows the file before it leaves."""

from datetime import UTC, datetime

import pytest

from core.views.words import count
from tests.pages.conftest import texts
from tests.views.rows import add, add_contact, add_contacts_read, add_mentor

PAGE = "sync/export.py"


def season(rows):
    for number in (1, 2, 3):
        add_contact(rows, number)
    add_mentor(rows, 1)
    add_mentor(rows, 2, dropped=True)
    add_mentor(rows, 3, first_name="Grace")
    add_mentor(rows, 4)
    add(rows, "holds", year=2025, mn_id="MN0003", reason="Waits for an answer")
    add_contacts_read(rows, datetime.now(UTC))
    rows.commit()


def numbers(app):
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.usefixtures("rows")
def test_without_mentors_it_says_what_to_do(visit):
    app = visit(PAGE)
    assert not app.exception
    assert "There are no mentors yet" in texts(app)


def test_the_numbers_say_who_is_in_the_file_and_who_is_not(visit, rows):
    season(rows)
    app = visit(PAGE)
    assert not app.exception
    assert numbers(app) == {"In the file": "1", "Left out, to be corrected": "1", "Held back": "1", "Dropped out": "1"}


def test_everybody_who_is_not_in_the_file_has_a_reason(visit, rows):
    season(rows)
    in_file, left_out, held_back = (
        visit(PAGE, part=part).dataframe[0].value.values.tolist() for part in ("in_file", "left_out", "held_back")
    )
    assert in_file[0][0] == "MN0001"
    assert left_out == [["MN0004", "First4 Example", "Contact 1004 is not among today's contacts"]]
    assert held_back == [["MN0003", "Grace Example", "Waits for an answer"]]


def test_whoever_is_held_back_by_a_question_has_a_link_to_it(visit, rows):
    season(rows)
    question = {"conflict_type": "contact_selection", "question_key": "x", "severity": "high", "option_a": "{}"}
    add(rows, "sync_conflicts", year=2025, mn_id="MN0003", **question)
    rows.commit()
    (link,) = visit(PAGE, part="held_back").dataframe[0].value["Question"]
    assert link.startswith("/conflicts?season=2025&conflict=")


def test_the_download_names_how_many_people_it_holds(visit, rows):
    season(rows)
    button = visit(PAGE).get("download_button")[0]
    assert count(1, "person", "people") in button.proto.label
    assert not button.proto.disabled


def test_a_filter_that_nobody_passes_leaves_nothing_to_download(visit, rows):
    season(rows)
    app = visit(PAGE)
    app.session_state["only_some"] = True
    app.run()
    app.text_input(key="q").set_value("nobody").run()
    assert not app.exception
    assert numbers(app)["In the file"] == "0"
    assert app.get("download_button")[0].proto.disabled


def test_filters_can_come_with_the_address(visit, rows):
    season(rows)
    assert numbers(visit(PAGE, q="First4"))["Left out, to be corrected"] == "1"
    assert numbers(visit(PAGE, q="First4"))["In the file"] == "0"


def test_contacts_that_were_never_read_are_warned_of(visit, rows):
    add_contact(rows, 1)
    add_mentor(rows, 1)
    rows.commit()
    assert visit(PAGE).error
