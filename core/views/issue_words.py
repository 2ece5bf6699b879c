"""Kinds of issues and of explained exclusions, as a coordinator would name them."""

from collections.abc import Mapping

from core.views.words import spoken

_ISSUES: Mapping[str, str] = {
    "missing_mn_id": "Sign-up without a mentor id",
    "invalid_phone": "Phone number that cannot be used",
    "invalid_email": "E-mail address that cannot be used",
    "duplicate_signup": "Signed up more than once",
    "shared_phone": "Phone shared by two people",
    "external_id_conflict_skipped": "Contact that carries another mentor's id",
}
_EXCLUSIONS: Mapping[str, str] = {
    "duplicate_signup": "signed up more than once",
    "missing_mn_id": "have no mentor id",
}


def issue_title(error_type: str) -> str:
    """What a kind of issue is called."""
    return _ISSUES.get(error_type, spoken(error_type))


def exclusion_title(reason: str) -> str:
    """Why sign-ups became no mentor of their own."""
    return _EXCLUSIONS.get(reason, spoken(reason).lower())
