"""The door: checks the content, warms up, and serves the story with headers and addresses of our own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # so that the server can be started from any folder

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402

from explainer.behind import LISTS, list_csv  # noqa: E402
from explainer.checked import story  # noqa: E402
from explainer.content import ContentError  # noqa: E402
from explainer.door.addresses import Addresses  # noqa: E402
from explainer.door.files import Files, kept  # noqa: E402
from explainer.door.headers import SecurityHeaders  # noqa: E402
from explainer.door.pages import chapter_pages, hearing_first, not_found_page, robots, sitemap  # noqa: E402
from explainer.door.quiet import tidy_when_quiet  # noqa: E402
from explainer.door.warm_up import warm_up  # noqa: E402
from explainer.settings import settings  # noqa: E402

STREAMLIT = Path(st.__file__).parent / "static"
OURS = ROOT / "explainer" / "static"

try:
    story()
except ContentError as error:
    sys.exit(str(error))

index = hearing_first((STREAMLIT / "index.html").read_text(encoding="utf-8"))
public_address = (settings().address or "").rstrip("/")
lists = {f"/data/{name}.csv": list_csv(story(), name) for name in LISTS}
texts = lists | {"/robots.txt": robots(public_address), "/sitemap.xml": sitemap(story(), public_address)}
pages = {
    **{
        path: kept(page.encode(), "page.html", False)
        for path, page in chapter_pages(story(), index, public_address).items()
    },
    **{path: kept(text.encode(), path, False) for path, text in texts.items()},
}
# Streamlit's icons at their own address, but only those its interface shows (explainer/static/fonts/README.md).
icons = kept((OURS / "fonts" / "material-symbols-subset.woff2").read_bytes(), "icons.woff2", True)
pages |= {f"/static/media/{path.name}": icons for path in (STREAMLIT / "static" / "media").glob("MaterialSymbols*")}
files_of_streamlit = {f"/{path.name}" for path in STREAMLIT.iterdir() if path.is_file()}


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    await warm_up(app, story())
    tidying = asyncio.create_task(tidy_when_quiet())
    yield
    tidying.cancel()


app = st.App(
    str(ROOT / "explainer" / "story.py"),
    lifespan=lifespan,
    middleware=[
        Middleware(SecurityHeaders, index_html=index),
        Middleware(Addresses, known={*pages, *files_of_streamlit}, not_found=not_found_page(story())),
        Middleware(
            Files, folders={"/app/static/": (OURS, False), "/static/": (STREAMLIT / "static", True)}, pages=pages
        ),
    ],
)

if __name__ == "__main__":
    app.run()
