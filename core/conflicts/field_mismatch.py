"""Which phone number, which e-mail address? Asked when sign-up and contact disagree and nobody knows who is right."""

from collections.abc import Iterable, Iterator

from core.conflicts.options import IN_THE_FILE, moment, person_context
from core.etl.disagree import Disagreement
from core.etl.link import Linked
from core.outcome import Conflict, Option
from core.records import Contact, Severity, Signup, Source
from core.rules.disagreement import newer_side
from core.rules.questions import FIELD_WORDS, mismatch_of


def field_mismatches(disagreements: Iterable[Disagreement], linked: Linked) -> Iterator[Conflict]:
    """One question per field; it recommends the newer side."""
    return (_question(found, linked) for found in disagreements)


def _question(found: Disagreement, linked: Linked) -> Conflict:
    options = (_signup_option(found, linked), _contact_option(found, linked))
    newer, reason = newer_side(found.sides) or (None, None)
    memory = found.sides.agreed
    return Conflict(
        mn_id=found.mn_id,
        conflict_type=mismatch_of(found.field),
        severity=Severity.MEDIUM,
        options=options,
        context={
            **person_context(found.match.person, IN_THE_FILE),
            "why": f"The {FIELD_WORDS[found.field]} of the sign-up is not that of contact {found.winner.contact_id}",
            "field_name": found.field,
            "contact_id": found.winner.contact_id,
            "last_agreed": memory.agreed if memory else None,
        },
        recommended_option=next((option.value for option in options if option.source == newer), None),
        recommendation_reason=reason,
    )


def _signup_option(found: Disagreement, linked: Linked) -> Option:
    form = found.match.person.signup
    metadata = {
        "submission_id": form.submission_id,
        "submitted_at": moment(form.submitted_at),
        "updated_at": moment(form.updated_at),
        "said_by": [Source.SIGNUP, *_said_by(found.sides.signup, found.mn_id, linked)],
        **_named(form),
    }
    return Option(found.sides.signup, Source.SIGNUP, metadata)


def _contact_option(found: Disagreement, linked: Linked) -> Option:
    contact = found.winner.contact
    known = contact.phones if found.sides.contact in contact.phones else contact.emails
    metadata = {
        "contact_id": contact.contact_id,
        "modified_at": moment(contact.modified_at),
        "said_by": [Source.CONTACT, *_said_by(found.sides.contact, found.mn_id, linked)],
        "others": [value for value in known if value != found.sides.contact],
        **_named(contact),
    }
    return Option(found.sides.contact, Source.CONTACT, metadata)


def _named(record: Signup | Contact) -> dict[str, str | None]:
    return {"first_name": record.first_name, "last_name": record.last_name}


def _said_by(value: str, mn_id: str, linked: Linked) -> list[Source]:
    """Who else knows the value: the latest forms of the person, and the campaign page."""
    setup, training = linked.setups.get(mn_id), linked.trainings.get(mn_id)
    preference, member = linked.preferences.get(mn_id), linked.members.get(mn_id)
    values = {
        Source.SETUP: (setup.phone, setup.email) if setup else (),
        Source.TRAINING: (training.phone, training.email) if training else (),
        Source.PREFERENCE: (preference.phone,) if preference else (),
        Source.MEMBER: (member.phone, member.email) if member else (),
    }
    return [source for source, known in values.items() if value in known]
