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
    """The values of several columns, each held against the nearest value of every other column.

    A value that another column lacks altogether, because that column is empty, differs as a whole.
    """
    return tuple(
        tuple(compare(value, _counterparts(value, columns, number)) for value in column)
        for number, column in enumerate(columns)
    )


def to_html(pieces: Iterable[Piece]) -> str:
    """The pieces as HTML: differing ones marked, everything else harmless; an e-mail may break at its @."""
    safe = ((escape(piece.text).replace("@", "<wbr>@"), piece.differs) for piece in pieces)
    return "".join(f"<mark>{text}</mark>" if differs else text for text, differs in safe)


def _counterparts(value: str, columns: Sequence[Sequence[str]], own: int) -> Iterator[str]:
    for number, column in enumerate(columns):
        if number != own and value not in column:
            yield max(column, key=lambda other: _likeness(value, other), default="")


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
