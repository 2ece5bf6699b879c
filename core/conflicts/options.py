"""A contact as an option of a question: everything that helps to choose."""

from core.etl.people import Person
from core.etl.prospects import Prospect
from core.outcome import Option
from core.rules.matching import completeness


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
            "total_contributions": None if contact.total_contributions is None else str(contact.total_contributions),
            "modified_at": None if contact.modified_at is None else contact.modified_at.isoformat(),
            "score": prospect.score,
            "reasons": [list(reason) for reason in prospect.reasons],
            "completeness": completeness(contact),
        },
    )


def person_context(person: Person) -> dict[str, object]:
    """Who the question is about, as the sign-up says."""
    signup = person.signup
    return {
        "submission_id": signup.submission_id,
        "former_ids": list(person.former_ids),
        "first_name": signup.first_name,
        "preferred_name": signup.preferred_name,
        "last_name": signup.last_name,
        "phone": signup.phone,
        "personal_email": signup.personal_email,
        "uga_email": signup.uga_email,
    }
