"""The kinds of questions that people are asked; a field is asked about when its row of `rules/fields.py` says so."""

from core.rules.fields import FIELD_RULES

CONTACT_SELECTION = "contact_selection"
EXTERNAL_ID_COLLISION = "external_id_collision"
SAME_PERSON = "same_person"
ASKED_FIELDS: tuple[str, ...] = tuple(rule.name for rule in FIELD_RULES if rule.ask)
FIELD_WORDS = {"phone": "phone number", "personal_email": "personal e-mail address"}


def mismatch_of(field: str) -> str:
    """The kind of question about a field on which sign-up and contact disagree: `phone_mismatch`, `email_mismatch`."""
    return f"{field.removeprefix('personal_')}_mismatch"
