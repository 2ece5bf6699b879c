"""The keys of the answers, and the focus, which goes to a card when it appears."""

import streamlit as st

# An answer's letter is its key. `shortcut=` of a button cannot do it: Streamlit keeps C and R for itself.
_SCRIPT = """
<script>
(() => {
  const press = (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable="true"], [role="combobox"]');
    const chord = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (typing || chord || !/^[a-z]$/i.test(event.key)) return;
    const button = document.querySelector(`[class*="st-key-answer_${event.key.toUpperCase()}_"] button`);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  };
  // What has the focus while the card is being drawn may be replaced in the next moment, and the focus with it.
  const keep = (until) => {
    const heading = document.querySelector('.st-key-card h2');
    if (heading && (document.activeElement || document.body) === document.body) focus(heading);
    if (performance.now() < until && window.mentorSyncCard === 'CARD') setTimeout(keep, 100, until);
  };
  const focus = (heading) => {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  const look = () => {
    const heading = document.querySelector('.st-key-card h2');
    if (!heading || window.mentorSyncCard === 'CARD') return;
    window.mentorSyncCard = 'CARD';
    const focused = document.activeElement;
    if (focused && focused !== document.body && !focused.closest('.st-key-card')) return;
    focus(heading);
    keep(performance.now() + 1500);
    const top = heading.getBoundingClientRect().top;
    if (top < 70 || top > innerHeight * 0.6) heading.scrollIntoView({ block: 'start' });
  };
  if (!window.mentorSyncKeys) {
    window.mentorSyncKeys = true;
    window.addEventListener('keydown', press, true);
  }
  requestAnimationFrame(look);
})();
</script>
"""


def draw_keys(conflict_id: int) -> None:
    """Make the letters of this card's answers work, and bring the focus to a card that has just appeared.

    Who is typing, or stands on a button outside of the card, is left there.
    """
    with st.container(key="card_keys"):
        st.html(_SCRIPT.replace("CARD", str(conflict_id)), unsafe_allow_javascript=True)
