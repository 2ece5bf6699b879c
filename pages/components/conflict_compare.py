"""The options of a question side by side, as a table that keeps its letters on a phone."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from core.views.conflict_fields import FieldRow, OptionShown, Shown
from core.views.differences import Piece, to_html

_SIGNUP = "Sign-up"
_NONE = '<div class="none">–</div>'
_LEGEND, _LEGEND_OF_ONE = "Marked: differs between the options.", "Marked: differs from the sign-up."
_TICK = " ✓ The sign-up says the same."


def draw_options(options: Sequence[OptionShown], rows: Sequence[FieldRow], recommended: str | None = None) -> None:
    """Field by field what each option has; `recommended` is a letter."""
    with_signup = any(row.signup for row in rows)
    heads = "".join(_head(option, is_best=option.letter == recommended) for option in options)
    signup_head = f'<th class="void">{_SIGNUP}</th>' if with_signup else ""
    body = "".join(_row(row, options, with_signup=with_signup) for row in rows)
    table = f"<table><thead><tr><td></td>{signup_head}{heads}</tr></thead><tbody>{body}</tbody></table>"
    legend = _LEGEND if len(options) > 1 else _LEGEND_OF_ONE
    st.html(f'<div class="options">{table}<p>{legend}{_TICK if with_signup else ""}</p></div>')


def _head(option: OptionShown, *, is_best: bool) -> str:
    best = ' <span class="best">★ recommended</span>' if is_best else ""
    return f'<th><span class="letter">{option.letter}</span>{escape(option.title)}{best}</th>'


def _row(row: FieldRow, options: Sequence[OptionShown], *, with_signup: bool) -> str:
    signup = (
        _cell(_SIGNUP, (f"<div>{to_html([Piece(text, differs=False)])}</div>" for text in row.signup))
        if with_signup
        else ""
    )
    cells = (_cell(o.letter, map(_value, shown)) for o, shown in zip(options, row.cells, strict=True))
    kind = ' class="differs"' if row.differs else ""
    return f"<tr{kind}><th>{escape(row.label)}</th>{signup}{''.join(cells)}</tr>"


def _cell(letter: str, values: Iterable[str]) -> str:
    """A cell that says on a phone, where the columns stack, which option it belongs to."""
    shown = "".join(values)
    if not shown and letter == _SIGNUP:
        return '<td class="void"></td>'
    return f'<td><span class="letter small">{letter}</span><section>{shown or _NONE}</section></td>'


def _value(shown: Shown) -> str:
    same = '&nbsp;<span title="The sign-up says the same">✓</span>' if shown.agrees else ""
    return f"<div>{to_html(shown.pieces)}{same}</div>"
