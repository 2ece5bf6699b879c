"""The partner and shift form. Not every season has one."""

from collections.abc import Mapping
from typing import Any

from core.records import PartnerPreference
from core.streams.answers import Answers, Names, submission_from
from core.streams.base import Stream
from core.streams.cells import Parsed

SHIFT = ("shiftPref", "shiftPreference")


def parse(raw: Mapping[str, Any], names: Names) -> Parsed[PartnerPreference] | None:
    """A partner and shift preference of its submission."""
    submission = submission_from(raw)
    if submission is None:
        return None
    answers = Answers(raw, names)
    record = PartnerPreference(
        submission_id=submission.submission_id,
        mn_id=answers.mn_id("mnid"),
        phone=answers.phone("mnPhone"),
        partner_phone=answers.phone("partnerPhone"),
        partner_phone_text=answers.phone_text("partnerPhone"),
        shift_preference=answers.text(*SHIFT),
        partner_notes=answers.text("partnerNotes"),
        submitted_at=submission.submitted_at,
        updated_at=submission.updated_at,
    )
    unread = answers.unread(
        record, mn_id="mnid", phone="mnPhone", partner_phone="partnerPhone", partner_notes="partnerNotes"
    )
    return Parsed(record, {**submission.unread, **unread})


PREFERENCE = Stream(
    name="preference",
    title="Partner and shift preferences",
    table="raw_mn_partner_preference",
    key="submission_id",
    source="jotform",
    record=PartnerPreference,
    parse=parse,
    season_key="jotform_partner_form_id",
    questions=(("mnid",), ("mnPhone",), ("partnerPhone",), SHIFT, ("partnerNotes",)),
    required=False,
    checked=("partner_phone",),
)
