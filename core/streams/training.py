"""The training form: which session somebody signed up for."""

from collections.abc import Mapping
from typing import Any

from core.records import TrainingSignup
from core.streams.answers import Answers, Names, submission_from
from core.streams.base import Stream
from core.streams.cells import Parsed


def parse(raw: Mapping[str, Any], names: Names) -> Parsed[TrainingSignup] | None:
    """A training sign-up of its submission."""
    submission = submission_from(raw)
    if submission is None:
        return None
    answers = Answers(raw, names)
    record = TrainingSignup(
        submission_id=submission.submission_id,
        email=answers.email("email"),
        phone=answers.phone("phone"),
        uga_class=answers.text("ugaClass"),
        session_date=answers.text("sessionDate"),
        session_time=answers.text("sessionTime"),
        submitted_at=submission.submitted_at,
        updated_at=submission.updated_at,
    )
    unread = answers.unread(record, email="email", phone="phone", uga_class="ugaClass")
    return Parsed(record, {**submission.unread, **unread})


TRAINING = Stream(
    name="training",
    title="Training sign-ups",
    table="raw_mn_training_signup",
    key="submission_id",
    source="jotform",
    record=TrainingSignup,
    parse=parse,
    season_key="jotform_training_form_id",
    questions=(("email",), ("phone",), ("ugaClass",), ("sessionDate",), ("sessionTime",)),
)
