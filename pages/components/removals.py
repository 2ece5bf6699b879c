"""The question of a run that was stopped: are these records really gone?"""

import streamlit as st

from core.commands import request_run
from core.removals import accept_removal
from core.views.removals import AskedRemoval, asked_removals
from pages.components.acts import act
from pages.components.season import shown_frame
from pages.components.texts import plain
from pages.components.workspace import connection, visitor, workspace


def draw_removals() -> None:
    """A button for each listing that waits for a word; nothing when none does."""
    with connection() as conn:
        waiting = asked_removals(conn, shown_frame().year)
    for removal in waiting:
        _draw_removal(removal)


def _draw_removal(removal: AskedRemoval) -> None:
    st.caption(plain(removal.consequence))
    st.button(
        removal.button, key=f"accept_removal_{removal.listing_id}", icon=":material/delete_sweep:",
        on_click=_accept, args=(removal.listing_id,),
    )  # fmt: skip


def _accept(listing_id: int) -> None:
    engine, year, by = workspace().engine, shown_frame().year, visitor()

    def accept() -> str:
        accept_removal(engine, year, listing_id, by=by)
        requested = request_run(engine, year, by=by)
        return "Accepted. The sync that is under way goes first." if requested.joined else "Accepted. Started."

    act(accept)
