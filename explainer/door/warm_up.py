"""What is done once before the first reader arrives, so that no reader pays for it."""

import asyncio
import contextlib
import gc
import sys
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from explainer.answers import EVIDENCE
from explainer.content import Story
from explainer.door.quiet import tidy
from explainer.evidence import Position

ENOUGH_FILES = 65_536
"""For more readers than one process can serve."""


async def warm_up(app: ASGIApp, story: Story) -> None:
    """Read the story once, then put all that stays for good out of the garbage collector's sight.

    What is loaded later would lie between what belongs to readers, and keep their memory from going back.
    """
    open_the_doors_wide()
    await asyncio.gather(*(read(app, story, position) for position in Position))
    tidy()
    gc.freeze()


def open_the_doors_wide() -> None:
    """Allow this process as many open files as the machine lets it have: each reader takes four, in Streamlit.

    Most machines begin with 1,024, which ends at about 200 readers. Windows has no such limit.
    """
    if sys.platform != "win32":
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH_FILES if most == resource.RLIM_INFINITY else min(most, ENOUGH_FILES)
        if now != resource.RLIM_INFINITY and now < wanted:
            with contextlib.suppress(ValueError, OSError):  # macOS may refuse what it calls unlimited
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


async def read(app: ASGIApp, story: Story, position: Position) -> None:
    """Open every chapter in one position of the honesty switch, as a browser does: over the websocket."""
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    finished: asyncio.Queue[bool] = asyncio.Queue()

    async def from_app(message: Message) -> None:
        if message["type"] == "websocket.close":
            finished.put_nowait(False)
        elif ForwardMsg.FromString(message.get("bytes", b"")).WhichOneof("type") == "script_finished":
            finished.put_nowait(True)

    scope = {"type": "websocket", "path": "/_stcore/stream", "query_string": b"", "headers": [], "subprotocols": []}
    reading = asyncio.ensure_future(app(scope, to_app.get, from_app))
    to_app.put_nowait({"type": "websocket.connect"})
    for chapter in story.chapters:
        ask = BackMsg()
        ask.rerun_script.page_name = chapter.path.strip("/")
        ask.rerun_script.query_string = urlencode({EVIDENCE: position})
        to_app.put_nowait({"type": "websocket.receive", "bytes": ask.SerializeToString()})
        if not await finished.get():  # Streamlit was told to let in known hosts only: then the first reader warms up
            break
    to_app.put_nowait({"type": "websocket.disconnect", "code": 1000})
    await reading
