"""The options of a question side by side, as a table that keeps its letters on a phone."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from core.views.conflict_card import Card
from core.views.conflict_decisions import Decided
from core.views.conflict_fields import FieldRow, OptionShown, Shown
from core.views.differences import Piece, to_html

_NONE = '<div class="none">–</div>'


def draw_options(shown: Card | Decided, recommended: str | None = None) -> None:
    """Field by field what each option of a question has; `recommended` is a letter."""
    options, rows = shown.options, shown.rows
    signup = shown.signup_title if any(row.signup for row in rows) else None
    heads = "".join(_head(option, is_best=option.letter == recommended) for option in options)
    signup_head = f'<th class="void">{escape(signup)}</th>' if signup else ""
    body = "".join(_row(row, options, signup) for row in rows)
    table = f"<table><thead><tr><td></td>{signup_head}{heads}</tr></thead><tbody>{body}</tbody></table>"
    legend = _legend(len(options), signup, differs=any(row.differs for row in rows))
    st.html(f'<div class="options">{table}<p>{escape(legend)}</p></div>')


def _legend(options: int, signup: str | None, *, differs: bool) -> str:
    name = f"{signup[0].lower()}{signup[1:]}" if signup else "sign-up"
    marked = "Marked: differs between the options." if options > 1 else f"Marked: differs from the {name}."
    marked = marked if differs else ("Nothing differs." if options == 1 else "Nothing differs between the options.")
    return f"{marked} ✓ The {name} says the same." if signup else marked


def _head(option: OptionShown, *, is_best: bool) -> str:
    best = ' <span class="best">★ recommended</span>' if is_best else ""
    return f'<th><span class="letter">{option.letter}</span>{escape(option.title)}{best}</th>'


def _row(row: FieldRow, options: Sequence[OptionShown], signup: str | None) -> str:
    own = (f"<div>{to_html([Piece(text, differs=False)])}</div>" for text in row.signup)
    first = _cell(signup, own, is_void=not row.signup) if signup else ""
    cells = (_cell(o.letter, map(_value, shown)) for o, shown in zip(options, row.cells, strict=True))
    kind = ' class="differs"' if row.differs else ""
    return f"<tr{kind}><th>{escape(row.label)}</th>{first}{''.join(cells)}</tr>"


def _cell(letter: str, values: Iterable[str], *, is_void: bool = False) -> str:
    """A cell that says on a phone, where the columns stack, which option it belongs to."""
    if is_void:
        return '<td class="void"></td>'
    shown = "".join(values) or _NONE
    return f'<td><span class="letter small">{escape(letter)}</span><section>{shown}</section></td>'


def _value(shown: Shown) -> str:
    same = '&nbsp;<span title="The sign-up says the same">✓</span>' if shown.agrees else ""
    return f"<div>{to_html(shown.pieces)}{same}</div>"
