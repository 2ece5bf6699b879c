"""The Conflicts page: one question at a time, answered once, and every answer can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from core.decisions import Answer
from core.review import Reply, decide
from core.store import households
from pages.components import conflict_answers, conflict_saving
from tests.pages.conftest import texts
from tests.views.questions import add_known_contact, add_leader, add_person, add_phone_question, add_tie, ask
from tests.views.rows import YEAR, add, add_mentor, add_run

PAGE = "sync/conflicts.py"
ME = "test@example.com"  # who visits, says Streamlit's test harness


@pytest.fixture(autouse=True)
def _quick_hands(monkeypatch):
    """Tests click faster than anybody reads, and wait for what they did."""
    monkeypatch.setattr(conflict_answers, "_PATIENCE_SECONDS", 60.0)
    monkeypatch.setattr(conflict_saving, "_HEAD_START_SECONDS", 0.0)
    monkeypatch.setattr(conflict_answers, "_SHORTEST_SECONDS", 0.0)


def asked(rows, *kinds):
    """The questions of these kinds, one person each, in this order."""
    for number, add_question in enumerate(kinds, start=1):
        add_question(rows, number)
    questions = ask(rows)
    rows.commit()
    return questions


def statuses(rows):
    rows.rollback()
    found = rows.execute(text("SELECT mn_id, status FROM sync_conflicts ORDER BY conflict_id"))
    return {row.mn_id: row.status for row in found}


def decisions(rows):
    rows.rollback()
    return rows.execute(text("SELECT answer, value, note, decided_by FROM decisions WHERE undone_at IS NULL")).all()


def click(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def said(app):
    """What the page says about the last button."""
    return next(element.proto.body for element in app.get("html") if 'role="status"' in element.proto.body)


def html(app):
    return "\n".join(element.proto.body for element in app.get("html"))


def unfolded(app, conflict_id):
    """The card with its rarer answers open."""
    app.session_state[f"more_{conflict_id}"] = True
    return app.run()


@pytest.mark.usefixtures("rows")
def test_before_anything_was_read_it_does_not_say_that_nothing_waits(visit):
    app = visit(PAGE)
    assert not app.success
    assert "Nothing was read yet" in texts(app)


def test_without_questions_it_says_what_to_do(visit, rows):
    add_run(rows)
    rows.commit()
    app = visit(PAGE)
    assert not app.exception
    assert "No question waits for you" in texts(app)
    assert "undo_last" not in {button.key for button in app.button}


def test_a_question_shows_the_person_the_options_and_an_honest_advice(visit, rows):
    asked(rows, add_tie)
    app = visit(PAGE)
    assert not app.exception
    assert "First1 Example · MN0001" in texts(app)
    assert "Holds up: the person is no mentor yet" in texts(app)
    assert "No recommendation" in texts(app)
    assert "Contact 2002" in html(app)
    assert "Contact 2003" in html(app)


def test_what_a_mentor_typed_never_becomes_html(visit, rows):
    add_tie(rows, 1)
    rows.execute(text("UPDATE raw_gb_full_contacts SET last_name = '<script>x</script>'"))
    ask(rows)
    rows.commit()
    assert "<script>x" not in html(visit(PAGE))


def test_a_click_answers_and_the_next_question_is_there(visit, rows):
    first, second = asked(rows, add_tie, add_tie)
    app = click(visit(PAGE), f"answer_A_{first}")
    assert statuses(rows) == {"MN0001": "resolved", "MN0002": "pending"}
    assert decisions(rows) == [("option", "2002", None, ME)]
    assert app.query_params["conflict"] == str(second)
    assert "Answered: First1 Example (MN0001)" in said(app)
    assert "First2 Example · MN0002" in texts(app)


def test_a_slow_answer_keeps_nobody_waiting(visit, rows, monkeypatch):
    first, second = asked(rows, add_tie, add_tie)
    monkeypatch.setattr(conflict_answers, "_PATIENCE_SECONDS", 0.0)
    app = visit(PAGE)
    rows.execute(text("SELECT 1 FROM sync_conflicts WHERE conflict_id = :id FOR UPDATE"), {"id": first})
    click(app, f"answer_A_{first}")
    assert app.query_params["conflict"] == str(second)
    assert "Saving 1 answer" in texts(app)
    assert "**1 of 1**" in texts(app)
    rows.rollback()
    monkeypatch.setattr(conflict_answers, "_PATIENCE_SECONDS", 60.0)
    click(app, "undo_last")
    assert statuses(rows)["MN0001"] == "pending"
    assert "Taken back. The question is open again." in said(app)
    assert "Answered" not in said(app)


def test_a_note_and_a_name_are_kept_with_the_answer(visit, rows):
    (only,) = asked(rows, add_tie)
    app = visit(PAGE)
    app.text_input(key="viewer").set_value("Ada Director").run()
    app.text_input(key=f"note_{only}").set_value("asked her").run()
    click(app, f"answer_B_{only}")
    assert decisions(rows) == [("option", "2003", "asked her", "Ada Director")]


@pytest.mark.parametrize(("key", "answer"), [("N", "new_contact"), ("X", "different_person"), ("S", "skip")])
def test_the_other_answers_are_given_with_one_click(visit, rows, key, answer):
    (only,) = asked(rows, add_tie)
    click(visit(PAGE), f"answer_{key}_{only}")
    assert decisions(rows) == [(answer, None, None, ME)]


def test_one_of_two_contacts_can_be_said_to_be_somebody_else(visit, rows):
    (only,) = asked(rows, add_tie)
    click(unfolded(visit(PAGE), only), f"stranger_B_{only}")
    assert decisions(rows) == [("different_person", "2003", None, ME)]


def test_a_double_click_decides_once(visit, rows):
    first, _ = asked(rows, add_tie, add_tie)
    app = visit(PAGE)
    app.button(key=f"answer_A_{first}").click()
    app.session_state["answers"].handed_in.add(first)  # the first half of the double click is on its way
    app.run()
    assert not app.exception
    assert decisions(rows) == []


def test_the_second_half_of_a_double_click_does_not_answer_the_next_question(visit, rows, monkeypatch):
    first, second = asked(rows, add_tie, add_tie)
    app = click(visit(PAGE), f"answer_A_{first}")
    monkeypatch.setattr(conflict_answers, "_SHORTEST_SECONDS", 60.0)
    click(app, f"answer_A_{second}")
    assert statuses(rows)["MN0002"] == "pending"


def test_a_question_answered_meanwhile_is_not_overwritten(visit, rows, database):
    first, _ = asked(rows, add_tie, add_tie)
    app = visit(PAGE)
    decide(database, YEAR, [Reply(first, 1, Answer.OPTION, "2003")], by="Grace")
    click(app, f"answer_A_{first}")
    assert "Grace has answered it meanwhile" in app.error[0].value
    assert decisions(rows) == [("option", "2003", None, "Grace")]


def test_undo_takes_the_last_answer_back_and_shows_the_question_again(visit, rows):
    first, _ = asked(rows, add_tie, add_tie)
    app = click(visit(PAGE), f"answer_A_{first}")
    click(app, "undo_last")
    assert statuses(rows)["MN0001"] == "pending"
    assert decisions(rows) == []
    assert app.query_params["conflict"] == str(first)
    assert "Taken back by " + ME in texts(app)
    click(app, f"answer_B_{first}")
    assert decisions(rows) == [("option", "2003", None, ME)]


def test_a_typed_value_is_checked_before_it_is_kept(visit, rows):
    (only,) = asked(rows, add_phone_question)
    app = unfolded(visit(PAGE), only)
    app.text_input(key=f"custom_{only}").set_value("12345")
    click(app, f"use_custom_{only}")
    assert "cannot be used" in app.error[0].value
    app.text_input(key=f"custom_{only}").set_value("(404) 555-0188")
    click(app, f"use_custom_{only}")
    assert decisions(rows) == [("custom", "+14045550188", None, ME)]


def test_a_contact_that_fits_somebody_else_is_confirmed_before_it_is_kept(visit, rows):
    first, second = asked(rows, add_tie, add_tie)
    app = unfolded(visit(PAGE, conflict=str(second)), second)
    app.text_input(key=f"custom_{second}").set_value("2002")
    click(app, f"use_custom_{second}")
    assert decisions(rows) == []
    assert app.query_params["conflict"] == str(second)
    assert "It fits First1 Example (MN0001)" in texts(app)
    app.checkbox[0].check().run()
    click(app, f"use_custom_{second}")
    assert decisions(rows) == [("custom", "2002", None, ME)]
    assert app.query_params["conflict"] == str(first)


@pytest.mark.parametrize("typed", ["424242", "9" * 30, "Ada"])
def test_an_unknown_contact_is_refused_in_place(visit, rows, typed):
    first, _ = asked(rows, add_tie, add_tie)
    app = unfolded(visit(PAGE), first)
    app.text_input(key=f"custom_{first}").set_value(typed)
    click(app, f"use_custom_{first}")
    assert "Nothing was answered" in app.error[0].value
    assert app.query_params["conflict"] == str(first)
    assert decisions(rows) == []


def test_what_a_typed_contact_would_lead_to_can_be_seen_first(visit, rows):
    (only,) = asked(rows, add_tie)
    app = unfolded(visit(PAGE), only)
    app.text_input(key=f"custom_{only}").set_value("2003")
    click(app, f"see_custom_{only}")
    assert "First1 Example · +1 404 555 0101 · mentor1@example.com" in texts(app)
    assert "A new mentor" in html(app)
    assert decisions(rows) == []


@pytest.mark.parametrize("days", [0, -3])
def test_a_day_that_is_not_to_come_is_refused(visit, rows, days):
    (only,) = asked(rows, add_tie)
    app = unfolded(visit(PAGE), only)
    today = app.date_input(key=f"until_{only}").value - timedelta(days=7)
    app.date_input(key=f"until_{only}").set_value(today + timedelta(days=days))
    click(app, f"skip_until_{only}")
    assert "Choose a day after today" in app.error[0].value
    assert statuses(rows) == {"MN0001": "pending"}


def test_skipping_until_a_date_puts_the_question_among_the_skipped(visit, rows):
    (only,) = asked(rows, add_tie)
    app = click(unfolded(visit(PAGE), only), f"skip_until_{only}")
    assert statuses(rows) == {"MN0001": "skipped"}
    app.segmented_control(key="show").set_value("skipped").run()
    assert "Skipped for now until" in texts(app)
    click(app, f"answer_A_{only}")
    assert statuses(rows) == {"MN0001": "resolved"}


def test_a_link_opens_its_question(visit, rows):
    _, second = asked(rows, add_tie, add_tie)
    app = visit(PAGE, conflict=str(second))
    assert "First2 Example · MN0002" in texts(app)


def test_a_link_to_a_decided_question_opens_what_was_decided(visit, rows, database):
    (only,) = asked(rows, add_tie)
    decide(database, YEAR, [Reply(only, 1, Answer.OPTION, "2003", note="sure")], by="Grace")
    app = visit(PAGE, conflict=str(only))
    assert not app.exception
    assert app.segmented_control(key="show").value == "decided"
    assert f"Question {only} was answered already" in texts(app)
    assert "Contact 2003**, said Grace" in texts(app)
    assert "Note: sure" in texts(app)


@pytest.mark.parametrize("link", ["999", "x", "9" * 30])
def test_a_link_to_nothing_opens_the_queue(visit, rows, link):
    asked(rows, add_tie)
    app = visit(PAGE, conflict=link)
    assert not app.exception
    assert "First1 Example · MN0001" in texts(app)
    assert f"has no question {link}" in texts(app)


def test_filters_come_with_the_address(visit, rows):
    asked(rows, add_tie, add_phone_question)
    app = visit(PAGE, kind="Phone")
    assert "First2 Example · MN0002" in texts(app)
    assert "**1 of 1** (of 2)" in texts(app)


def test_a_filter_that_nothing_passes_says_so(visit, rows):
    asked(rows, add_tie)
    assert "None of the 1 question fits the filters" in texts(visit(PAGE, q="nobody"))


def test_next_and_previous_walk_through_the_queue(visit, rows):
    first, second = asked(rows, add_tie, add_tie)
    app = click(visit(PAGE), "step_Right")
    assert app.query_params["conflict"] == str(second)
    click(app, "step_Left")
    assert app.query_params["conflict"] == str(first)


def test_a_result_can_be_seen_before_it_is_decided(visit, rows):
    (only,) = asked(rows, add_tie)
    app = visit(PAGE)
    app.segmented_control(key=f"try_{only}").set_value("A").run()
    assert not app.exception
    assert "A new mentor" in html(app)
    assert "2003" in texts(app)
    assert statuses(rows) == {"MN0001": "pending"}


def test_recommendations_are_foreseen_confirmed_and_accepted_as_one(visit, rows):
    asked(rows, add_tie, add_leader, add_leader)
    app = click(visit(PAGE), "accept_all")
    assert {metric.label: metric.value for metric in app.metric}["New mentors"] == "2"
    assert "No recommendation" in app.dataframe[0].value.iloc[0, 2]
    assert app.button(key="bulk_accept").disabled
    for box in list(app.checkbox):
        box.check()
    app.run()
    click(app, "bulk_accept")
    assert statuses(rows) == {"MN0001": "pending", "MN0002": "resolved", "MN0003": "resolved"}
    assert len(decisions(rows)) == 2
    click(app, "undo_last")
    assert set(statuses(rows).values()) == {"pending"}


def test_what_changed_since_it_was_foreseen_is_not_accepted(visit, rows):
    asked(rows, add_leader, add_leader)
    app = click(visit(PAGE), "accept_all")
    rows.execute(text("UPDATE sync_conflicts SET version = version + 1 WHERE mn_id = 'MN0001'"))
    rows.commit()
    for box in list(app.checkbox):
        box.check()
    app.run()
    click(app, "bulk_accept")
    assert statuses(rows) == {"MN0001": "pending", "MN0002": "resolved"}
    assert "changed meanwhile" in said(app)


def test_undo_of_a_decision_shows_what_would_become_of_it_first(visit, rows, database):
    (only,) = asked(rows, add_tie)
    decide(database, YEAR, [Reply(only, 1, Answer.OPTION, "2003")], by="Grace")
    rows.rollback()
    (decision,) = rows.execute(text("SELECT decision_id FROM decisions")).scalars()
    app = click(visit(PAGE, show="decided"), f"undo_{decision}")
    assert "Now, and what it would become" in texts(app)
    assert "1 question open again" in texts(app)
    assert statuses(rows) == {"MN0001": "resolved"}
    click(app, "undo_now")
    assert statuses(rows) == {"MN0001": "pending"}


def test_people_said_to_be_different_are_listed_and_can_be_taken_back(visit, rows, database):
    (only,) = asked(rows, add_tie)
    decide(database, YEAR, [Reply(only, 1, Answer.DIFFERENT_PERSON, "2003")], by="Grace")
    rows.rollback()
    (decision,) = rows.execute(text("SELECT decision_id FROM decisions")).scalars()
    app = visit(PAGE, show="decided")
    assert "First1 Example (MN0001) is not First1 Example (contact 2003)" in texts(app)
    click(app, f"pair_{decision}_2003")
    assert decisions(rows) == []


def duplicates(rows, number, **columns):
    """A mentor with a contact of their own and a duplicate of it, which a run proposes to archive."""
    add_person(rows, number)
    add_known_contact(rows, 2000 + number, number, external_id=f"MN{number:04}", has_address=True)
    add_known_contact(rows, 2100 + number, number, tags=[], **columns)


def proposed(rows, *with_columns):
    for number, columns in enumerate(with_columns, start=1):
        duplicates(rows, number, **columns)
    households.replace(rows, {}, datetime.now(UTC))
    ask(rows)
    rows.commit()


def archivals(rows):
    rows.rollback()
    return dict(rows.execute(text("SELECT contact_id, status FROM archivals")).all())


def tick_first(app):
    """Its selection is the page's input: it must be set anew before each run."""
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": [0], "columns": [], "cells": []}}


