"""The fundraising setup form."""

from collections.abc import Mapping
from typing import Any

from core.records import SetupForm
from core.streams.answers import Answers, Names, submission_from
from core.streams.base import Stream
from core.streams.cells import Parsed


def parse(raw: Mapping[str, Any], names: Names) -> Parsed[SetupForm] | None:
    """A setup form of its submission."""
    submission = submission_from(raw)
    if submission is None:
        return None
    answers = Answers(raw, names)
    record = SetupForm(
        submission_id=submission.submission_id,
        mn_id=answers.mn_id("mnid"),
        phone=answers.phone("phoneNumber"),
        email=answers.email("personalEmail"),
        submitted_at=submission.submitted_at,
        updated_at=submission.updated_at,
    )
    unread = answers.unread(record, mn_id="mnid", phone="phoneNumber", email="personalEmail")
    return Parsed(record, {**submission.unread, **unread})


SETUP = Stream(
    name="setup",
    title="Setup forms",
    table="raw_mn_funds_setup",
    key="submission_id",
    source="jotform",
    record=SetupForm,
    parse=parse,
    season_key="jotform_setup_form_id",
    questions=(("personalEmail",), ("phoneNumber",), ("mnid",)),
)
