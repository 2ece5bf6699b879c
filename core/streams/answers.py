"""The answers of one Jotform submission by question name, in every shape Jotform is known to write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.normalize import clean_email, clean_phone, clean_text
from core.streams.new_york import instant_from
from core.streams.values import MalformedRecordError, items, mapping, submission_id, text

Names = Mapping[str, str]  # our name of a question -> the form's own name


@dataclass(frozen=True, slots=True)
class FullName:
    """The parts of a name; owners relabel the prefix as the preferred name."""

    prefix: str | None = None
    first: str | None = None
    middle: str | None = None
    last: str | None = None


class Answers:
    """Answers of a submission. Methods take names of one question; the first that has an answer counts."""

    def __init__(self, submission: Mapping[str, Any], names: Names) -> None:
        self._questions = _by_name(submission.get("answers"))
        self._names = names

    def text(self, *questions: str) -> str | None:
        """The answer as text: lists joined by commas, dates and appointments as they are written."""
        return _as_text(self._find(questions))

    def email(self, *questions: str) -> str | None:
        """The answer as a normalised address, if it is one."""
        return clean_email(self.text(*questions))

    def phone_text(self, *questions: str) -> str | None:
        """The number as it was typed: `{full}` where it is masked, `{country, area, phone}` where it is not."""
        answer = self._find(questions).get("answer")
        parts = mapping(answer)
        if not parts:
            return _as_text({"answer": answer})
        country = "".join(filter(str.isdecimal, text(parts.get("country")) or ""))
        pieces = (f"+{country}" if country else None, text(parts.get("area")), text(parts.get("phone")))
        return text(parts.get("full")) or clean_text(" ".join(piece for piece in pieces if piece))

    def phone(self, *questions: str) -> str | None:
        """The answer in E.164, if it is a usable number."""
        return clean_phone(self.phone_text(*questions))

    def mn_id(self, *questions: str) -> str | None:
        """A mentor id as it was issued, in capitals."""
        issued = self.text(*questions)
        return issued.upper() if issued else None

    def full_name(self, *questions: str) -> FullName:
        """The parts of a name; a plain text is first word, last word and what is between."""
        answer = self._find(questions)
        parts = mapping(answer.get("answer"))
        if parts:
            return FullName(*(text(parts.get(part)) for part in ("prefix", "first", "middle", "last")))
        words = (_as_text(answer) or "").split(" ")
        return FullName(
            first=words[0] or None,
            middle=" ".join(words[1:-1]) or None,
            last=words[-1] if len(words) > 1 else None,
        )

    def _find(self, questions: tuple[str, ...]) -> Mapping[str, Any]:
        named = (self._questions.get(self._names.get(question, question)) for question in questions)
        return next((question for question in named if question and question.get("answer")), {})


@dataclass(frozen=True, slots=True)
class Submission:
    """What every submission tells besides its answers."""

    submission_id: str
    submitted_at: datetime
    updated_at: datetime | None


def submission_from(raw: Mapping[str, Any]) -> Submission | None:
    """The frame of a submission, or `None` when it is deleted, archived or otherwise not active."""
    known_id = submission_id(raw.get("id"))
    if raw.get("status", "ACTIVE") != "ACTIVE":
        return None
    submitted_at = _instant(raw.get("created_at"), "created_at")
    if submitted_at is None:
        raise MalformedRecordError("created_at is missing")
    return Submission(known_id, submitted_at, _instant(raw.get("updated_at"), "updated_at"))


def _instant(value: Any, what: str) -> datetime | None:
    words = text(value)
    if words is None:
        return None
    try:
        return instant_from(words)
    except ValueError:
        raise MalformedRecordError(f"{what} is no time") from None


def _by_name(answers: Any) -> dict[str, Mapping[str, Any]]:
    """Questions by name; of two with one name the answered one. PHP writes no answers at all as an empty list."""
    listed = answers.values() if isinstance(answers, dict) else items(answers)
    found: dict[str, Mapping[str, Any]] = {}
    for question in map(mapping, listed):
        name = question.get("name")
        if isinstance(name, str) and not found.get(name, {}).get("answer"):
            found[name] = question
    return found


def _as_text(question: Mapping[str, Any]) -> str | None:
    answer = question.get("answer")
    if isinstance(answer, list):
        return clean_text(", ".join(words for item in answer if (words := text(item))))
    parts = mapping(answer)
    if not parts:
        return text(answer)
    return _date_text(parts) or text(question.get("prettyFormat")) or _joined(parts)


def _date_text(parts: Mapping[str, Any]) -> str | None:
    """An appointment's `{date}` as it is; `{year, month, day}` as 2025-10-05."""
    year, month, day = (text(parts.get(part)) for part in ("year", "month", "day"))
    if year and month and day:
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    return text(parts.get("date"))


def _joined(parts: Mapping[str, Any]) -> str | None:
    return clean_text(" ".join(words for part in parts.values() if (words := text(part))))
