"""Contacts and values as options of a question: everything that helps to choose."""

from datetime import datetime
from decimal import Decimal

from core.etl.people import Person
from core.etl.prospects import Prospect
from core.outcome import Option
from core.rules.matching import completeness

IN_THE_FILE = "Nothing: the mentor has the sign-up's value, and no newer one of Givebutter is overwritten"
HELD_BACK = "The person is held back from the import file until this is answered"


def contact_option(prospect: Prospect) -> Option:
    """The contact's id is what is chosen; what is known about the contact is shown next to it."""
    contact = prospect.contact
    return Option(
        value=str(contact.contact_id),
        source="contact",
        metadata={
            "contact_id": contact.contact_id,
            "external_id": contact.external_id,
            "first_name": contact.first_name,
            "preferred_name": contact.preferred_name,
            "last_name": contact.last_name,
            "emails": list(contact.emails),
            "phones": list(contact.phones),
            "tags": list(contact.tags),
            "has_address": contact.has_address,
            "household": contact.household,
            "total_contributions": amount(contact.total_contributions),
            "modified_at": moment(contact.modified_at),
            "score": prospect.score,
            "reasons": [list(reason) for reason in prospect.reasons],
            "completeness": completeness(contact),
        },
    )


def person_context(person: Person, holds_up: str) -> dict[str, object]:
    """Who the question is about, as the sign-up says, and what waits for the answer."""
    signup = person.signup
    return {
        "mn_id": person.mn_id,
        "full_name": " ".join(part for part in (signup.first_name, signup.last_name) if part),
        "submission_id": signup.submission_id,
        "former_ids": list(person.former_ids),
        "first_name": signup.first_name,
        "preferred_name": signup.preferred_name,
        "last_name": signup.last_name,
        "phone": signup.phone,
        "personal_email": signup.personal_email,
        "uga_email": signup.uga_email,
        "signup_at": moment(signup.submitted_at),
        "holds_up": holds_up,
    }


def moment(instant: datetime | None) -> str | None:
    """An instant as JSON keeps it."""
    return None if instant is None else instant.isoformat()


def amount(dollars: Decimal | None) -> str | None:
    """An amount as JSON keeps it, to the cent."""
    return None if dollars is None else str(dollars)
