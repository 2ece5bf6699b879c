"""The sign-up form: who takes part, and the mentor id Jotform issued."""

from collections.abc import Mapping
from typing import Any

from core.records import Signup
from core.streams.answers import Answers, Names, submission_from
from core.streams.base import Stream
from core.streams.cells import Parsed

_QUESTIONS = {
    "mn_id": "mnid", "phone": "mnPhone", "personal_email": "personalEmail", "uga_email": "ugaEmail",
    "uga_class": "ugaClass", "preferred_name": "fullName.prefix", "first_name": "fullName.first",
    "middle_name": "fullName.middle", "last_name": "fullName.last",
}  # fmt: skip


def parse(raw: Mapping[str, Any], names: Names) -> Parsed[Signup] | None:
    """A sign-up of its submission."""
    submission = submission_from(raw)
    if submission is None:
        return None
    answers = Answers(raw, names)
    name = answers.full_name("fullName")
    record = Signup(
        submission_id=submission.submission_id,
        mn_id=answers.mn_id("mnid"),
        preferred_name=name.prefix,
        first_name=name.first,
        middle_name=name.middle,
        last_name=name.last,
        phone=answers.phone("mnPhone"),
        phone_text=answers.phone_text("mnPhone"),
        personal_email=answers.email("personalEmail"),
        personal_email_text=answers.text("personalEmail"),
        uga_email=answers.email("ugaEmail"),
        uga_email_text=answers.text("ugaEmail"),
        uga_class=answers.text("ugaClass"),
        shirt_size=answers.text("shirtSize"),
        gender=answers.text("gender"),
        shift_preference=answers.text("shiftPreference"),
        submitted_at=submission.submitted_at,
        updated_at=submission.updated_at,
    )
    return Parsed(record, {**submission.unread, **answers.unread(record, **_QUESTIONS)})


SIGNUPS = Stream(
    name="signups",
    title="Sign-ups",
    table="raw_mn_signups",
    key="submission_id",
    source="jotform",
    record=Signup,
    parse=parse,
    season_key="jotform_signup_form_id",
    checked=("phone", "personal_email", "uga_email"),
    questions=(
        ("fullName",), ("ugaEmail",), ("personalEmail",), ("mnPhone",), ("mnid",),
        ("ugaClass",), ("shirtSize",), ("gender",), ("shiftPreference",),
    ),
)  # fmt: skip