def test_archiving_all_without_a_remark_asks_first(visit, rows):
    proposed(rows, {}, {"total_contributions": 20})
    app = visit(PAGE, show="duplicates")
    assert not app.exception
    click(app, "approve_all")
    assert archivals(rows) == {2101: "proposed", 2102: "proposed"}
    assert "1 contact of 1 mentor will be hidden in Givebutter" in texts(app)
    click(app, "approve_now")
    assert "1 contact on the way to the archive." in said(app)
    assert archivals(rows) == {2101: "approved", 2102: "proposed"}


def test_a_duplicate_with_a_remark_needs_a_confirmation_of_its_own(visit, rows):
    proposed(rows, {"total_contributions": 20})
    app = visit(PAGE, show="duplicates")
    tick_first(app)
    app.run()
    assert "Look twice: it has contributions" in texts(app)
    assert app.button(key="approve").disabled
    tick_first(app)
    app.checkbox[0].check().run()
    tick_first(app)
    click(app, "approve")
    assert "1 contact on the way to the archive." in said(app)
    assert archivals(rows) == {2101: "approved"}


def test_nothing_approved_is_told_with_its_reason(visit, rows):
    proposed(rows, {})
    app = visit(PAGE, show="duplicates")
    click(app, "approve_all")
    rows.execute(text("UPDATE raw_gb_full_contacts SET deleted_at = now() WHERE contact_id = 2001"))
    rows.commit()
    click(app, "approve_now")
    assert "Nothing was approved, contact 2101: It was not approved: contact 2001" in app.error[0].value
    assert archivals(rows) == {2101: "proposed"}


