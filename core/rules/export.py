"""The columns of Givebutter's import file: their headings in the vendor's order, and where each cell comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import phonenumbers

from core.mentors import Mentor
from core.records import Contact
from core.rules.progress import fundraised_done, progress_tags, total_raised, training_done
from core.rules.tags import tag_key
from core.seasons import CustomField, Season

CONTACT_ID, EXTERNAL_ID = "Givebutter Contact ID", "Contact External ID"
PREFIX, FIRST_NAME, PREFERRED_NAME = "Prefix", "First Name", "Preferred First Name"
MIDDLE_NAME, LAST_NAME, GENDER = "Middle Name", "Last Name", "Gender"
PHONE, EMAIL, FURTHER_EMAILS = "Primary Phone Number", "Primary Email", "Email Addresses"
TAGS, WEBSITE = "Tags", "Contact Website"
EMAIL_SUBSCRIPTION = "Email Subscription Status"
PHONE_SUBSCRIPTION = "Phone Subscription Status"
ADDRESS_SUBSCRIPTION = "Address Subscription Status"

PREFIX_LIMIT = 32
TAG_LIMIT = 64
TEXT_LIMIT = 255
LIMITS: Mapping[str, int] = {
    PREFIX: PREFIX_LIMIT,
    **dict.fromkeys((EXTERNAL_ID, FIRST_NAME, PREFERRED_NAME, MIDDLE_NAME, LAST_NAME, EMAIL, WEBSITE), TEXT_LIMIT),
}
GENDERS = ("male", "female", "other")

TEMPLATE: tuple[str, ...] = (
    CONTACT_ID, EXTERNAL_ID, "Contact Since", PREFIX, FIRST_NAME, PREFERRED_NAME, MIDDLE_NAME, LAST_NAME, "Suffix",
    EMAIL, PHONE, "Address Line 1", "Address Line 2", "City", "State", "Zip Code", "Country", GENDER, "Pronouns",
    "Household Name", "Household Envelope Name", "Is Household Primary Contact", FURTHER_EMAILS, "Phone Numbers",
    "Date of Birth", "Employer", "Title", "Twitter URL", "LinkedIn URL", "Facebook URL", "TikTok URL", TAGS, "Notes",
    EMAIL_SUBSCRIPTION, PHONE_SUBSCRIPTION, ADDRESS_SUBSCRIPTION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is made of: a mentor, the contact it updates (`None`: a new one), and the season.

    `own_tags` are the season's own progress tags (`progress.own_tags`), computed once for all rows.
    `undecided` are values that Givebutter keeps, by field, because they are newer than the mentor's and nobody
    has decided yet.
    """

    mentor: Mentor
    contact: Contact | None
    season: Season
    own_tags: frozenset[str]
    undecided: Mapping[str, str] = field(default_factory=dict)


def headings(season: Season) -> tuple[str, ...]:
    """All headings of the file: the vendor's, the mentor's page, and the season's custom fields."""
    return (*TEMPLATE, WEBSITE, *(custom.label for custom in season.custom_fields))


def cells(subject: Subject) -> tuple[str, ...]:
    """The cells of one mentor in the order of `headings`; a heading without a source stays blank."""
    custom = (_custom_cell(one, subject) for one in subject.season.custom_fields)
    return (*(cell(subject) for cell in _STANDARD), *custom)


def preferred_name(subject: Subject) -> str:
    """How the mentor wants to be called, where that differs from the first name."""
    mentor = subject.mentor
    same = (mentor.preferred_name or "").casefold() == (mentor.first_name or "").casefold()
    return "" if same else _name(mentor.preferred_name)


def has_long_prefix(subject: Subject) -> bool:
    """Whether the preferred name does not fit into the prefix, which the charity's message templates use."""
    return len(preferred_name(subject)) > PREFIX_LIMIT


def emails(subject: Subject) -> tuple[str, ...]:
    """The mentor's addresses: the personal one first, each once."""
    personal = subject.undecided.get("personal_email", subject.mentor.personal_email)
    return tuple(dict.fromkeys(email for email in (personal, subject.mentor.uga_email) if email))


def tags(subject: Subject) -> tuple[str, ...]:
    """Today's progress tags, the season's custom tags, then whatever else the contact carries.

    Nothing is lost whether Givebutter adds these tags or replaces what is there. A tag that cannot
    be written stays as it is in Givebutter.
    """
    season = subject.season
    others = [
        tag
        for tag in (subject.contact.tags if subject.contact else ())
        if tag_key(tag) not in subject.own_tags and is_writable_tag(tag)
    ]
    wanted = (*progress_tags(subject.mentor, season), *season.custom_tags, *sorted(others, key=tag_key))
    return tuple({tag_key(tag): tag for tag in reversed(wanted)}.values())[::-1]


