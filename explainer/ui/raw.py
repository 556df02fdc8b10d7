"""HTML and data made by the plain rooms, put on the page as they are."""

import gzip
import json
from typing import Any

import streamlit as st


class _Ready(str):
    """Streamlit dedents, strips and probes for a file any string it is given; this one it takes as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def packed(data: Any) -> bytes:
    """Data for a component as gzipped JSON, which static/packed.js reads."""
    return gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def html(body: str) -> None:
    """Show HTML. It must be escaped already; Streamlit sanitizes it once more in the browser."""
    st.html(_Ready(body))