def test_thresholds_show_what_they_would_move_before_they_are_saved(visit, rows):
    asked(rows, add_leader)
    app = visit(PAGE, show="rules")
    assert not app.exception
    app.number_input(key="rule_auto_resolve_margin").set_value(22).run()
    click(app, "foresee_rules")
    assert "**1 open question** would settle by the rule" in texts(app)
    click(app, "save_rules")
    rows.rollback()
    saved = rows.execute(text("SELECT config_value FROM sync_configs WHERE config_key = 'auto_resolve_margin'"))
    assert saved.scalar_one() == "22"


def test_the_report_offers_both_lists_and_the_chart(visit, rows):
    asked(rows, add_tie)
    app = visit(PAGE, show="report")
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Open and skipped (CSV)", "Open and skipped (Excel)", "Decided (CSV)", "Decided (Excel)"]
    assert app.get("plotly_chart")
    assert "In all 1 asked and 0 settled: Contact 1 asked, 0 settled." in texts(app)


def test_thresholds_that_contradict_each_other_are_refused(visit, rows):
    asked(rows, add_leader)
    app = visit(PAGE, show="rules")
    app.number_input(key="rule_recommend_margin").set_value(150).run()
    assert "nothing would ever be recommended" in app.error[0].value
    assert app.button(key="foresee_rules").disabled


