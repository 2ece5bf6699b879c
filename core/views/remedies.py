"""What mends each kind of issue, as a coordinator would be told; everything else is solved by the next full sync."""

from collections.abc import Mapping

_THEN = "The next full sync notices it."
_FORM = f"Open the submission in Jotform, correct it there. {_THEN}"
_REMEDIES: Mapping[str, str] = {
    "missing_mn_id": f"Open the submission in Jotform and fill in a mentor id that nobody has. {_THEN}",
    "mn_id_reused": f"Give one of the two another mentor id in Jotform, and tell that person. {_THEN}",
    "no_contact_details": f"Ask whoever collected the sign-up for a phone or an e-mail; enter it in Jotform. {_THEN}",
    "missing_last_name": _FORM,
    "invalid_phone": f"Ask the person for the right number and enter it in Jotform. {_THEN}",
    "invalid_personal_email": f"Ask the person for the right address and enter it in Jotform. {_THEN}",
    "invalid_uga_email": f"Correct the university address in Jotform. {_THEN}",
    "invalid_partner_phone": f"Ask the person for the partner's number and correct the partner form. {_THEN}",
    "unknown_uga_class": f"Choose one of the five classes in the Jotform submission. {_THEN}",
    "duplicate_signup": "Nothing to do: the latest sign-up counts. If these are two people, give each an own phone and "
    "e-mail in Jotform.",
    "shared_phone": "Nothing to do for siblings or a parent's phone. If a digit is wrong, correct it in Jotform.",
    "shared_email": "Nothing to do for siblings or a parent's address. If it is a mistake, correct it in Jotform.",
    "record_of_another": f"Ask whose form it is; if it is the other's, correct the mentor id in Jotform. {_THEN}",
    "ambiguous_record": f"Fill in the mentor id in that form's submission, so that it fits one person. {_THEN}",
    "several_members": "Look which page is in use, and remove the other member in Givebutter.",
    "unlinked_setup": "Ask the person to sign up, or correct phone, e-mail or mentor id in the setup form.",
    "unlinked_training": "Ask the person to sign up, or correct phone or e-mail in the training form.",
    "unlinked_preference": "Ask the person to sign up, or correct mentor id or phone in the partner form.",
    "unlinked_member": "Ask the person to sign up, or correct phone or e-mail of the member in Givebutter.",
    "missing_question": "Rename the question in Jotform as it was, or tell the season the new name.",
    "jotform_budget_low": "Wait until midnight, New York time, or raise the plan of the Jotform account.",
    "households_unread": "Run a full sync again, or upload a contacts export, which tells households, too.",
    "listing_incomplete": "Run a full sync again. If it stays, look whether the source has an outage.",
    "withdrawn_with_staff_fields": "Look whether the sign-up was deleted by mistake; restore it in Jotform if so.",
    "malformed_record": "Open the record at its source and look at the column that is named.",
    "settled_unasked": "Nothing to do. If the value is wrong, correct it in Givebutter or in Jotform.",
    "delivery_withdrawn": "Nothing to do: the facts changed before it was sent.",
    "delivery_refused": "Look at the contact in Givebutter, and change it there by hand if the change is right.",
    "delivery_failed": "Look whether Givebutter has an outage, then approve it again.",
    "unreadable_value": "Correct the column that is named at its source; the old value stays until then.",
    "ambiguous_drop": "Look at the contact in Givebutter and tag the contact of whoever really dropped out.",
    "university_email_typo": f"Ask the person; if it is a typing error, correct it in Jotform. {_THEN}",
    "personal_email_typo": f"Ask the person; if it is a typing error, correct it in Jotform. {_THEN}",
    "submission_not_counted": "Look at the submission in Jotform: archived, unpaid or over the form's limit.",
    "external_id_conflict_skipped": "Look at the contact in Givebutter: remove the External ID if it is not theirs.",
}


def remedy(error_type: str) -> str:
    """What to do about an issue of a kind."""
    return _REMEDIES.get(error_type, f"Look at the record that is named and correct it at its source. {_THEN}")
