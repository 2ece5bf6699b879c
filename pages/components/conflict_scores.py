"""What pushed each option up or down, as a table with bars."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from core.views.conflict_card import Card
from core.views.conflict_fields import OptionShown


def draw_scores(card: Card) -> None:
    """Every reason with the points it gave to each option; the same for all is shown, too."""
    scored = [option for option in card.options if option.score is not None]
    reasons = list(dict.fromkeys(words for option in scored for words, _ in option.reasons))
    if not reasons:
        return
    st.subheader("What speaks for each", anchor=False)
    most = max(abs(points) for option in scored for _, points in option.reasons) or 1
    given = [dict(option.reasons) for option in scored]
    heads = "".join(f'<th><span class="letter">{option.letter}</span></th>' for option in scored)
    body = "".join(_row(words, given, scored, most) for words in reasons)
    total = "".join(_cell(option, f"<b>{option.score:,}</b>") for option in scored)
    st.html(
        f'<div class="options scores"><table><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}<tr><th>Points together</th>{total}</tr></tbody></table></div>"
    )


def _row(words: str, given: Sequence[Mapping[str, int]], scored: Sequence[OptionShown], most: int) -> str:
    cells = "".join(
        _cell(option, _points(points.get(words, 0), most)) for option, points in zip(scored, given, strict=True)
    )
    return f"<tr><th>{escape(words)}</th>{cells}</tr>"


def _points(points: int, most: int) -> str:
    """The points, and a bar for the eye."""
    bar = f'<span class="bar" style="width: {100 * abs(points) / most:.0f}%"></span>'
    return f"{points:+,}{bar}" if points else "–"


def _cell(option: OptionShown, content: str) -> str:
    return f'<td><span class="letter small">{option.letter}</span><section>{content}</section></td>'
