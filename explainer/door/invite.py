"""An invitation to one beat: its short address, as phones can reach it, and the same as a QR code."""

import asyncio
import socket
import sys
from ipaddress import ip_address
from urllib.parse import urlencode

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from explainer.answers import EVIDENCE
from explainer.content.records import Story
from explainer.evidence import DEFAULT_POSITION, Position

ADDRESS = "/invite.json"

_ELSEWHERE = ("10.255.255.255", 9)
"""Somewhere in a network nearby. Nothing is sent there: the machine only says from which address it would be."""


def invitation(story: Story, public_address: str, base_path: str) -> Route:
    """/invite.json?chapter=logics&beat=equals: {address, svg, near}; 404 for what is not a beat.

    `near`: the address is this machine's own in its network, since the one that was asked under reaches no further than
    the machine. Without any, `address` and `svg` are empty.
    """

    async def answer(request: Request) -> Response:
        path = _path(story, request)
        if path is None:
            return Response(status_code=404)
        base, near = public_address, False
        if not base:
            base = f"{request.url.scheme}://{request.url.netloc}"
            if near := is_this_machine(request.url.hostname or ""):
                base = await asyncio.to_thread(_nearby, request.url.scheme, request.url.port)
            base = base and base + base_path
        address = base and base + path
        return JSONResponse({"address": address, "svg": qr(address) if address else "", "near": near})

    return Route(ADDRESS, answer)


def qr(address: str) -> str:
    """A QR code as SVG, dark on light whatever the theme: not every phone reads the opposite."""
    return str(segno.make_qr(address, error="m").svg_inline(border=3, dark="black", light="white", omitsize=True))


def _path(story: Story, request: Request) -> str | None:
    """The address of a beat under the root, as short as it can be; None where there is no such beat."""
    asked = request.query_params
    chapter = next((one for one in story.chapters if one.slug == asked.get("chapter")), None)
    if chapter is None or all(block.id != asked.get("beat") for block in chapter.blocks):
        return None
    told = {"beat": asked["beat"]}
    if asked.get(EVIDENCE) in {position for position in Position if position is not DEFAULT_POSITION}:
        told[EVIDENCE] = asked[EVIDENCE]
    return f"{chapter.path}?{urlencode(told)}"


def is_this_machine(host: str) -> bool:
    """Whether this name or address is the machine's own, as it calls itself."""
    host = host.removeprefix("::ffff:")  # where one socket listens to both kinds of addresses
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _nearby(scheme: str, port: int | None) -> str:
    """The address of this machine in its network, if the server answers there; else nothing."""
    own = own_address()
    if not own:
        return ""
    at = port or {"https": 443}.get(scheme, 80)
    try:
        socket.create_connection((own, at), timeout=1).close()  # it may listen to this machine alone
    except OSError:
        return ""
    return f"{scheme}://{own}:{port}" if port else f"{scheme}://{own}"


def own_address() -> str:
    """The address of this machine in its network; empty without a network."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.connect(_ELSEWHERE)
            own = ip_address(asking.getsockname()[0])
    except OSError:
        return ""
    return "" if own.is_loopback or own.is_unspecified else str(own)


def main() -> None:
    """For who starts a server in a room: where phones reach it, to read out and to point a camera at."""
    address = f"http://{own_address() or 'localhost'}:{sys.argv[1]}"
    print(address)
    segno.make_qr(address, error="m").terminal(compact=True)


if __name__ == "__main__":
    main()
