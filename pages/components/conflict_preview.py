"""What the mentor and the import file would look like after an answer, tried out and rolled back."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from core.decisions import Answer
from core.review import Reply, Verdict, decide
from core.views.conflict_card import Card
from core.views.conflict_fields import option_name
from core.views.conflict_offers import offers_of
from core.views.conflict_preview import Line, Preview, preview
from core.views.words import count
from pages.components.cached import data_version_shown
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, now, workspace


def draw_preview(card: Card) -> None:
    """Try an answer out, before it is given."""
    st.subheader("What would happen", anchor=False)
    offers = {offer.key: offer for offer in offers_of(card) if offer.answer is not Answer.SKIP}
    chosen = st.segmented_control(
        "If you answer",
        list(offers),
        key=f"try_{card.conflict_id}",
        label_visibility="collapsed",
        wrap=True,
        format_func=lambda key: f"{key}: {offers[key].label}",
    )
    if chosen is None:
        st.caption("Choose an answer to see the mentor and the row of the import file. Nothing is kept.")
        return
    draw_outcome(card, offers[chosen].answer, offers[chosen].value)


def draw_outcome(card: Card, answer: Answer, value: str | None) -> None:
    """What an answer would lead to."""
    reply = Reply(card.conflict_id, card.version, answer, value)
    verdict, foreseen = _try_out(shown_frame().year, card.mn_id, reply, data_version_shown())
    _draw(card, foreseen, verdict)


@st.cache_data(ttl=60, max_entries=64, show_spinner="Trying it out ...")
def _try_out(year: int, mn_id: str, reply: Reply, version: str) -> tuple[Verdict, Preview]:  # noqa: ARG001
    verdict = decide(workspace().engine, year, [reply], by="preview", dry_run=True)
    with connection() as conn:
        return verdict, preview(conn, year, mn_id, verdict.people, now())


def _draw(card: Card, foreseen: Preview, verdict: Verdict) -> None:
    if verdict.refused:
        st.warning(plain(verdict.refused[0].reason), icon=":material/block:")
        return
    title = "A new mentor" if foreseen.is_new else f"Who stays, {foreseen.stays}" if foreseen.stays else "The mentor"
    st.html(f'<div class="options">{_table(title, foreseen.mentor)}{_file(foreseen)}</div>')
    for note in _notes(card, foreseen, verdict):
        st.caption(plain(note))
    for problem in foreseen.problems:
        st.caption(f":orange[:material/warning: {plain(problem)}]")


def _notes(card: Card, foreseen: Preview, verdict: Verdict) -> Iterator[str]:
    """What happens beyond the mentor's own row."""
    names = {option.value: option_name(option) for option in card.options}
    for contact_id in verdict.ids_taken:
        who = names.get(str(contact_id))
        yield f"Contact {contact_id}{f' ({who})' if who else ''} loses External ID {card.mn_id} in Givebutter"
    if verdict.archived:
        yield f"{count(len(verdict.archived), 'duplicate')} archived in Givebutter: {_ids(verdict.archived)}"
    if verdict.proposed:
        waiting = count(len(verdict.proposed), "duplicate")
        yield f"{waiting} archived only after you confirm it: {_ids(verdict.proposed)}"
    if foreseen.others:
        yield f"Also changes {', '.join(foreseen.others)}"


def _table(title: str, lines: Sequence[Line]) -> str:
    if not lines:
        return "<p>No mentor yet: another question of this person waits.</p>"
    rows = "".join(f"<tr><th>{escape(line.label)}</th><td>{_change(line)}</td></tr>" for line in lines)
    return f"<table><thead><tr><th>{title}</th><th></th></tr></thead><tbody>{rows}</tbody></table>"


def _change(line: Line) -> str:
    then = escape(line.then or "none")
    if not line.changes or line.now is None:
        return then
    return f"{escape(line.now)} → <mark>{then}</mark>"


def _file(foreseen: Preview) -> str:
    if not foreseen.file_row:
        return ""
    rows = "".join(f"<tr><th>{escape(heading)}</th><td>{escape(cell)}</td></tr>" for heading, cell in foreseen.file_row)
    table = f"<table><tbody>{rows}</tbody></table>"
    return f"<details><summary>The row in the import file</summary>{table}</details>"


def _ids(contact_ids: Sequence[int]) -> str:
    return ", ".join(map(str, contact_ids))
