"""The script Streamlit runs for every reader: navigation, the honesty switch, the chapter, the frame."""

import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:  # Streamlit puts explainer/ on the path, not its parent
    sys.path.insert(0, ROOT)

import streamlit as st  # noqa: E402

from explainer.ui import frame, reader  # noqa: E402
from explainer.ui.page import guarded  # noqa: E402

page = st.navigation(frame.pages(), position="sidebar")
st.set_page_config(page_title=frame.tab_title(page.title), layout="wide", initial_sidebar_state="collapsed")
reader.arrive()
frame.open_frame(page.url_path or "cover")
with guarded():
    page.run()
frame.close_frame()
