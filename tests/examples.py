"""Invented records for tests. Every builder fills in a plain case; a test states only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from core.decisions import Agreed, Answer, Decision
from core.inputs import Candidate, Inputs
from core.mentors import Mentor
from core.records import Contact, Member, PartnerPreference, SetupForm, Signup, TrainingSignup
from core.seasons import Season, season_from

NOW = datetime(2025, 10, 28, 16, 0, tzinfo=UTC)
SIGNED_UP = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)

SETTINGS = {
    "jotform_signup_form_id": "1",
    "jotform_setup_form_id": "2",
    "jotform_training_form_id": "3",
    "jotform_partner_form_id": "4",
    "givebutter_campaign_code": "GIVE25",
    "givebutter_mentor_tag": "Mentors 2025",
    "givebutter_dropped_tag": "Dropped 25",
    "event_date": "2025-11-09",
    "fundraising_goal": "75",
}


def season(**changes: Any) -> Season:
    """The season 2025, with typed settings changed."""
    return replace(season_from(2025, SETTINGS), **changes)


def phone(number: int) -> str:
    """A usable invented phone number; the same number gives the same phone."""
    return f"+1404555{number:04d}"


def signup(mn_id: str | None = "MN0001", **fields: Any) -> Signup:
    """A sign-up of Avery Stone; submission id and phone follow from the digits of the mentor id."""
    number = int("".join(filter(str.isdigit, mn_id or "")) or 0)
    plain: dict[str, Any] = {
        "submission_id": str(9000 + number),
        "mn_id": mn_id,
        "preferred_name": None,
        "first_name": "Avery",
        "middle_name": None,
        "last_name": "Stone",
        "phone": phone(number),
        "personal_email": None,
        "uga_email": None,
        "uga_class": None,
        "shirt_size": None,
        "gender": None,
        "shift_preference": None,
        "submitted_at": SIGNED_UP,
        "updated_at": None,
        **fields,
    }
    typed = {f"{name}_text": plain[name] for name in ("phone", "personal_email", "uga_email")}
    return Signup(**{**typed, **plain})


def setup(submission_id: str = "7001", **fields: Any) -> SetupForm:
    """A setup form."""
    plain = {"mn_id": None, "phone": None, "email": None, "submitted_at": SIGNED_UP, "updated_at": None}
    return SetupForm(**{"submission_id": submission_id, **plain, **fields})


def training(submission_id: str = "7501", **fields: Any) -> TrainingSignup:
    """A training form."""
    plain: dict[str, Any] = dict.fromkeys(("email", "phone", "uga_class", "session_date", "session_time", "updated_at"))
    return TrainingSignup(**{"submission_id": submission_id, **plain, "submitted_at": SIGNED_UP, **fields})


def preference(submission_id: str = "8001", **fields: Any) -> PartnerPreference:
    """A partner and shift form."""
    names = ("mn_id", "phone", "partner_phone", "partner_phone_text", "shift_preference", "partner_notes", "updated_at")
    plain: dict[str, Any] = dict.fromkeys(names)
    return PartnerPreference(**{"submission_id": submission_id, **plain, "submitted_at": SIGNED_UP, **fields})


def member(member_id: int = 501, **fields: Any) -> Member:
    """A campaign member who raised nothing yet."""
    names = ("first_name", "last_name", "display_name", "email", "phone", "goal", "donors", "url", "created_at")
    plain: dict[str, Any] = dict.fromkeys(names)
    return Member(**{"member_id": member_id, **plain, "raised": Decimal("0.00"), "updated_at": NOW, **fields})


def contact(contact_id: int = 101, **fields: Any) -> Contact:
    """A contact named Avery Stone, known by nothing else; the first of `emails` and `phones` is the primary one."""
    lists: dict[str, tuple[str, ...]] = {name: tuple(fields.get(name, ())) for name in ("emails", "phones", "tags")}
    names = (
        "external_id", "prefix", "preferred_name", "middle_name", "gender", "birthday", "email_subscribed",
        "phone_subscribed", "address_subscribed", "total_contributions", "household", "created_at", "modified_at",
        "archived_at",
    )  # fmt: skip
    plain = {
        **dict.fromkeys(names),
        "first_name": "Avery",
        "last_name": "Stone",
        "has_address": False,
        "primary_email": next(iter(lists["emails"]), None),
        "primary_phone": next(iter(lists["phones"]), None),
    }
    return Contact(**{"contact_id": contact_id, **plain, **fields, **lists})


def mentor(mn_id: str = "MN0001", **fields: Any) -> Mentor:
    """A mentor's row with a name and a phone."""
    number = int("".join(filter(str.isdigit, mn_id)) or 0)
    required = [name for name in Mentor.__dataclass_fields__ if name not in {"mn_id", "provenance"}]
    plain = {
        **dict.fromkeys(required),
        "first_name": "Avery",
        "last_name": "Stone",
        "phone": phone(number),
        "signup_submission_id": str(9000 + number),
        "signup_at": SIGNED_UP,
        "campaign_member": False,
        "dropped": False,
        "provenance": {},
    }
    return Mentor(**{"mn_id": mn_id, **plain, **fields})


