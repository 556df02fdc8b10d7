"""HTML and data made by the plain rooms, put on the page as they are."""

import gzip
import json
from typing import Any

import streamlit as st

from explainer.streamlit_private import Ready


def gzipped(data: Any, effort: int = 9) -> bytes:
    """Data for a component as gzipped JSON, which static/packed.js reads. `effort`: 1 is quick, 9 is small."""
    return gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), effort, mtime=0)


def component(name: str, html: str, script: str) -> Any:
    """A component whose code is a file under static/. A run sends a component's code anew each time: so it is a line,
    and the browser fetches the rest once. Marks and notes in it look as they do in the text around."""
    address = f'new URL("./app/static/{script}", document.baseURI)'  # this line has no address of its own
    js = f"const {{ default: whole }} = await import({address})\nexport default whole\n"
    return st.components.v2.component(name, html=html, js=js, isolate_styles=False)


def told(key: str, name: str) -> Any:
    """What a component told. None in a session that has not drawn it yet: after the server has started anew, a page may
    tell something before its first run."""
    return getattr(st.session_state.get(key), name, None)


def html(body: str) -> None:
    """Show HTML. It must be escaped already; Streamlit sanitizes it once more in the browser."""
    st.html(Ready(f'<div class="story">{body}</div>'))
