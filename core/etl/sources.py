"""What each source says about the fields of one mentor, and which of its records says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.etl.choose import Match
from core.etl.link import Linked
from core.etl.prospects import Prospect, Standing
from core.mentors import Mentor, Provenance
from core.records import Contact, Member, PartnerPreference, SetupForm, Signup, Source, TrainingSignup
from core.rules.matching import is_university_email
from core.rules.tags import has_tag
from core.seasons import Season

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Said:
    """One record of a source and the values it has for fields of a mentor; `None` where it has none."""

    origin: Provenance
    values: Mapping[str, object]


def said_about(match: Match, linked: Linked, season: Season) -> Iterator[Said]:
    """Everything that the records of a person say; where a source has several records, the best comes first."""
    yield _signup(match.mn_id, match.person.signup)
    if setup := linked.setups.get(match.mn_id):
        yield _setup(setup)
    if training := linked.trainings.get(match.mn_id):
        yield _training(training)
    if preference := linked.preferences.get(match.mn_id):
        yield _preference(preference)
    if member := linked.members.get(match.mn_id):
        yield _member(member)
    if match.winner:
        yield _winner(match.winner)
        yield said_by_contact(match.winner.contact, season)
    for prospect in (*match.own, *match.rejected):
        if has_tag(prospect.contact.tags, season.givebutter_dropped_tag):
            yield Said(Provenance(Source.CONTACT, str(prospect.contact_id)), {"dropped": True})


def said_by_staff(row: Mentor | None) -> Iterator[Said]:
    """That somebody dropped out, as staff noted in the row: theirs until they take it back, whatever the tags say."""
    origin = (row.provenance or {}).get("dropped") if row else None
    if origin and origin.source is Source.STAFF:
        yield Said(origin, {"dropped": True})


def said_by_contact(contact: Contact, season: Season) -> Said:
    """What the matched contact says; its addresses count as university or personal ones by their domain."""
    university = [email for email in contact.emails if is_university_email(email, season)]
    personal = [email for email in contact.emails if email not in university]
    values = {
        "phone": next(iter(contact.phones), None),
        "personal_email": next(iter(personal), None),
        "uga_email": next(iter(university), None),
    }
    return Said(Provenance(Source.CONTACT, str(contact.contact_id)), values)


def _signup(mn_id: str, form: Signup) -> Said:
    values = {
        "mn_id": mn_id,
        "first_name": form.first_name,
        "middle_name": form.middle_name,
        "last_name": form.last_name,
        "preferred_name": form.preferred_name,
        "gender": form.gender,
        "shirt_size": form.shirt_size,
        "uga_class": form.uga_class,
        "phone": form.phone,
        "personal_email": form.personal_email,
        "uga_email": form.uga_email,
        "shift_preference": form.shift_preference,
        "signup_submission_id": form.submission_id,
        "signup_at": form.submitted_at,
    }
    return Said(Provenance(Source.SIGNUP, form.submission_id), values)


def _setup(form: SetupForm) -> Said:
    return Said(Provenance(Source.SETUP, form.submission_id), {"setup_submission_id": form.submission_id})


def _training(form: TrainingSignup) -> Said:
    values = {"uga_class": form.uga_class, "training_signup_at": form.submitted_at}
    return Said(Provenance(Source.TRAINING, form.submission_id), values)


def _preference(form: PartnerPreference) -> Said:
    values = {
        "shift_preference": form.shift_preference,
        "partner_phone": form.partner_phone,
        "partner_notes": form.partner_notes,
    }
    return Said(Provenance(Source.PREFERENCE, form.submission_id), values)


def _member(member: Member) -> Said:
    values = {
        "campaign_member": True,
        "gb_member_id": member.member_id,
        "fundraising_page_url": member.url,
        "amount_raised": None if member.raised is None else member.raised.quantize(CENT),
    }
    return Said(Provenance(Source.MEMBER, str(member.member_id)), values)


def _winner(winner: Prospect) -> Said:
    """The contact that represents the person: by a decision, else by today's match."""
    by_match = Provenance(Source.MATCH, str(winner.contact_id))
    chosen = winner.decision if winner.standing is Standing.DECIDED else None
    origin = Provenance(Source.DECISION, str(chosen.decision_id)) if chosen else by_match
    return Said(origin, {"gb_contact_id": winner.contact_id})
