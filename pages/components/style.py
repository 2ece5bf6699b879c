"""What the theme cannot say: less blank space on top, and small or selected text that stands out at least 4.5:1."""

import streamlit as st

_CSS = """
<style>
.stMainBlockContainer { padding-top: 2.75rem; }
[data-testid="stBaseButton-segmented_controlActive"], [data-testid="stBaseButton-pillsActive"] {
  color: inherit; font-weight: 600;
}
[data-testid="stBaseButton-segmented_controlActive"] *, [data-testid="stBaseButton-pillsActive"] * { color: inherit; }
</style>
"""


def draw_style() -> None:
    """Put the rules on the page; they take no room."""
    st.html(_CSS)
