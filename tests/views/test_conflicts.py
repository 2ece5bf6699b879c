"""Questions come in a true and stable order, with everything that helps to answer them."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from core.decisions import Answer
from core.views.archivals import count_archivals, list_archivals
from core.views.conflict_bulk import plan_of
from core.views.conflict_card import conflict_card
from core.views.conflict_fields import strangers_of
from core.views.conflict_offers import offers_of
from core.views.conflict_preview import effect_of, preview
from core.views.conflict_report import conflict_report, conflicts_over_time
from core.views.conflict_rules import rule_values
from core.views.conflict_typed import typed_answer
from core.views.conflict_words import taken_back
from core.views.conflicts import ConflictFilters, conflict_kinds, conflict_queue, conflict_status, count_conflicts
from tests.views.questions import add_known_contact, add_leader, add_person, add_phone_question, add_tie, ask
from tests.views.rows import YEAR, add, add_mentor, complete_season

ZONE = ZoneInfo("America/New_York")
EVERYTHING = ConflictFilters()


@pytest.fixture
def conn(conn):
    complete_season(conn)
    return conn


def now():
    return datetime.now(UTC)


def queue(conn, filters=EVERYTHING, status="pending"):
    return conflict_queue(conn, YEAR, status, filters, now())


def names(found):
    return [question.mn_id for question in found.questions]


def card_of(conn, conflict_id):
    return conflict_card(conn, YEAR, conflict_id, now())


def test_without_questions_the_queue_is_empty_and_counts_are_zero(conn):
    assert queue(conn).questions == ()
    assert set(count_conflicts(conn, YEAR).values()) == {0}


def test_those_who_are_held_back_come_first(conn):
    add_phone_question(conn, 1)
    add_tie(conn, 2)
    ask(conn)
    assert names(queue(conn)) == ["MN0002", "MN0001"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (ConflictFilters(kind="phone_mismatch"), ["MN0001"]),
        (ConflictFilters(severity="high"), ["MN0002"]),
        (ConflictFilters(age_days=1), []),
        (ConflictFilters(search="first2 EXAMPLE"), ["MN0002"]),
        (ConflictFilters(search="+14045550199"), ["MN0001"]),
        (ConflictFilters(search="(404) 555-0199"), ["MN0001"]),
        (ConflictFilters(search="1.404.555.0199 exämple"), ["MN0001"]),
        (ConflictFilters(search="555 0199"), ["MN0001"]),
        (ConflictFilters(search="100%_"), []),
    ],
)
def test_filters_find_what_they_name_and_the_total_stays_true(conn, filters, found):
    add_phone_question(conn, 1)
    add_tie(conn, 2)
    ask(conn)
    assert (names(queue(conn, filters)), queue(conn, filters).total) == (found, 2)


def test_an_old_question_is_found_by_its_age(conn):
    add_tie(conn, 1)
    ask(conn)
    conn.execute(text("UPDATE sync_conflicts SET detected_at = now() - interval '8 days'"))
    assert names(queue(conn, ConflictFilters(age_days=7))) == ["MN0001"]
    assert names(queue(conn, ConflictFilters(age_days=30))) == []


def test_after_an_answer_comes_the_next_question_and_after_the_last_one_the_one_before(conn):
    for number in (1, 2, 3):
        add_tie(conn, number)
    first, second, third = ask(conn)
    found = queue(conn)
    assert [found.next_after(number) for number in (first, second, third)] == [second, third, second]
    assert found.beside(first, -1) is None


def test_the_only_question_has_no_next_one(conn):
    add_tie(conn, 1)
    (only,) = ask(conn)
    assert queue(conn).next_after(only) is None
    assert queue(conn).next_after(999) == only


def test_kinds_and_status_are_told(conn):
    add_tie(conn, 1)
    (only,) = ask(conn)
    assert conflict_kinds(conn, YEAR) == {"contact_selection": "Contact"}
    assert conflict_status(conn, YEAR, only) == "pending"
    assert conflict_status(conn, YEAR, 999) is None


def test_a_card_shows_options_side_by_side_with_their_letters(conn):
    add_tie(conn, 1)
    card = card_of(conn, ask(conn)[0])
    assert [option.letter for option in card.options] == ["A", "B"]
    phone = next(row for row in card.rows if row.label == "Phone")
    assert phone.signup == ("+1 404 555 0101",)
    assert all(cell[0].agrees for cell in phone.cells)
    assert not phone.differs
    assert card.holds_up.startswith("Holds up")


def test_a_tie_has_no_recommendation_and_says_so(conn):
    add_tie(conn, 1)
    card = card_of(conn, ask(conn)[0])
    assert card.recommended is None
    assert "too much alike" in card.advice


def test_a_recommendation_names_a_letter_and_its_reason(conn):
    add_leader(conn, 1)
    card = card_of(conn, ask(conn)[0])
    assert card.recommended == "A"
    assert "points" in card.advice
    assert dict(card.options[0].reasons)["has an address"] == 20


def test_differing_digits_of_a_phone_are_marked(conn):
    add_phone_question(conn, 1)
    row = card_of(conn, ask(conn)[0]).rows[0]
    assert row.label == "Phone"
    assert ["".join(p.text for p in cell[0].pieces if p.differs) for cell in row.cells] == ["01", "99"]


def test_a_card_of_another_season_is_not_shown(conn):
    add_tie(conn, 1)
    (only,) = ask(conn)
    assert conflict_card(conn, 2024, only, now()) is None


def test_each_answer_has_a_key_of_its_own(conn):
    add_tie(conn, 1)
    offers = offers_of(card_of(conn, ask(conn)[0]))
    assert [offer.key for offer in offers] == ["A", "B", "N", "X", "S"]
    assert offers[0].value == "2002"


def test_a_question_about_a_value_offers_no_new_contact(conn):
    add_phone_question(conn, 1)
    answers = {offer.answer for offer in offers_of(card_of(conn, ask(conn)[0]))}
    assert answers == {Answer.OPTION, Answer.SKIP}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (add_phone_question, "(404) 555-0123", "+14045550123"),
        (add_phone_question, "12345", None),
        (add_tie, " #2002 ", "2002"),
        (add_tie, "Ada", None),
    ],
)
def test_a_typed_answer_is_made_usable_or_refused(conn, kind, typed, kept):
    kind(conn, 1)
    assert typed_answer(conn, YEAR, card_of(conn, ask(conn)[0]), typed).value == kept


def test_a_typed_contact_says_whom_else_it_fits(conn):
    add_tie(conn, 1)
    add_tie(conn, 2)
    first, _ = ask(conn)
    typed = typed_answer(conn, YEAR, card_of(conn, first), "2004")
    assert typed.facts == ("First2 Example", "+1 404 555 0102", "mentor2@example.com")
    assert any("First2 Example (MN0002)" in warning for warning in typed.warnings)
    assert typed_answer(conn, YEAR, card_of(conn, first), "2003").warnings == ()


def test_a_typed_number_says_who_else_has_it(conn):
    add_phone_question(conn, 1)
    add_person(conn, 7)
    (only,) = ask(conn)
    typed = typed_answer(conn, YEAR, card_of(conn, only), "404 555 0107")
    assert typed.warnings == ("First7 Example (MN0007) has it, too.",)


def test_a_single_contact_is_not_called_too_much_alike(conn):
    add_person(conn, 1)
    add_known_contact(conn, 2002, 1, first_name="Zelda", last_name="Other", emails=[], primary_email=None)
    (only,) = ask(conn)
    card = card_of(conn, only)
    assert len(card.options) == 1
    assert "one contact only" in card.advice
    name = next(row for row in card.rows if row.label == "Name")
    assert any(piece.differs for piece in name.cells[0][0].pieces)  # from the sign-up


def test_of_a_collision_only_the_contact_with_the_id_is_somebody_elses(conn):
    add_tie(conn, 1)
    (only,) = ask(conn)
    options = card_of(conn, only).options
    marked = [
        replace(o, metadata={**o.metadata, "external_id": i}) for o, i in zip(options, ("MN0001", None), strict=True)
    ]
    assert strangers_of("external_id_collision", "MN0001", marked) == ("2002",)
    assert strangers_of("contact_selection", "MN0001", marked) == ("2002", "2003")


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((1, 1, 0), "Taken back. The question is open again."),
        ((5, 5, 2), "5 answers taken back. 5 questions are open again. 2 archived contacts come back."),
        ((1, 0, 1), "Taken back. No question is open because of it. 1 archived contact comes back."),
        ((0, 0, 0), "That answer was taken back already."),
    ],
)
def test_taking_back_says_how_many_questions_are_open_again(numbers, sentence):
    assert taken_back(*numbers) == sentence


def test_a_plan_takes_recommended_questions_only_and_names_the_others(conn):
    add_tie(conn, 1)
    add_leader(conn, 2)
    ask(conn)
    plan = plan_of(queue(conn))
    assert [(one.mn_id, one.value) for one in plan.accepted] == [("MN0002", "2004")]
    assert [(one.mn_id, one.reason.startswith("No recommendation")) for one in plan.excluded] == [("MN0001", True)]


def test_the_preview_of_a_new_mentor_shows_the_row_of_the_file(conn):
    person = {"mn_id": "MN0001", "full_name": "Ada Example", "changes": [
        {"change_type": "new_mentor", "field_name": None, "old_value": None, "new_value":
         '{"mn_id": "MN0001", "first_name": "Ada", "last_name": "Example", "phone": "+14045550101",'
         ' "signup_at": "2025-10-01T12:00:00+00:00", "amount_raised": 10.5, "campaign_member": true}'},
    ]}  # fmt: skip
    foreseen = preview(conn, YEAR, "MN0001", [person], now())
    assert foreseen.is_new
    assert ("Contact External ID", "MN0001") in foreseen.file_row
    assert {line.label: line.then for line in foreseen.mentor}["Phone"] == "+1 404 555 0101"


def test_the_preview_of_a_known_mentor_shows_now_and_then(conn):
    add_mentor(conn, 1)
    change = {"change_type": "field_change", "field_name": "phone", "old_value": None, "new_value": "+14045550199"}
    others = {"mn_id": "MN0002", "full_name": "Grace Example", "changes": []}
    people = [{"mn_id": "MN0001", "full_name": "First1 Example", "changes": [change]}, others]
    foreseen = preview(conn, YEAR, "MN0001", people, now())
    assert [line.then for line in foreseen.mentor if line.changes] == ["+1 404 555 0199"]
    assert foreseen.others == ("Grace Example (MN0002)",)
    assert foreseen.problems == ("Contact 1001 is not among today's contacts",)
    assert effect_of(people).phones == 1


def test_the_preview_of_nobody_is_empty(conn):
    assert preview(conn, YEAR, "MN0001", [], now()).mentor == ()


def test_the_report_holds_every_question_and_no_formula(conn):
    add_tie(conn, 1)
    ask(conn)
    conn.execute(text("UPDATE sync_conflicts SET recommendation_reason = '=1+1'"))
    rows = list(csv.DictReader(io.StringIO(conflict_report(conn, YEAR, ["pending"], ZONE).decode())))
    assert [(row["Mentor"], row["Status"], row["Options"]) for row in rows] == [("MN0001", "Open", "A: 2002; B: 2003")]
    assert rows[0]["Because"] == "'=1+1"
    assert conflict_report(conn, YEAR, ["resolved"], ZONE).count(b"\n") == 1


def test_days_count_what_was_asked_and_what_was_settled(conn):
    add_tie(conn, 1)
    add_tie(conn, 2)
    ask(conn)
    conn.execute(text("UPDATE sync_conflicts SET status = 'obsolete', resolved_at = now() WHERE mn_id = 'MN0001'"))
    (day,) = conflicts_over_time(conn, YEAR, ZONE)
    assert (day.kind, day.opened, day.settled) == ("Contact", 2, 1)


def test_duplicates_are_counted_by_state_and_those_with_a_remark_come_last(conn):
    for contact_id, caution in ((11, "It has given $20"), (12, None)):
        columns = {"contact_id": contact_id, "mn_id": "MN0001", "winner_contact_id": 10, "caution": caution}
        add(conn, "archivals", year=YEAR, reason="same person", **columns)
    assert count_archivals(conn, YEAR)["proposed"] == 2
    assert [one.contact_id for one in list_archivals(conn, YEAR, "proposed")] == [12, 11]
    assert list_archivals(conn, YEAR, "archived") == ()


def test_thresholds_are_told_as_settings_are_written(conn):
    assert rule_values(conn, YEAR) == {
        "auto_resolve_margin": "100",
        "recommend_margin": "20",
        "recency_days": "30",
        "archive_automatically": "false",
    }


def test_a_question_of_yesterday_is_not_older_than_a_week(conn):
    add_tie(conn, 1)
    ask(conn)
    assert queue(conn).questions[0].detected_at > now() - timedelta(minutes=5)
