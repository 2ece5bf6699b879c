"""The pages as one application, for `streamlit run app.py`. What stands around every page: pages/frame/frame.py.

The frame is not this file, because beside a folder `pages/` Streamlit looks for the pages itself until the frame
ran once: whoever came first by a link would be told that there is no such page.
"""

from pathlib import Path

from streamlit.starlette import App

FRAME = Path(__file__).parent / "pages" / "frame" / "frame.py"

app = App(FRAME)
