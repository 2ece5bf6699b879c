"""Which pieces of a value differ from the other values, so that the eye finds the one wrong digit at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

_ALIKE = 0.5  # below this share of equal letters two texts are different as a whole

_RUN = 2  # a single equal letter between differing ones is chance


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a value; `differs` where another value has something else."""

    text: str
    differs: bool


def compare(value: str, others: Iterable[str]) -> tuple[Piece, ...]:
    """The value in pieces; a piece differs as soon as one of the other values has something else there."""
    marks = [False] * len(value)
    for other in others:
        marks = [mine or new for mine, new in zip(marks, _unlike(value, other), strict=True)]
    runs = groupby(zip(value, marks, strict=True), key=lambda pair: pair[1])
    return tuple(Piece("".join(letter for letter, _ in run), differs) for differs, run in runs)


def compare_columns(columns: Sequence[Sequence[str]]) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """The values of several columns, each held against its counterpart in every other column.

    Values that two columns share are nobody's counterpart. A value that is one too many differs as a whole.
    """
    others = [_counterparts(column, columns, number) for number, column in enumerate(columns)]
    return tuple(
        tuple(compare(value, against[value]) for value in column)
        for column, against in zip(columns, others, strict=True)
    )


def mark_whole(columns: Sequence[Sequence[str]]) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """The values of several columns; one that another column does not have differs as a whole."""
    return tuple(
        tuple((Piece(value, differs=any(value not in other for other in columns)),) for value in column)
        for column in columns
    )


def to_html(pieces: Iterable[Piece]) -> str:
    """The pieces as HTML: differing ones marked, everything else harmless; an e-mail breaks where it is read so."""
    shown = tuple(pieces)
    is_email = "@" in "".join(piece.text for piece in shown)
    safe = ((_breaking(escape(piece.text)) if is_email else escape(piece.text), piece.differs) for piece in shown)
    return "".join(f"<mark>{text}</mark>" if differs else text for text, differs in safe)


def _breaking(address: str) -> str:
    """An e-mail address breaks before its @, and after a dot if it must."""
    return address.replace("@", "<wbr>@").replace(".", ".<wbr>")


def _counterparts(column: Sequence[str], columns: Sequence[Sequence[str]], own: int) -> dict[str, list[str]]:
    against: dict[str, list[str]] = {value: [] for value in column}
    for number, other in enumerate(columns):
        if number != own:
            for value, counterpart in _pairs(column, other):
                against[value].append(counterpart)
    return against


def _pairs(column: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each value that the other column lacks with the most alike one that is left there, or with nothing."""
    mine = [value for value in dict.fromkeys(column) if value not in other]
    theirs = [value for value in dict.fromkeys(other) if value not in column]
    while mine:
        if not theirs:
            yield from ((value, "") for value in mine)
            return
        value, found = max(((v, o) for v in mine for o in theirs), key=lambda pair: _likeness(*pair))
        yield value, found
        mine.remove(value)
        theirs.remove(found)


def _unlike(value: str, other: str) -> list[bool]:
    """Letter by letter whether the other value has something else; e-mail names and domains are held apart."""
    if value.count("@") == 1 and other.count("@") == 1:
        (name, domain), (other_name, other_domain) = value.split("@"), other.split("@")
        return [*_unlike_part(name, other_name), False, *_unlike_part(domain, other_domain)]
    return _unlike_part(value, other)


def _unlike_part(value: str, other: str) -> list[bool]:
    if _is_number(value) and _is_number(other) and len(value) == len(other):
        return [mine != theirs for mine, theirs in zip(value, other, strict=True)]
    matcher = SequenceMatcher(None, value, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [True] * len(value)
    marks = [True] * len(value)
    for block in matcher.get_matching_blocks():
        if block.size < _RUN and value != other:
            continue
        marks[block.a : block.a + block.size] = [False] * block.size
    return marks


def _likeness(value: str, other: str) -> float:
    return SequenceMatcher(None, value, other, autojunk=False).ratio()


def _is_number(value: str) -> bool:
    return value.removeprefix("+").replace(" ", "").isdecimal()
