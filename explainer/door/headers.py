"""Security headers on every answer."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_UNUSED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)
"""What a browser can do and the story never asks for."""


def content_security_policy(index_html: str, embedded_by: str = "") -> str:
    """A policy that lets in nothing from elsewhere, and of inline scripts only those of Streamlit's own page.

    `index_html` is that page; each of its inline scripts is admitted by its hash. `embedded_by` are the addresses whose
    pages may show ours inside theirs, besides our own.
    """
    scripts = re.findall(r"<script>(.*?)</script>", index_html, re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",  # blob: components are imported from there
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors 'self' {embedded_by}".rstrip(),
        ]
    )


class SecurityHeaders:
    """ASGI middleware that adds the same headers to every HTTP answer."""

    def __init__(self, app: ASGIApp, index_html: str, embedded_by: str = "", encrypted: bool = False):
        """`encrypted`: readers come by https, and no browser shall try it without."""
        self.app = app
        self.headers = {
            "content-security-policy": content_security_policy(index_html, embedded_by),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "permissions-policy": ", ".join(f"{name}=()" for name in _UNUSED),
        }
        if encrypted:
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)