def is_writable_tag(tag: str) -> bool:
    """Whether a tag survives in the file: commas separate tags, Givebutter takes 64 characters of one line."""
    is_plain = len(tag) <= TAG_LIMIT and "," not in tag and not tag.startswith(("=", "@", "+", "-"))
    return is_plain and tag == " ".join(tag.splitlines()).strip()


def subscription(known: bool | None, default: bool, *, needed: bool) -> str:
    """What the contact is known to want; the season's default only where Givebutter needs a value."""
    if known is None and not needed:
        return ""
    return "yes" if (default if known is None else known) else "no"


def _email_subscription(subject: Subject) -> str:
    known = subject.contact.email_subscribed if subject.contact else None
    needed = subject.contact is None or bool(emails(subject))
    return subscription(known, subject.season.default_subscriptions["email"], needed=needed)


def _phone_subscription(subject: Subject) -> str:
    known = subject.contact.phone_subscribed if subject.contact else None
    return subscription(known, subject.season.default_subscriptions["phone"], needed=subject.contact is None)


def _address_subscription(subject: Subject) -> str:
    known = subject.contact.address_subscribed if subject.contact else None
    return subscription(known, subject.season.default_subscriptions["address"], needed=subject.contact is None)


def _gender(subject: Subject) -> str:
    answer = (subject.mentor.gender or "").casefold()
    return answer if answer in GENDERS else ""


def _name(text: str | None) -> str:
    """A name; a dash in place of one is blank."""
    return text if text and any(map(str.isalnum, text)) else ""


def _blank(_subject: Subject) -> str:
    return ""


CELLS: Mapping[str, Callable[[Subject], str]] = {
    CONTACT_ID: lambda subject: str(subject.mentor.gb_contact_id or ""),
    EXTERNAL_ID: lambda subject: subject.mentor.mn_id,
    PREFIX: lambda subject: "" if has_long_prefix(subject) else preferred_name(subject),
    FIRST_NAME: lambda subject: _name(subject.mentor.first_name),
    PREFERRED_NAME: preferred_name,
    MIDDLE_NAME: lambda subject: _name(subject.mentor.middle_name),
    LAST_NAME: lambda subject: _name(subject.mentor.last_name),
    EMAIL: lambda subject: next(iter(emails(subject)), ""),
    PHONE: lambda subject: subject.undecided.get("phone", subject.mentor.phone) or "",
    GENDER: _gender,
    FURTHER_EMAILS: lambda subject: ",".join(emails(subject)[1:]),
    TAGS: lambda subject: ", ".join(tags(subject)),
    EMAIL_SUBSCRIPTION: _email_subscription,
    PHONE_SUBSCRIPTION: _phone_subscription,
    ADDRESS_SUBSCRIPTION: _address_subscription,
    WEBSITE: lambda subject: subject.mentor.fundraising_page_url or "",
}
_STANDARD = tuple(CELLS.get(heading, _blank) for heading in (*TEMPLATE, WEBSITE))


@lru_cache(maxsize=65536)
def _national(phone: str | None) -> str | None:
    """A number for people to read; one that starts with + would look like a formula to a spreadsheet."""
    if phone is None:
        return None
    number = phonenumbers.parse(phone)
    style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, style)


CUSTOM_FIELD_SOURCES: Mapping[str, Callable[[Subject], object]] = {
    "training_signup_at": lambda subject: subject.mentor.training_signup_at,
    "gb_member_id": lambda subject: subject.mentor.gb_member_id,
    "uga_class": lambda subject: subject.mentor.uga_class,
    "shift_preference": lambda subject: subject.mentor.shift_preference,
    "partner_phone": lambda subject: _national(subject.mentor.partner_phone),
    "training_at": lambda subject: training_done(subject.mentor),
    "fundraised_done": lambda subject: fundraised_done(subject.mentor, subject.season),
    "total_raised": lambda subject: total_raised(subject.mentor),
    "text_message_1": lambda _: None,
    "text_message_2": lambda _: None,
    "email_message_1": lambda _: None,
}


def _custom_cell(custom: CustomField, subject: Subject) -> str:
    source = CUSTOM_FIELD_SOURCES.get(custom.source)
    value = source(subject) if source else None
    if custom.kind == "yes_no":
        return "Yes" if value else "No"
    if value is None:
        return ""
    if custom.kind == "select":
        answer = str(value)
        return next((option for option in custom.options if option.casefold() == answer.casefold()), answer)
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)
