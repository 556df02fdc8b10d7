"""The script Streamlit runs for every reader: navigation, the honesty switch, the chapter, the frame."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:  # Streamlit puts explainer/ on the path, not its parent
    sys.path.insert(0, ROOT)

import streamlit as st  # noqa: E402

from explainer.ui import frame, reader, show  # noqa: E402

page = st.navigation(frame.pages(), position="sidebar")
st.set_page_config(page_title=frame.tab_title(page.title))
reader.arrive()
frame.open_frame()
with show.beside():
    page.run()
frame.close_frame()
