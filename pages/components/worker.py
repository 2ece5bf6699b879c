"""The missing worker, said on every page: all of them wait for it in some way."""

import streamlit as st

from core.views.worker import worker_advice
from pages.components.workspace import connection, now, workspace


def draw_worker_warning() -> None:
    """Say so when nobody is there to do the work, and how to change that here."""
    settings = workspace().settings
    log = str(settings.mentor_sync_home / "logs" / "worker.log") if settings.mentor_sync_supervised else None
    with connection() as conn:
        advice = worker_advice(conn, now(), supervised_log=log)
    if advice:
        st.warning(advice, icon=":material/power_off:")
