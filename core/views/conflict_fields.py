"""The options of a question side by side: field by field, with what differs marked inside the values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import cycle
from typing import Any
from zoneinfo import ZoneInfo

from core.decisions import LETTERS
from core.views.conflict_words import CONTACT_QUESTIONS, PERSON_QUESTIONS
from core.views.differences import Piece, compare_columns, mark_whole
from core.views.frame import USUAL_ZONE
from core.views.words import ago, money, phone, spoken


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of an option, in pieces; `agrees` when the sign-up says the same."""

    pieces: tuple[Piece, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: what the sign-up says, and the values of every option. `differs` when the options do."""

    label: str
    signup: tuple[str, ...]
    cells: tuple[tuple[Shown, ...], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One option. `title` says what it is; `reasons` are (words, points), the score is their sum."""

    letter: str
    value: str
    title: str
    metadata: Mapping[str, Any]
    reasons: tuple[tuple[str, int], ...]
    score: int | None


_SOURCES: Mapping[str, str] = {
    "signup": "Sign-up form",
    "setup": "Setup form",
    "training": "Training form",
    "preference": "Partner form",
    "member": "Fundraising page",
    "contact": "Givebutter contact",
}
Facts = Mapping[str, Any]
Reader = Callable[[Facts, datetime], Sequence[str]]


def options_of(conflict_type: str, stored: Iterable[Facts | None]) -> tuple[OptionShown, ...]:
    """The options as they are stored with a conflict, lettered in their order."""
    present = [option for option in stored if option]
    lettered = zip(cycle(LETTERS), present, strict=False)
    return tuple(_option(conflict_type, letter, option) for letter, option in lettered)


def option_name(option: OptionShown) -> str:
    """The name that stands on the contact or sign-up of an option."""
    return " ".join(filter(None, map(option.metadata.get, ("first_name", "last_name"))))


def strangers_of(conflict_type: str, mn_id: str, options: Sequence[OptionShown]) -> tuple[str, ...]:
    """The contacts that "different person" speaks of: of a collision only those that carry the mentor's id."""
    if conflict_type in PERSON_QUESTIONS:
        return ()  # two mentors, no contact
    if conflict_type == "external_id_collision":
        return tuple(o.value for o in options if str(o.metadata.get("external_id") or "").upper() == mn_id.upper())
    return tuple(option.value for option in options)


def rows_of(
    conflict_type: str,
    mn_id: str,
    context: Facts,
    options: Sequence[OptionShown],
    now: datetime,
    zone: ZoneInfo = USUAL_ZONE,
) -> tuple[FieldRow, ...]:
    """The table of a question, its days in the season's zone; a field nobody knows anything about is left out."""
    now = now.astimezone(zone)
    is_about_contacts = conflict_type in CONTACT_QUESTIONS | PERSON_QUESTIONS
    values = _CONTACT_VALUES if is_about_contacts else (_field_of(conflict_type),)
    facts = _CONTACT_FACTS if is_about_contacts else _VALUE_FACTS
    signup = {**_signup_facts(context), "external_id": mn_id} if is_about_contacts else {}
    rows = (
        _row(label, read(signup, now), [read(_facts(option), now) for option in options], is_exact=fields is values)
        for fields in (values, facts)
        for label, read in fields
    )
    return tuple(row for row in rows if any(row.cells))


def _option(conflict_type: str, letter: str, stored: Facts) -> OptionShown:
    metadata = stored.get("metadata") or {}
    value = str(stored["value"])
    return OptionShown(
        letter=letter,
        value=value,
        title=_title(conflict_type, value, str(stored.get("source") or ""), metadata),
        metadata=metadata,
        reasons=tuple((str(words), int(points)) for words, points in metadata.get("reasons") or ()),
        score=metadata.get("score"),
    )


def _title(conflict_type: str, value: str, source: str, metadata: Facts) -> str:
    if conflict_type in PERSON_QUESTIONS:
        return f"Same person as {metadata.get('mn_id')}"
    if conflict_type in CONTACT_QUESTIONS:
        return f"Contact {value}" if value.isdecimal() else "A new contact"
    return {"signup": "The sign-up says", "contact": "Givebutter says"}.get(source, "Another value")


def _row(label: str, signup: Sequence[str], columns: Sequence[Sequence[str]], *, is_exact: bool) -> FieldRow:
    said = {text.casefold() for text in signup}
    cells = tuple(
        tuple(Shown(pieces, text.casefold() in said) for text, pieces in zip(column, shown, strict=True))
        for column, shown in zip(columns, _marked(signup, columns, is_exact=is_exact), strict=True)
    )
    differs = any(piece.differs for column in cells for shown in column for piece in shown.pieces)
    return FieldRow(label, tuple(signup), cells, differs or len({bool(column) for column in columns}) > 1)


def _marked(
    signup: Sequence[str], columns: Sequence[Sequence[str]], *, is_exact: bool
) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """The values in pieces: letter by letter if `is_exact`. A single option is held against the sign-up."""
    if len(columns) == 1:
        return compare_columns([*columns, signup])[:1] if is_exact and signup else _unmarked(columns)
    return compare_columns(columns) if is_exact else mark_whole(columns)


def _unmarked(columns: Sequence[Sequence[str]]) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    return tuple(tuple((Piece(text, differs=False),) for text in column) for column in columns)


def _facts(option: OptionShown) -> Facts:
    return {**option.metadata, "value": option.value}


def _signup_facts(context: Facts) -> Facts:
    emails = [context.get("personal_email"), context.get("uga_email")]
    return {**context, "emails": [email for email in emails if email], "phones": [context.get("phone")]}


def _name(facts: Facts, _: datetime) -> Sequence[str]:
    name = " ".join(filter(None, (facts.get("first_name"), facts.get("last_name"))))
    return (name,) if name else ()


def _one(key: str) -> Reader:
    return lambda facts, _: (str(facts[key]),) if facts.get(key) else ()


def _several(key: str) -> Reader:
    return lambda facts, _: tuple(phone(str(value)) for value in facts.get(key) or () if value)


def _value(facts: Facts, _: datetime) -> Sequence[str]:
    return (phone(str(facts["value"])),) if facts.get("value") else ()


def _address(facts: Facts, _: datetime) -> Sequence[str]:
    return () if facts.get("has_address") is None else ("yes" if facts["has_address"] else "no",)


def _given(facts: Facts, _: datetime) -> Sequence[str]:
    amount = facts.get("total_contributions")
    return () if amount is None else (money(Decimal(str(amount))),)


def _said_by(facts: Facts, _: datetime) -> Sequence[str]:
    return tuple(_SOURCES.get(source, spoken(source)) for source in facts.get("said_by") or ())


def _moment(*keys: str) -> Reader:
    def read(facts: Facts, now: datetime) -> Sequence[str]:
        texts = [str(facts[key]) for key in keys if facts.get(key)]
        if not texts:
            return ()
        moment = datetime.fromisoformat(max(texts)).astimezone(now.tzinfo)
        return (f"{moment:%b} {moment.day}, {moment.year} ({ago(moment, now)})",)

    return read


def _share(facts: Facts, _: datetime) -> Sequence[str]:
    return () if facts.get("completeness") is None else (f"{float(facts['completeness']):.0%}",)


def _field_of(conflict_type: str) -> tuple[str, Reader]:
    label = {"phone_mismatch": "Phone", "email_mismatch": "E-mail"}.get(conflict_type, "Value")
    return label, _value


_CONTACT_VALUES: tuple[tuple[str, Reader], ...] = (
    ("Name", _name),
    ("Preferred name", _one("preferred_name")),
    ("Phone", _several("phones")),
    ("E-mail", _several("emails")),
    ("External ID", _one("external_id")),
    ("Tags", _several("tags")),
)
_CONTACT_FACTS: tuple[tuple[str, Reader], ...] = (
    ("Address", _address),
    ("Household", _one("household")),
    ("Has given", _given),
    ("Last changed", _moment("modified_at")),
    ("Signed up", _moment("submitted_at")),
    ("Filled in", _share),
)
_VALUE_FACTS: tuple[tuple[str, Reader], ...] = (
    ("Last changed", _moment("modified_at", "updated_at", "submitted_at")),
    ("Givebutter contact", _one("contact_id")),
    ("Name", _name),
    ("Also has", _several("others")),
    ("Said by", _said_by),
)
