"""How the comparison of options looks: on a laptop, on a phone and on a projector."""

import streamlit as st

_RULES = """
.options { overflow-x: auto; }
.options table { width: 100%; border-collapse: collapse; line-height: 1.45; }
.options th, .options td { text-align: left; vertical-align: top; padding: .4rem .7rem; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent); }
.options thead th { font-size: 1.08rem; border-bottom-width: 2px; }
.options tbody th { font-weight: 400; white-space: nowrap; }
.options tr.differs th { font-weight: 700; }
.options td > div + div { margin-top: .15rem; }
.options .letter { display: inline-block; min-width: 1.7em; padding: 0 .3em; margin-right: .4em; text-align: center;
  font-weight: 700; border: 2px solid currentColor; border-radius: .35em; }
.options mark { color: inherit; font-weight: 700; text-decoration: underline; text-underline-offset: .15em;
  border-radius: .15em; background: color-mix(in srgb, #f0a030 42%, transparent); }
.options .best { font-size: .85rem; font-weight: 700; white-space: nowrap; }
.options .same { opacity: .85; white-space: nowrap; }
.options .none { opacity: .7; }
.options .small { display: none; }
.options p { margin: .5rem 0 0; font-size: .9rem; opacity: .85; }
.st-key-queue_list button { justify-content: flex-start; text-align: left; }
.st-key-queue_list button * { text-align: left; justify-content: flex-start; }
@media (max-width: 640px) {
  .options table, .options tbody, .options tr, .options th, .options td { display: block; }
  .options thead { display: block; }
  .options thead td, .options .void { display: none !important; }
  .options tr { border-bottom: 1px solid color-mix(in srgb, currentColor 30%, transparent); padding: .3rem 0; }
  .options th, .options td { border: 0; padding: .15rem 0; }
  .options tbody td { display: flex; gap: .3rem; align-items: baseline; }
  .options tbody td > section { flex: 1; }
  .options .small { display: inline-block; flex: none; }
  .st-key-queue_list { display: none; }
}
"""
_LARGE = "html { font-size: 135% !important; }"


def draw_style(*, is_large: bool) -> None:
    """The looks of this page; `is_large` for reading from far away."""
    st.html(f"<style>{_RULES}{_LARGE if is_large else ''}</style>")
