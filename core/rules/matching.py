"""What a contact scores as a mentor's, as one table. Each function's docstring is the reason shown to people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from core.records import Contact, Member, Signup
from core.rules.names import is_junk_name
from core.rules.same_person import is_within
from core.rules.tags import has_tag
from core.seasons import Season

RECENT_DAYS = 100


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the score of every contact depends on: the season, the day, and who is a campaign member."""

    season: Season
    today: date
    member_emails: frozenset[str]
    member_phones: frozenset[str]


def circumstances_of(season: Season, members: Iterable[Member], now: datetime) -> Circumstances:
    """The circumstances of a run."""
    everybody = tuple(members)
    return Circumstances(
        season=season,
        today=day_of(now, season.time_zone),
        member_emails=frozenset(member.email for member in everybody if member.email),
        member_phones=frozenset(member.phone for member in everybody if member.phone),
    )


@dataclass(frozen=True, slots=True)
class Pairing:
    """One contact held against one sign-up."""

    signup: Signup
    contact: Contact
    circumstances: Circumstances


def carries_dropped_tag(pair: Pairing) -> int:
    """carries the dropped tag"""
    return has_tag(pair.contact.tags, pair.circumstances.season.givebutter_dropped_tag)


def carries_mentor_tag(pair: Pairing) -> int:
    """carries the season's mentor tag"""
    return has_tag(pair.contact.tags, pair.circumstances.season.givebutter_mentor_tag)


def modified_recently(pair: Pairing) -> int:
    """modified recently"""
    modified_at = pair.contact.modified_at
    if modified_at is None:
        return 0
    days = (pair.circumstances.today - day_of(modified_at, pair.circumstances.season.time_zone)).days
    return max(0, RECENT_DAYS - max(0, days))


def has_phone(pair: Pairing) -> int:
    """has the mentor's phone"""
    return pair.signup.phone in pair.contact.phones


def has_primary_email(pair: Pairing) -> int:
    """has the mentor's primary e-mail"""
    return (pair.signup.personal_email or pair.signup.uga_email) in pair.contact.emails


def is_campaign_member(pair: Pairing) -> int:
    """is a campaign member"""
    return is_member(pair.contact, pair.circumstances)


def has_further_emails(pair: Pairing) -> int:
    """has further e-mails"""
    return len(pair.contact.emails) > 1


def has_address(pair: Pairing) -> int:
    """has an address"""
    return pair.contact.has_address


SCORE_TABLE: tuple[tuple[Callable[[Pairing], int], int], ...] = (
    (carries_dropped_tag, 1000),
    (carries_mentor_tag, 500),
    (modified_recently, 1),
    (has_phone, 50),
    (has_primary_email, 30),
    (is_campaign_member, 30),
    (has_further_emails, 20),
    (has_address, 20),
)
Reasons = tuple[tuple[str, int], ...]


def reasons_for(pair: Pairing) -> Reasons:
    """What speaks for the contact, each reason in words with its points; the score is their sum."""
    points = ((feature.__doc__ or "", feature(pair) * weight) for feature, weight in SCORE_TABLE)
    return tuple((reason, count) for reason, count in points if count)


def day_of(instant: datetime, zone: tzinfo) -> date:
    """The calendar day of an instant in the season's time zone, so that scores change at midnight only."""
    return instant.astimezone(zone).date()


def is_member(contact: Contact, circumstances: Circumstances) -> bool:
    """Whether a campaign member has a phone or an e-mail of the contact."""
    return any(email in circumstances.member_emails for email in contact.emails) or any(
        phone in circumstances.member_phones for phone in contact.phones
    )


def is_university_email(email: str, season: Season) -> bool:
    """Whether the address belongs to the university, its departments included."""
    return is_within(email, season.university_email_domains)


def is_mass_mail(contact: Contact, circumstances: Circumstances) -> bool:
    """Only a university e-mail: no other e-mail, phone, address or membership."""
    return (
        len(contact.emails) == 1
        and is_university_email(contact.emails[0], circumstances.season)
        and not contact.phones
        and not contact.has_address
        and not is_member(contact, circumstances)
    )


def is_junk(contact: Contact) -> bool:
    """A contact whose name was left behind by a merge in Givebutter."""
    return is_junk_name(contact.first_name) or is_junk_name(contact.last_name)


def completeness(contact: Contact) -> float:
    """The filled share of name, phone, e-mail, further e-mail, address, gender, birthday and External ID."""
    filled = (
        contact.first_name and contact.last_name,
        contact.phones,
        contact.emails,
        len(contact.emails) > 1,
        contact.has_address,
        contact.gender,
        contact.birthday,
        contact.external_id,
    )
    return sum(map(bool, filled)) / len(filled)
