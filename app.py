"""The door: serves the story."""

from pathlib import Path

import streamlit as st

app = st.App(str(Path(__file__).resolve().parent / "explainer" / "story.py"))

if __name__ == "__main__":
    app.run()
