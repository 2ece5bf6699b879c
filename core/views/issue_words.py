"""Kinds of issues, conflicts and explained exclusions, as a coordinator would name them."""

from collections.abc import Mapping

from core.views.words import spoken

_ISSUES: Mapping[str, str] = {
    "missing_mn_id": "Sign-up without a mentor id",
    "mn_id_reused": "Mentor id used by two people",
    "no_contact_details": "Sign-up without a usable phone or e-mail",
    "missing_last_name": "Sign-up without a last name",
    "invalid_phone": "Phone number that cannot be used",
    "invalid_personal_email": "Personal e-mail that cannot be used",
    "invalid_uga_email": "University e-mail that cannot be used",
    "invalid_partner_phone": "Partner's phone number that cannot be used",
    "personal_email_typo": "Personal e-mail with a mail domain that looks mistyped",
    "university_email_typo": "University e-mail with a mail domain that looks mistyped",
    "unreadable_value": "Value that could not be read",
    "unknown_uga_class": "Class that is none of the five",
    "duplicate_signup": "Signed up more than once",
    "shared_phone": "Phone number shared by two people",
    "shared_email": "E-mail shared by two people",
    "record_of_another": "Form with the id of one mentor and the phone or e-mail of another",
    "ambiguous_record": "Form that fits several mentors",
    "several_members": "Mentor with several fundraising pages",
    "unlinked_setup": "Setup form of somebody who has not signed up",
    "unlinked_training": "Training form of somebody who has not signed up",
    "unlinked_preference": "Partner form of somebody who has not signed up",
    "unlinked_member": "Fundraising page of somebody who has not signed up",
    "missing_question": "Question that a form no longer has",
    "jotform_budget_low": "Jotform's daily number of calls is almost used up",
    "households_unread": "Households that could not be read",
    "listing_incomplete": "Source that did not tell everything",
    "withdrawn_with_staff_fields": "Sign-up deleted although staff noted something",
    "submission_not_counted": "Submission that Jotform lists but does not count",
    "malformed_record": "Record that could not be read",
    "settled_unasked": "Disagreement settled without asking",
    "delivery_withdrawn": "Change in Givebutter that was withdrawn",
    "delivery_refused": "Change that Givebutter refuses",
    "delivery_failed": "Change that Givebutter did not take after many tries",
    "external_id_conflict_skipped": "Contact that carries another mentor's id",
    "ambiguous_drop": "Dropped tag on a contact that fits several mentors",
}
_CONFLICTS: Mapping[str, str] = {
    "contact_selection": "Which Givebutter contact is this mentor?",
    "external_id_collision": "Whose is the contact that carries this mentor's id?",
    "phone_mismatch": "Which phone number is right?",
    "email_mismatch": "Which e-mail is right?",
    "same_person": "One person who signed up twice, or two people?",
}
_EXCLUSIONS: Mapping[str, str] = {
    "duplicate_signup": "signed up more than once",
    "missing_mn_id": "without a mentor id",
    "mn_id_reused": "with somebody else's mentor id",
    "no_contact_details": "without a usable phone or e-mail",
    "contact_selection": "waiting for the answer which contact is theirs",
    "external_id_collision": "waiting for an answer about their External ID",
}

_RECORDS: Mapping[str, str] = {
    "raw_mn_signups": "Sign-up",
    "raw_mn_funds_setup": "Setup form",
    "raw_mn_training_signup": "Training form",
    "raw_mn_partner_preference": "Partner form",
    "raw_gb_campaign_members": "Campaign member",
    "raw_gb_full_contacts": "Contact",
    "mentors": "Mentor",
}


def record_title(source_table: str | None, record_id: str | None, step: str) -> str:
    """Which record an issue is about: `Sign-up 6528500160300000001`, or the whole source."""
    source = _RECORDS.get(source_table or "", spoken(source_table or step))
    return f"{source} {record_id}" if record_id else source


def issue_title(error_type: str) -> str:
    """What a kind of issue is called."""
    return _ISSUES.get(error_type, spoken(error_type))


def conflict_title(conflict_type: str) -> str:
    """The question that a kind of conflict asks."""
    return _CONFLICTS.get(conflict_type, spoken(conflict_type))


def exclusion_title(reason: str) -> str:
    """Why sign-ups became no mentor of their own."""
    return _EXCLUSIONS.get(reason, spoken(reason).lower())
