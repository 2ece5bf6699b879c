"""The thresholds by which the machine decides alone, recommends, or asks; what another value would move."""

from collections.abc import Mapping

import streamlit as st

from core.commands import set_season
from core.review import SettingsPreview, preview_settings
from core.season_shapes import unusable_margins
from core.views.conflict_rules import RULES, rule_values
from core.views.words import count
from pages.components.acts import act
from pages.components.conflict_viewer import viewer
from pages.components.season import shown_frame
from pages.components.workspace import connection, workspace

_FORESEEN = "rules_foreseen"


def draw_rules() -> None:
    """Change the thresholds of the season: first see what it would move, then save."""
    with connection() as conn:
        present = rule_values(conn, shown_frame().year)
    st.caption("These numbers belong to this season. Answers that were given stay as they are.")
    typed = {name: _draw_number(name, present) for name in RULES if name != "archive_automatically"}
    typed["archive_automatically"] = _draw_automatic(present)
    changed = {name: value for name, value in typed.items() if value != present[name]}
    problem = unusable_margins({**present, **typed})
    if problem:
        st.error(problem, icon=":material/error:")
    st.button(
        "Show what this would move", key="foresee_rules", type="primary", icon=":material/visibility:",
        disabled=not changed or problem is not None, on_click=_foresee, args=(changed,),
    )  # fmt: skip
    values, foreseen = st.session_state.get(_FORESEEN, (None, None))
    if changed and not problem and values == changed:
        _draw_foreseen(changed, foreseen)


def _draw_number(name: str, present: Mapping[str, str]) -> str:
    rule = RULES[name]
    value = st.number_input(
        rule.title, value=int(present[name]), min_value=0, max_value=10_000, step=5, key=f"rule_{name}",
        width=360,
    )  # fmt: skip
    st.caption(rule.meaning)
    return str(int(value))


def _draw_automatic(present: Mapping[str, str]) -> str:
    rule = RULES["archive_automatically"]
    is_on = present["archive_automatically"] == "true"
    answer = st.toggle(rule.title, value=is_on, key="rule_archive")
    st.caption(rule.meaning)
    return str(answer).lower()


def _draw_foreseen(changed: Mapping[str, str], foreseen: SettingsPreview) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{count(foreseen.opened, 'question')}** would be asked anew, "
            f"**{count(foreseen.settled, 'open question')}** would settle by the rule, and "
            f"**{count(foreseen.changed_people, 'person', 'people')}** would change."
        )
        st.button("Save", key="save_rules", type="primary", on_click=_save, args=(changed,))
        st.caption("It counts from the next sync on.")


def _foresee(changed: dict[str, str]) -> None:
    def foresee() -> str:
        st.session_state[_FORESEEN] = (changed, preview_settings(workspace().engine, shown_frame().year, changed))
        return ""

    act(foresee)


def _save(changed: dict[str, str]) -> None:
    engine, year, by = workspace().engine, shown_frame().year, viewer()

    def save() -> str:
        set_season(engine, year, changed, by=by)
        return "Saved. It counts from the next sync on."

    act(save)
    st.session_state.pop(_FORESEEN, None)
