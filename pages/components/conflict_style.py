"""How the page looks: the answers always at hand, the comparison readable on a phone, a laptop and a projector."""

import streamlit as st

_PAGE = """
.st-key-conflicts_head h1 { font-size: 1.7rem; padding: 0; }
.st-key-conflicts_head [role="status"] { margin: 0; font-size: .9rem; }
.st-key-queue_list button { justify-content: flex-start; text-align: left;
  padding-top: .15rem; padding-bottom: .15rem; }
.st-key-queue_list button * { text-align: left; justify-content: flex-start; }
.stMain h2 { font-size: 1.45rem; padding: 0 0 .2rem; }
.stMain h3 { font-size: 1rem; padding: 0 0 .2rem; }
.st-key-card h2 { scroll-margin-top: 4rem; }
.st-key-card h2:focus { outline: none; }
.st-key-card_keys, .st-key-kept_by_browser { display: none; }
*:has(> .st-key-answers) { position: sticky; bottom: 0; z-index: 5; }
.st-key-answers { background: PAGE; padding: .6rem 0;
  border-top: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
.st-key-answers button { min-height: 2.4rem; }
"""
_COMPARISON = """
.options { overflow-x: auto; }
.options table { width: 100%; border-collapse: collapse; line-height: 1.4; }
.options th, .options td { text-align: left; vertical-align: top; padding: .22rem .6rem; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent); }
.options thead th { font-size: 1.05rem; border-bottom-width: 2px; }
.options tbody th { font-weight: 400; white-space: nowrap; overflow-wrap: normal; }
.options tr.differs th { font-weight: 700; }
.scores tbody th { white-space: normal; }
.options td > div + div { margin-top: .1rem; }
.options .letter { display: inline-block; min-width: 1.7em; padding: 0 .3em; margin-right: .4em; text-align: center;
  font-weight: 700; border: 2px solid currentColor; border-radius: .35em; }
.options mark { color: inherit; font-weight: 700; text-decoration: underline; text-underline-offset: .15em;
  border-radius: .15em; background: color-mix(in srgb, #f0a030 42%, transparent); }
.options .best { font-size: .85rem; font-weight: 700; white-space: nowrap; }
.options .small { display: none; }
.options p { margin: .4rem 0 0; font-size: .9rem; }
.options .bar { display: block; height: .3rem; border-radius: .15rem; background: currentColor; opacity: .55; }
"""
# Narrow, or in large type: the queue's list gives its room to the comparison.
_STACKED = """
.st-key-review > [data-testid="stHorizontalBlock"],
.st-key-review > * > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
.st-key-review [data-testid="stHorizontalBlock"] > [data-testid="stColumn"].stColumn { min-width: 100%; }
*:has(> .st-key-queue_list), .st-key-conflicts_head .purpose { display: none; }
.stMainBlockContainer { padding-left: 1.5rem; padding-right: 1.5rem; }
.st-key-answers { padding: .35rem 0; }
.st-key-answers input { padding-top: .2rem; padding-bottom: .2rem; }
.st-key-answers [data-testid="stHorizontalBlock"] { gap: .4rem; }
.st-key-answers button { min-height: 2rem; padding: .1rem .55rem; }
.st-key-answers button p { font-size: .9rem; }
.st-key-queue_bar button { padding-left: .55rem; padding-right: .55rem; }
.options th, .options td { padding: .22rem .35rem; }
.options tbody th { white-space: normal; }
"""
_PHONE = """
.options table, .options tbody, .options tr, .options th, .options td { display: block; }
.options thead { display: block; }
.options thead td, .options .void { display: none !important; }
.options tr { border-bottom: 1px solid color-mix(in srgb, currentColor 30%, transparent); padding: .3rem 0; }
.options th, .options td { border: 0; padding: .15rem 0; }
.options tbody td { display: flex; gap: .3rem; align-items: baseline; }
.options tbody td { flex-wrap: wrap; }
.options tbody td > section { flex: 1 1 13rem; }
.options .small { display: inline-block; flex: none; }
.scores thead { display: none; }
.st-key-answers button p { font-size: .85rem; }
"""
_LARGE = "html { font-size: 135% !important; }"


def draw_style(*, is_large: bool) -> None:
    """The looks of this page; `is_large` for reading from far away."""
    stacked = _STACKED if is_large else f"@media (max-width: 1279px) {{ {_STACKED} }}"
    rules = f"{_PAGE.replace('PAGE', _background())}{_COMPARISON}{stacked}@media (max-width: 640px) {{ {_PHONE} }}"
    st.html(f"<style>{rules}{_LARGE if is_large else ''}</style>")


def _background() -> str:
    """What the page lies on, so that nothing shines through what is laid over it."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return str(st.get_option(f"theme.{theme}.backgroundColor") or "Canvas")