def inputs(
    *signups: Signup, contacts: Iterable[Contact] = (), known: Iterable[Mentor] = (), **records: Iterable[Any]
) -> Inputs:
    """What a run looks at; candidates are found among the contacts as the database would find them."""
    present = {contact.contact_id: contact for contact in contacts}
    lists = {name: tuple(records.get(name, ())) for name in _LISTS}
    return Inputs(
        signups=signups,
        contacts=present,
        candidates=tuple(candidates(signups, present.values())),
        known={row.mn_id: row for row in known},
        agreed={(row.mn_id, row.field_name): row for row in records.get("agreed", ())},
        offered=frozenset(records.get("offered", ())),
        **lists,
    )


_LISTS = ("setups", "trainings", "preferences", "members", "decisions")


def decision(value: object = None, *, options: Iterable[object] = (), **fields: Any) -> Decision:
    """An answer about MN0001: the option `value`, a contact unless told otherwise; later ids are later answers."""
    number = fields.get("decision_id", 1)
    plain: dict[str, Any] = {
        "decision_id": number,
        "mn_id": "MN0001",
        "conflict_type": "contact_selection",
        "options": frozenset(map(str, options)),
        "answer": Answer.OPTION,
        "value": None if value is None else str(value),
        "decided_at": NOW + timedelta(minutes=number),
    }
    return Decision(**{**plain, **fields})


def neither(*shown: object, **fields: Any) -> Decision:
    """None of the contacts that were shown represents the person."""
    return decision(options=shown, answer=Answer.NEW_CONTACT, **fields)


def different(value: object, *shown: object, **fields: Any) -> Decision:
    """A contact that was shown is somebody else's; `None`: all of them are."""
    return decision(value, options=shown, answer=Answer.DIFFERENT_PERSON, **fields)


def about_id(value: object, *shown: object, **fields: Any) -> Decision:
    """An answer to the question whose contact carries the External ID."""
    return decision(value, options=shown, conflict_type="external_id_collision", **fields)


def agreed(value: str | None, field_name: str = "phone", **fields: Any) -> Agreed:
    """What both sides of MN0001 last agreed on."""
    return Agreed(**{"mn_id": "MN0001", "field_name": field_name, "agreed": value, **fields})


def candidates(signups: Iterable[Signup], contacts: Iterable[Contact]) -> Iterable[Candidate]:
    """Contacts that share the External ID, a phone or an e-mail with a sign-up."""
    found: dict[tuple[str, str], list[int]] = {}
    for contact in contacts:
        keys = [("external_id", contact.external_id), *(("phone", value) for value in contact.phones)]
        for kind, value in (*keys, *(("email", value) for value in contact.emails)):
            if value:
                found.setdefault((kind, value.upper()), []).append(contact.contact_id)
    for form in signups:
        ids: dict[int, None] = {}
        for name, kind in _SOUGHT.items():
            ids.update(dict.fromkeys(found.get((kind, (getattr(form, name) or "").upper()), ())))
        yield from (Candidate(form.submission_id, contact_id) for contact_id in ids)


_SOUGHT = {"mn_id": "external_id", "phone": "phone", "personal_email": "email", "uga_email": "email"}
