"""What the theme cannot say: less blank space, links that look like links and are read whole, text that stands out."""

import streamlit as st

_CSS = """
<style>
.stMainBlockContainer { padding-top: 2.75rem; }
@media (max-width: 768px) { .stMainBlockContainer { padding-top: 4.25rem; } }
.stButtonGroup button[aria-checked="true"], .stButtonGroup button[aria-pressed="true"] {
  color: inherit !important; font-weight: 600;
}
.stMain .stPageLink :is(div, a, span) { white-space: normal; height: auto; }
.stMain .stPageLink p { text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; }
.stMain button[kind="tertiary"]:is(:hover, :focus, :active) { color: inherit !important; }
.stTabs [role="tab"][aria-selected="true"] { color: inherit; font-weight: 600; }
@media (max-width: 1199px) {
  .st-key-halves > [data-testid="stHorizontalBlock"],
  .st-key-halves > * > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  .st-key-halves > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"],
  .st-key-halves > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
}
.stButtonGroup button[aria-checked="true"] *, .stButtonGroup button[aria-pressed="true"] * { color: inherit; }
</style>
"""


def draw_style() -> None:
    """Put the rules on the page; they take no room."""
    st.html(_CSS)
