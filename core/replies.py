"""Whether an answer can be taken: the question is still the one that was shown, the value is usable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row

from core.decisions import Answer
from core.normalize import clean_contact_id, clean_email, clean_phone
from core.rules.questions import SAME_PERSON
from core.store import conflicts, raw
from core.store.decisions import Reply

_CLEAN: Mapping[str, Callable[[object], str | None]] = {"phone_mismatch": clean_phone, "email_mismatch": clean_email}
_ANSWERABLE = ("pending", "skipped")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that was not answered, and why."""

    conflict_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Which answers can be taken, their values in their usual form, and which cannot."""

    accepted: tuple[Reply, ...]
    refused: tuple[Refusal, ...]


def check(conn: Connection, year: int, replies: Sequence[Reply]) -> Checked:
    """Hold the questions for this transaction and check each answer against its question as it is now."""
    wanted = {reply.conflict_id: reply for reply in replies}
    shown = conflicts.lock(conn, year, wanted)
    cleaned = {number: _clean(reply, shown.get(number)) for number, reply in wanted.items()}
    problems = {number: _problem(conn, reply, shown.get(number)) for number, reply in cleaned.items()}
    return Checked(
        accepted=tuple(reply for number, reply in cleaned.items() if problems[number] is None),
        refused=tuple(Refusal(number, problem) for number, problem in problems.items() if problem is not None),
    )


def _clean(reply: Reply, conflict: Row[Any] | None) -> Reply:
    if conflict is None or reply.answer is not Answer.CUSTOM:
        return reply
    clean = _CLEAN.get(conflict.conflict_type)
    return replace(reply, value=clean(reply.value) if clean else (reply.value or "").strip() or None)


def _problem(conn: Connection, reply: Reply, conflict: Row[Any] | None) -> str | None:
    if conflict is None:
        return "There is no such question in this season."
    if conflict.status not in _ANSWERABLE:
        return _what_happened(conflict)
    if conflict.version != reply.version:
        return "Its facts have changed since it was shown. Look at it again."
    return _value_problem(conn, reply, conflict)


def _what_happened(conflict: Row[Any]) -> str:
    if conflict.status == "obsolete":
        return "It need not be answered any more: its facts are gone."
    return f"{conflict.resolved_by} has answered it meanwhile. The answer was kept; undo it first to answer anew."


def _value_problem(conn: Connection, reply: Reply, conflict: Row[Any]) -> str | None:
    about_contacts = conflict.conflict_type not in _CLEAN
    if reply.answer is Answer.OPTION and reply.value not in conflict.options:
        return "That is none of its options."
    if reply.answer is Answer.DIFFERENT_PERSON and reply.value not in (None, *conflict.options):
        return "That is none of its options."
    if conflict.conflict_type == SAME_PERSON:
        is_usable = reply.answer in (Answer.OPTION, Answer.DIFFERENT_PERSON, Answer.SKIP)
        return None if is_usable else "Say whether they are one person or two."
    if reply.answer in (Answer.NEW_CONTACT, Answer.DIFFERENT_PERSON) and not about_contacts:
        return "This answer fits questions about contacts only."
    if reply.answer is Answer.CUSTOM:
        return _custom_problem(conn, reply.value, about_contacts=about_contacts)
    return None


def _custom_problem(conn: Connection, value: str | None, *, about_contacts: bool) -> str | None:
    if value is None:
        return "The typed value is not usable. Check it for typing errors."
    if not about_contacts:
        return None
    contact_id = clean_contact_id(value)
    if contact_id is None or not raw.load_contacts(conn, [contact_id]):
        return "There is no such contact. Type the id of a contact that Givebutter has and that is not archived."
    return None
