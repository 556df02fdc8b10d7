"""The door: checks the content, warms up, and serves the story with headers and addresses of our own."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # so that the server can be started from any folder

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from explainer.checked import story  # noqa: E402
from explainer.content import ContentError  # noqa: E402
from explainer.door.addresses import Addresses  # noqa: E402
from explainer.door.headers import SecurityHeaders  # noqa: E402
from explainer.door.warm_up import warm_up  # noqa: E402

STREAMLIT = Path(st.__file__).parent / "static"

try:
    story()
except ContentError as error:
    sys.exit(str(error))


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    import explainer.ui.frame  # noqa: F401  # the pages' rooms, before the heap is frozen

    warm_up(story())
    yield


app = st.App(
    str(ROOT / "explainer" / "story.py"),
    lifespan=lifespan,
    middleware=[
        Middleware(SecurityHeaders, index=STREAMLIT / "index.html"),
        Middleware(Addresses, story=story(), files={f"/{path.name}" for path in STREAMLIT.iterdir() if path.is_file()}),
    ],
)

if __name__ == "__main__":
    app.run()
