from core.seasons import season_from
from core.streams.preference import PREFERENCE
from core.streams.questions import missing_questions
from core.streams.setup import SETUP

ROWS = {
    "jotform_signup_form_id": "1", "jotform_setup_form_id": "2", "jotform_training_form_id": "3",
    "givebutter_campaign_code": "CQVG3W", "givebutter_mentor_tag": "Mentors 2025",
    "givebutter_dropped_tag": "Dropped 25", "event_date": "2025-11-09", "fundraising_goal": "75",
}  # fmt: skip
SEASON = season_from(2025, ROWS)


def test_a_form_with_all_its_questions_is_fine():
    assert missing_questions(SETUP, SEASON, dict.fromkeys(("personalEmail", "phoneNumber", "mnid"), "")) == ()


def test_a_missing_question_is_a_warning_with_those_there_are():
    asked = {"heading": "control_head", "personalEmail": "control_email", "mentorId": "control_autoincrement"}
    (issue,) = missing_questions(SETUP, SEASON, asked)
    assert (issue.error_type, issue.severity) == ("missing_question", "warning")
    assert issue.source_table == "raw_mn_funds_setup"
    assert "Form 2" in issue.message
    assert "no question named phoneNumber, mnid." in issue.message
    assert "Its questions are: personalEmail, mentorId." in issue.message


def test_a_question_that_the_season_names_otherwise_is_looked_for_under_that_name():
    season = season_from(2025, {**ROWS, "question_names": '{"setup": {"mnid": "mentorId"}}'})
    asked = dict.fromkeys(("personalEmail", "phoneNumber", "mentorId"), "")
    assert missing_questions(SETUP, season, asked) == ()


def test_one_of_two_alternative_names_is_enough():
    asked = dict.fromkeys(("mnid", "mnPhone", "partnerPhone", "shiftPreference", "partnerNotes"), "")
    assert missing_questions(PREFERENCE, SEASON, asked) == ()


def test_a_form_that_is_not_named_is_not_read():
    assert not PREFERENCE.is_configured(SEASON)
    assert SETUP.is_configured(SEASON)
