"""The pages as one application, for `streamlit run app.py`. What stands around every page: pages/frame/frame.py.

The frame is not this file, because beside a folder `pages/` Streamlit looks for the pages itself until the frame
ran once: whoever came first by a link would be told that there is no such page.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import plotly.express as px  # noqa: F401 - it and the next two take seconds: now, not while the first visitor waits
from streamlit.starlette import App

from core import commands, listening, logs, workspace  # noqa: F401
from core.views import export, overview, run_detail, spreadsheet  # noqa: F401


@asynccontextmanager
async def alive(_app: App) -> AsyncIterator[None]:
    """From the start of the pages' server to its end."""
    listening.send_at_once()
    yield


logs.hide_what_errors_say()
app = App(Path(__file__).parent / "pages" / "frame" / "frame.py", lifespan=alive)