def test_going_back_to_an_answered_question_shows_the_answer(visit, rows):
    first, _ = asked(rows, add_tie, add_tie)
    app = click(visit(PAGE), f"answer_A_{first}")
    app.query_params["conflict"] = str(first)
    app.run()
    assert f"Question {first} was answered already" in texts(app)
    assert f"Contact 2002**, said {ME}" in texts(app)
    assert app.segmented_control(key="show").value == "open"


def test_obsolete_questions_are_listed(visit, rows):
    asked(rows, add_tie)
    rows.execute(text("UPDATE sync_conflicts SET status = 'obsolete', resolved_at = now()"))
    rows.commit()
    app = visit(PAGE, show="obsolete")
    assert app.dataframe[0].value.iloc[0, 0].endswith("find=MN0001")


def test_somebody_else_who_looks_is_named(visit, rows):
    (only,) = asked(rows, add_tie)
    viewer = {"conflict_id": only, "viewer": "Grace#1", "until": "2100-01-01"}
    add(rows, "conflict_viewers", **viewer)
    rows.commit()
    assert "Being looked at by Grace, too." in texts(visit(PAGE))


def test_large_type_is_a_switch(visit, rows):
    asked(rows, add_tie)
    app = visit(PAGE)
    assert "font-size: 135%" not in html(app)
    app.toggle(key="large").set_value(True).run()
    assert "font-size: 135%" in html(app)


def test_the_overview_leads_to_the_questions(visit, rows):
    asked(rows, add_tie)
    add_mentor(rows, 5)
    rows.commit()
    links = visit().get("page_link")
    assert "**1 question waits: answer it**" in [link.proto.label for link in links]
