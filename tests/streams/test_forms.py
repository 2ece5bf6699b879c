from datetime import UTC, datetime

import pytest

from core.records import Issue, PartnerPreference, SetupForm, Signup, TrainingSignup
from core.streams import Parsed
from core.streams.preference import PREFERENCE
from core.streams.setup import SETUP
from core.streams.signups import SIGNUPS
from core.streams.training import TRAINING
from tests.streams.forms import submission

SUBMITTED = datetime(2025, 9, 30, 16, 39, 41, tzinfo=UTC)


def test_a_sign_up_is_read_by_question_names():
    given = {
        "fullName": {"prefix": "Mia", "first": "Amelia", "middle": "J.", "last": "Stone"},
        "ugaEmail": "Astone@Example.edu",
        "personalEmail": "not an address",
        "mnPhone": {"full": "(404) 555-0142"},
        "mnid": "MN0013",
        "ugaClass": "3rd year",
        "shirtSize": "M",
        "gender": "Female",
        "shiftPreference": "Morning",
    }
    assert SIGNUPS.read(submission(given, updated_at="2025-10-01 09:05:11"), {}) == Signup(
        submission_id="6665955816513974248",
        mn_id="MN0013",
        preferred_name="Mia",
        first_name="Amelia",
        middle_name="J.",
        last_name="Stone",
        phone="+14045550142",
        phone_text="(404) 555-0142",
        personal_email=None,
        personal_email_text="not an address",
        uga_email="astone@example.edu",
        uga_email_text="Astone@Example.edu",
        uga_class="3rd year",
        shirt_size="M",
        gender="Female",
        shift_preference="Morning",
        submitted_at=SUBMITTED,
        updated_at=datetime(2025, 10, 1, 13, 5, 11, tzinfo=UTC),
    )


def test_a_setup_form_is_read_by_question_names():
    given = {"mnid": "mn0013", "phoneNumber": {"area": "404", "phone": "5550142"}, "personalEmail": "mia@example.com"}
    assert SETUP.read(submission(given), {}) == SetupForm(
        "6665955816513974248", "MN0013", "+14045550142", "mia@example.com", SUBMITTED, None
    )


def test_a_training_sign_up_keeps_its_session_as_answered():
    given = {
        "email": "mia@example.com",
        "phone": {"full": "404-555-0142"},
        "ugaClass": "Junior",
        "sessionDate": {"year": "2025", "month": "10", "day": "05"},
        "sessionTime": "6:30 PM",
    }
    assert TRAINING.read(submission(given), {}) == TrainingSignup(
        "6665955816513974248", "mia@example.com", "+14045550142", "Junior", "2025-10-05", "6:30 PM", SUBMITTED, None
    )


@pytest.mark.parametrize("shift", ["shiftPref", "shiftPreference"])
def test_a_preference_is_read_by_question_names(shift):
    given = {"mnid": "MN1", "mnPhone": "", "partnerPhone": "my friend", shift: "Afternoon", "partnerNotes": "a &amp; b"}
    assert PREFERENCE.read(submission(given), {}) == PartnerPreference(
        "6665955816513974248", "MN1", None, None, "my friend", "Afternoon", "a & b", SUBMITTED, None
    )


def test_a_season_may_rename_questions():
    record = SIGNUPS.read(submission({"q3_id": "MN1"}), {"mnid": "q3_id"})
    assert isinstance(record, Signup)
    assert record.mn_id == "MN1"


@pytest.mark.parametrize("status", ["DELETED", "ARCHIVED", "OVERQUOTA", "PENDING", "CUSTOM", None])
def test_a_submission_that_is_not_active_counts_as_deleted(status):
    assert SIGNUPS.read(submission({}, status=status), {}) is None


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (submission({}, id=None), "id is missing"),
        ("a text", "it is no object"),
        ([1], "it is no object"),
        (None, "it is no object"),
    ],
)
def test_a_record_that_cannot_be_read_is_an_issue(record, problem):
    issue = SIGNUPS.read(record, {})
    assert isinstance(issue, Issue)
    assert (issue.error_type, issue.severity, issue.source_table) == ("malformed_record", "error", "raw_mn_signups")
    assert problem in issue.message
    assert issue.raw_data == (record if isinstance(record, dict) else {"record": record})


@pytest.mark.parametrize(
    ("frame", "unread", "submitted_at"),
    [
        ({"created_at": None}, {"submitted_at": "created_at"}, datetime(1970, 1, 1, tzinfo=UTC)),
        ({"created_at": "0000-00-00 00:00:00"}, {"submitted_at": "created_at"}, datetime(1970, 1, 1, tzinfo=UTC)),
        ({"created_at": "x", "updated_at": "2025-09-30 12:39:41"}, {"submitted_at": "created_at"}, SUBMITTED),
        ({"updated_at": "soon"}, {"updated_at": "updated_at"}, SUBMITTED),
    ],
)
def test_an_odd_time_never_costs_a_sign_up(frame, unread, submitted_at):
    parsed = SIGNUPS.read_cells(submission({"mnid": "MN1"}, **frame), {})
    assert isinstance(parsed, Parsed)
    assert (parsed.unread, parsed.record.submitted_at) == (unread, submitted_at)


def test_answers_that_cannot_be_read_are_named_by_their_question():
    given = {
        "fullName": {"first": "A" * 6000, "last": "Stone"}, "mnid": "x" * 100, "mnPhone": "1.4E+10",
        "personalEmail": "at home", "ugaEmail": "-", "ugaClass": ["x" * 6000],
    }  # fmt: skip
    parsed = SIGNUPS.read_cells(submission(given), {})
    assert isinstance(parsed, Parsed)
    assert parsed.unread == {
        "first_name": "fullName.first", "mn_id": "mnid", "phone": "mnPhone", "personal_email": "personalEmail",
        "uga_class": "ugaClass",
    }  # fmt: skip


def test_an_issue_names_ids_and_nothing_personal():
    issue = SIGNUPS.read(submission({"fullName": "Amelia Stone"}, id=["Amelia"]), {})
    assert isinstance(issue, Issue)
    assert issue.record_id is None
    assert "Amelia" not in issue.message
    assert "Amelia" not in SIGNUPS.unread("77", ["fullName"]).message
