"""The layers between the network and Streamlit, in the order in which a request passes them."""

from functools import partial
from pathlib import Path

from starlette.middleware import Middleware

from explainer.content.records import Story
from explainer.door.addresses import Addresses
from explainer.door.base_path import BasePath
from explainer.door.files import Files, read
from explainer.door.headers import SecurityHeaders
from explainer.door.invite import ADDRESS as INVITE
from explainer.door.metrics import ADDRESS as METRICS
from explainer.door.metrics import Measured
from explainer.door.oembed import ADDRESS as OEMBED
from explainer.door.own_office import FILES as OWN_FILES
from explainer.door.own_office import made_for_own_offices
from explainer.door.pages import full_pages, hearing_first, made_files, not_found_page
from explainer.door.readers import Readers, most_readers
from explainer.settings import Settings
from explainer.streamlit_private import FILES, icon_files, page


def layers(story: Story, settings: Settings, ours: Path, measured: Measured, base_path: str) -> list[Middleware]:
    """All of them. `ours` is the folder of files that stand at /app/static/; what is `measured` is told elsewhere."""
    not_found = not_found_page(story, base_path)
    measured.places = settings.readers or most_readers()
    index = hearing_first(page())
    made = made_files(story, index, settings.root, bool(settings.embedded_by)) | made_for_own_offices(story)
    # Streamlit's icons at their own address, but only those its interface shows (explainer/static/fonts/README.md).
    icons = ours / "fonts" / "material-symbols-subset.woff2"
    made |= {f"/static/media/{path.name}": partial(read, icons, True) for path in icon_files()}
    files_of_streamlit = {f"/{path.name}" for path in FILES.iterdir() if path.is_file() and path.suffix != ".html"}
    known = {"/ready", "/version", INVITE, METRICS, OEMBED, *made, *files_of_streamlit}
    return [
        Middleware(
            SecurityHeaders,
            index_html=index,
            embedded_by=settings.embedded_by or "",
            encrypted=settings.root.startswith("https:"),
        ),
        *([Middleware(BasePath, path=base_path, not_found=not_found)] if base_path else []),
        Middleware(Readers, measured=measured, origins=settings.origins, full=full_pages(story)),
        Middleware(Addresses, known=known, not_found=not_found, posted=OWN_FILES),
        Middleware(Files, folders={"/app/static/": (ours, False), "/static/": (FILES / "static", True)}, made=made),
    ]
