"""The answers of one Jotform submission by question name, in every shape Jotform is known to write them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.normalize import clean_email, clean_phone, clean_text
from core.streams.cells import Cells, Record
from core.streams.new_york import instant_from
from core.streams.values import is_filled, items, mapping, short_text, submission_id, text

Names = Mapping[str, str]  # our name of a question -> the form's own name
NAME_PARTS = ("prefix", "first", "middle", "last")
_LONGEST_MN_ID = 64
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # older than everything, so it never counts as the newer side
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


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
        return short_text(_as_text(self._find(questions)))

    def email(self, *questions: str) -> str | None:
        """The answer as a normalised address, if it is one."""
        return clean_email(self.text(*questions))

    def phone_text(self, *questions: str) -> str | None:
        """The number as it was typed: `{full}` where it is masked, `{country, area, phone}` where it is not."""
        answer = self._find(questions).get("answer")
        parts = mapping(answer)
        if not parts:
            return short_text(_as_text({"answer": answer}))
        country = "".join(filter(str.isdecimal, text(parts.get("country")) or ""))
        pieces = (f"+{country}" if country else None, text(parts.get("area")), text(parts.get("phone")))
        return short_text(text(parts.get("full")) or " ".join(piece for piece in pieces if piece))

    def phone(self, *questions: str) -> str | None:
        """The answer in E.164, if it is a usable number."""
        return clean_phone(self.phone_text(*questions))

    def mn_id(self, *questions: str) -> str | None:
        """A mentor id as it was issued, in capitals and without blanks; what is far too long is none."""
        issued = "".join(unicodedata.normalize("NFKC", self.text(*questions) or "").upper().split())
        return issued if 0 < len(issued) <= _LONGEST_MN_ID else None

    def full_name(self, *questions: str) -> FullName:
        """The parts of a name; a plain text is first word, last word and what is between."""
        answer = self._find(questions)
        parts = mapping(answer.get("answer"))
        if not parts:
            words = answer.get("answer")
            return _divided(" ".join(map(str, words)) if isinstance(words, list) else _as_text(answer) or "")
        name = FullName(*(short_text(parts.get(part)) for part in NAME_PARTS))
        whole = name.first or name.last or ""
        if "," in whole and not (name.first and name.last):
            return replace(_divided(whole), prefix=name.prefix)
        return name

    def unread(self, record: Record, **questions: str) -> dict[str, str]:
        """Fields that hold nothing although their question (or its `.part`) was answered, with that question."""
        return {
            field: question
            for field, question in questions.items()
            if getattr(record, field) is None and self._is_answered(*question.partition(".")[::2])
        }

    def _is_answered(self, question: str, part: str) -> bool:
        found = self._find((question,))
        return is_filled(mapping(found.get("answer")).get(part) if part else _as_text(found))

    def _find(self, questions: tuple[str, ...]) -> Mapping[str, Any]:
        named = (self._questions.get(self._names.get(question, question)) for question in questions)
        return next((question for question in named if question and question.get("answer")), {})


@dataclass(frozen=True, slots=True)
class Submission:
    """What every submission tells besides its answers."""

    submission_id: str
    submitted_at: datetime
    updated_at: datetime | None
    unread: Mapping[str, str]


def submission_from(raw: Mapping[str, Any]) -> Submission | None:
    """The frame of a submission, or `None` when it is deleted, archived or otherwise not active."""
    known_id = submission_id(raw.get("id"))
    if raw.get("status", "ACTIVE") != "ACTIVE":
        return None
    cells = Cells(raw)
    submitted_at = cells.read("submitted_at", "created_at", _instant)
    updated_at = cells.read("updated_at", "updated_at", _instant)
    missing = {} if submitted_at else {"submitted_at": "created_at"}
    return Submission(known_id, submitted_at or updated_at or _UNDATED, updated_at, {**cells.unread, **missing})


def _instant(value: Any) -> datetime | None:
    try:
        return instant_from(text(value) or "")
    except ValueError:
        return None


def _divided(text: str) -> FullName:
    """The parts of `Ben Okoro`, `Okoro, Ben` or `Ben Okoro, Jr.`; what comes after a family name stays with it."""
    family, *others = (part.strip() for part in text.split(",") if part.strip()) if "," in text else ("",)
    words = [word for part in others for word in part.split()]
    given = [word for word in words if not _is_generation(word)]
    after = [word for word in words if _is_generation(word)]
    if given:
        called, *middle = given
        return FullName(None, called, " ".join(middle) or None, " ".join((family, *after)))
    words = " ".join((family, *after) if others else (text.replace(",", " "),)).split()
    tail = 2 if len(words) > 2 and _is_generation(words[-1]) else 1  # noqa: PLR2004 - a first name is left
    parts = (words[:1], words[1:-tail], words[1:][-tail:])
    return FullName(None, *(" ".join(part) or None for part in parts))


def _is_generation(word: str) -> bool:
    return word.casefold().rstrip(".") in _GENERATIONS


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
