"""Did somebody sign up twice, or are they two? Asked when names and addresses speak neither for one nor for two."""

from collections.abc import Iterable, Iterator

from core.conflicts.options import HELD_BACK, moment, person_context
from core.etl.deduplicate import OpenIdentity
from core.etl.people import Person, emails_of
from core.outcome import Conflict, Option
from core.records import Severity
from core.rules.questions import SAME_PERSON


def same_persons(identities: Iterable[OpenIdentity]) -> Iterator[Conflict]:
    """One question for everybody who may have signed up before; the later sign-up waits for the answer."""
    return (_question(found) for found in identities)


def _question(found: OpenIdentity) -> Conflict:
    others = ", ".join(dict.fromkeys(other.mn_id for _, other in found.options))
    return Conflict(
        mn_id=found.newcomer.mn_id,
        conflict_type=SAME_PERSON,
        severity=Severity.HIGH,
        options=tuple(_option(value, other) for value, other in found.options),
        context={
            **person_context(found.newcomer, HELD_BACK),
            "why": f"{others} and this sign-up have much in common, but it is not certain that they are one person",
        },
        recommended_option=None,
        recommendation_reason=None,
    )


def _option(value: str, other: Person) -> Option:
    """The earlier person, described as a contact is, so that the same table compares them."""
    form = other.signup
    return Option(
        value=value,
        source="signup",
        metadata={
            "mn_id": other.mn_id,
            "submission_id": form.submission_id,
            "first_name": form.first_name,
            "preferred_name": form.preferred_name,
            "last_name": form.last_name,
            "emails": sorted(emails_of(form)),
            "phones": [form.phone] if form.phone else [],
            "submitted_at": moment(form.submitted_at),
        },
    )
