"""UGA class: whatever was answered, as one of the five classes Givebutter knows."""

import re

CLASSES: tuple[str, ...] = ("Freshman", "Sophomore", "Junior", "Senior", "Grad. Student")

_GRADUATE = re.compile(
    r"\b(grad|graduate|master'?s?|ph\.?d|doctoral|doctorate|mba|j\.?d|(law|medical|veterinary) (student|school))\b"
)
_YEARS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(freshman|freshmen|fresh|first|1st|one|1)\b"), "Freshman"),
    (re.compile(r"\b(sophomore|soph|second|2nd|two|2)\b"), "Sophomore"),
    (re.compile(r"\b(junior|jr|third|3rd|three|3)\b"), "Junior"),
    (re.compile(r"\b(senior|sr|fourth|fifth|4th|5th|four|five|[45])\b"), "Senior"),
)


def normalize_uga_class(text: str | None) -> str | None:
    """One of `CLASSES`, or the text as it is when nobody can tell which one is meant."""
    if text is None or text in CLASSES:
        return text
    answer = text.casefold()
    if _GRADUATE.search(answer):
        return "Grad. Student"
    meant = {name for pattern, name in _YEARS if pattern.search(answer)}
    return meant.pop() if len(meant) == 1 else text
