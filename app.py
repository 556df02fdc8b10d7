"""The door: checks the settings and the content, warms up, and serves the story."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # so that the server can be started from any folder

import streamlit as st  # noqa: E402

from explainer.checked import story  # noqa: E402
from explainer.content.load import ContentError  # noqa: E402
from explainer.door.connections import close_idle_connections  # noqa: E402
from explainer.door.idle import tidy_when_idle  # noqa: E402
from explainer.door.invite import invitation  # noqa: E402
from explainer.door.layers import layers  # noqa: E402
from explainer.door.logs import one_line_a_problem  # noqa: E402
from explainer.door.metrics import Measured, metrics  # noqa: E402
from explainer.door.oembed import oembed  # noqa: E402
from explainer.door.own_office import files_of_own_offices  # noqa: E402
from explainer.door.start import base_path, options  # noqa: E402
from explainer.door.warm_up import open_the_doors_wide, readiness, warm_up, which  # noqa: E402
from explainer.settings import SettingsError, settings  # noqa: E402
from explainer.streamlit_private import settle_the_looks, take_base_path  # noqa: E402

try:
    story()
except (SettingsError, ContentError) as error:
    sys.exit(str(error))

path, asked = take_base_path(), dict[str, Any]()
if __name__ == "__main__":
    asked = options(sys.argv[1:], st.get_option("server.port"), st.get_option("server.address"), path)
    path, asked["server.baseUrlPath"] = asked["server.baseUrlPath"], ""
path = base_path(path, settings().root)
open_the_doors_wide()
ready, measured = asyncio.Event(), Measured()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    async def look_after() -> None:
        await warm_up(app, story())
        ready.set()
        await tidy_when_idle()

    one_line_a_problem()
    close_idle_connections()
    settle_the_looks()
    looking_after = asyncio.create_task(look_after())
    yield
    looking_after.cancel()


app = st.App(
    str(ROOT / "explainer" / "story.py"),
    lifespan=lifespan,
    routes=[
        readiness(ready),
        which(),
        metrics(measured),
        invitation(story(), settings().root, path),
        oembed(story(), settings().root if settings().embedded_by else ""),
        *files_of_own_offices(story()),
    ],
    middleware=layers(story(), settings(), ROOT / "explainer" / "static", measured, path),
)

if __name__ == "__main__":
    app.run(config=asked)
