"""One person who signed up twice, or two? Asked, answered, taken back: from the sign-ups to the import file."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from core.db import Actor, transaction
from core.decisions import Answer
from core.review import decide, undo
from core.store.decisions import Reply
from core.views.conflict_card import conflict_card
from core.views.conflict_decisions import decided_page
from core.views.conflict_offers import offers_of, stranger_offers
from core.views.conflict_preview import preview
from tests.story import story

TWINS = {"last": "Marlow", "phone": "404 555 0141", "email": "marlows@example.com"}


@pytest.fixture
def told(database, tmp_path):
    with story(database, tmp_path) as season:
        season.demo.add_signup(mn_id="MN0001", first="Erin", uga_email="em41000@example.edu", **TWINS)
        season.demo.add_contact(
            first_name="Erin", last_name="Marlow", phones=["+14045550141"], emails=["marlows@example.com"]
        )
        season.sync()
        season.demo.add_signup(mn_id="MN0002", first="Eric", uga_email="em41999@exmaple.edu", **TWINS)
        season.sync()
        yield season


def question(told):
    (found,) = told.rows("SELECT * FROM sync_conflicts WHERE status = 'pending'")
    return found


def answer(told, answer, value=None):
    asked = question(told)
    return decide(told.engine, told.year, [Reply(asked["conflict_id"], asked["version"], answer, value)], by="Mia")


def in_file(told):
    return {row.mn_id for row in told.export().rows}


def test_until_it_is_answered_they_are_two_and_the_later_one_waits(told):
    assert question(told)["conflict_type"] == "same_person"
    assert question(told)["mn_id"] == "MN0002"
    assert told.mn_ids() == {"MN0001", "MN0002"}
    assert in_file(told) == {"MN0001"}
    (hold,) = told.rows("SELECT * FROM holds")
    assert hold["reason"] == "Waits for the answer whether this is the same person as MN0001"
    assert told.mentor("MN0001")["gb_contact_id"] is not None
    assert told.mentor("MN0002")["gb_contact_id"] is None


def test_one_person_is_one_mentor_with_the_latest_answers_under_the_id_in_use(told):
    assert answer(told, Answer.OPTION, question(told)["option_a"]["value"]).refused == ()
    assert told.mn_ids() == {"MN0001"}
    assert told.mentor("MN0001")["first_name"] == "Eric"
    assert in_file(told) == {"MN0001"}
    told.sync()
    assert told.mn_ids() == {"MN0001"}


def test_one_person_keeps_what_staff_noted_before_and_after_the_answer_is_taken_back(told):
    with transaction(told.engine, Actor("person", "Mia")) as conn:
        conn.execute(text("UPDATE mentors SET training_at = now(), offline_raised = 40 WHERE mn_id = 'MN0001'"))
    done = answer(told, Answer.OPTION, question(told)["option_a"]["value"]).done
    assert told.mentor("MN0001")["offline_raised"] == 40
    undo(told.engine, told.year, done, by="Mia")
    assert told.mentor("MN0001")["offline_raised"] == 40
    assert told.mentor("MN0002")["offline_raised"] is None


def test_two_people_are_never_asked_about_again(told):
    answer(told, Answer.DIFFERENT_PERSON)
    told.sync()
    assert told.rows("SELECT * FROM sync_conflicts WHERE status = 'pending' AND conflict_type = 'same_person'") == []
    assert told.mn_ids() == {"MN0001", "MN0002"}


@pytest.mark.parametrize("said", [Answer.OPTION, Answer.DIFFERENT_PERSON])
def test_what_is_taken_back_is_open_again_and_as_it_was(told, said):
    before = told.rows("SELECT mn_id, first_name, gb_contact_id, withdrawn_at FROM mentors ORDER BY mn_id")
    value = question(told)["option_a"]["value"] if said is Answer.OPTION else None
    done = answer(told, said, value).done
    undo(told.engine, told.year, done, by="Mia")
    assert question(told)["conflict_type"] == "same_person"
    assert told.rows("SELECT mn_id, first_name, gb_contact_id, withdrawn_at FROM mentors ORDER BY mn_id") == before


@pytest.mark.parametrize(("said", "value"), [(Answer.CUSTOM, "MN0001"), (Answer.NEW_CONTACT, None)])
def test_an_answer_about_contacts_is_refused(told, said, value):
    (refusal,) = answer(told, said, value).refused
    assert refusal.reason == "Say whether they are one person or two."


def test_the_card_shows_both_sign_ups_and_offers_one_person_two_people_or_later(told):
    with told.engine.connect() as conn:
        card = conflict_card(conn, told.year, question(told)["conflict_id"], datetime.now(UTC))
    assert [(offer.key, offer.label) for offer in offers_of(card)] == [
        ("A", "Same person as MN0001"),
        ("X", "Two people"),
        ("S", "Skip"),
    ]
    assert card.title == "One person who signed up twice, or two people?"
    assert {"Name", "Phone", "E-mail", "Signed up"} <= {row.label for row in card.rows}
    assert card.signup_title == "Later sign-up, MN0002"
    assert not card.takes_typed_value


def test_who_was_found_to_be_one_keeps_everything_whichever_sign_up_is_deleted(told):
    (earlier,) = told.rows("SELECT submission_id FROM raw_mn_signups WHERE mn_id = 'MN0001'")
    done = answer(told, Answer.OPTION, question(told)["option_a"]["value"]).done
    with transaction(told.engine, Actor("person", "Mia")) as conn:
        conn.execute(text("UPDATE mentors SET offline_raised = 35, notes = 'came early' WHERE mn_id = 'MN0001'"))
    contact_id = told.mentor("MN0001")["gb_contact_id"]
    told.demo.delete_submission(earlier["submission_id"], listed=False)
    told.sync()
    assert told.mn_ids() == {"MN0002"}
    mentor = told.mentor("MN0002")
    assert (mentor["offline_raised"], mentor["notes"], mentor["gb_contact_id"]) == (35, "came early", contact_id)
    assert told.sync()["changes"] == 0
    undo(told.engine, told.year, done, by="Mia")
    assert (told.mentor("MN0002")["offline_raised"], told.mentor("MN0002")["notes"]) == (None, None)
    assert told.rows("SELECT notes FROM mentors WHERE withdrawn_at IS NOT NULL AND offline_raised = 35")


def test_what_was_decided_says_two_people(told):
    answer(told, Answer.DIFFERENT_PERSON)
    with told.engine.connect() as conn:
        (decided,) = decided_page(conn, told.year).decided
    assert (decided.words, decided.signup_title) == ("Two people", "Later sign-up, MN0002")


@pytest.fixture
def third(database, tmp_path):
    """Two siblings of whom everybody knows that they are two, and a sign-up that may be either of them."""
    with story(database, tmp_path) as season:
        for number, first in ((1, "Maren"), (2, "Marcus")):
            season.demo.add_signup(
                mn_id=f"MN000{number}", first=first, uga_email=f"em4{number}000@example.edu", **TWINS
            )
        season.sync()
        season.demo.add_signup(mn_id="MN0003", first="Mar", uga_email="em41999@exmaple.edu", **TWINS)
        season.sync()
        yield season


def options(told):
    """The mentors that the open question is about -> the value of each option."""
    with told.engine.connect() as conn:
        card = conflict_card(conn, told.year, question(told)["conflict_id"], datetime.now(UTC))
    return {option.metadata["mn_id"]: option.value for option in card.options}, card


def test_one_of_several_is_somebody_else_and_the_others_stay_in_question(third):
    both, card = options(third)
    assert both.keys() == {"MN0001", "MN0002"}
    assert [offer.label for offer in stranger_offers(card)] == ["A is somebody else", "B is somebody else"]
    first = answer(third, Answer.DIFFERENT_PERSON, both["MN0001"])
    assert first.refused == ()
    left, card = options(third)
    assert left.keys() == {"MN0002"}
    assert stranger_offers(card) == ()
    third.sync()
    assert options(third)[0].keys() == {"MN0002"}
    with third.engine.connect() as conn:
        (decided,) = decided_page(conn, third.year).decided
    assert decided.words == "Not the same person as MN0001"
    answer(third, Answer.OPTION, left["MN0002"])
    assert third.mn_ids() == {"MN0001", "MN0002"}
    assert third.mentor("MN0002")["first_name"] == "Mar"
    assert third.mentor("MN0001")["first_name"] == "Maren"
    assert third.sync()["changes"] == 0


def test_one_of_several_is_somebody_else_can_be_taken_back(third):
    before = third.rows("SELECT mn_id, first_name, gb_contact_id, withdrawn_at FROM mentors ORDER BY mn_id")
    both, _ = options(third)
    first = answer(third, Answer.DIFFERENT_PERSON, both["MN0001"]).done
    second = answer(third, Answer.DIFFERENT_PERSON, options(third)[0]["MN0002"]).done
    assert in_file(third) == {"MN0001", "MN0002", "MN0003"}
    undo(third.engine, third.year, first, by="Mia")
    assert options(third)[0].keys() == {"MN0001"}
    undo(third.engine, third.year, second, by="Mia")
    assert options(third)[0] == both
    assert third.rows("SELECT mn_id, first_name, gb_contact_id, withdrawn_at FROM mentors ORDER BY mn_id") == before
    third.sync()
    assert options(third)[0] == both


def test_the_preview_of_one_person_shows_the_row_that_stays(told):
    asked = question(told)
    reply = Reply(asked["conflict_id"], asked["version"], Answer.OPTION, asked["option_a"]["value"])
    verdict = decide(told.engine, told.year, [reply], by="preview", dry_run=True)
    with told.engine.connect() as conn:
        foreseen = preview(conn, told.year, asked["mn_id"], verdict.people, datetime.now(UTC))
    assert foreseen.stays == "MN0001"
    assert ("Contact External ID", "MN0001") in foreseen.file_row
    assert {line.label: line.then for line in foreseen.mentor}["Name"] == "Eric Marlow"
    assert foreseen.problems == ()
    assert foreseen.others == ("Eric Marlow (MN0002)",)


def test_the_preview_of_two_people_shows_the_later_one(told):
    asked = question(told)
    reply = Reply(asked["conflict_id"], asked["version"], Answer.DIFFERENT_PERSON)
    verdict = decide(told.engine, told.year, [reply], by="preview", dry_run=True)
    with told.engine.connect() as conn:
        foreseen = preview(conn, told.year, asked["mn_id"], verdict.people, datetime.now(UTC))
    assert (foreseen.stays, foreseen.problems) == (None, ())
    assert ("Contact External ID", "MN0002") in foreseen.file_row
