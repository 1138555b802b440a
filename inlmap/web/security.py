"""What protects a visitor: headers, the same origin, uploads that stay in memory."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from inlmap.catalog.address import root_path
from inlmap.maps.looks import STATIC
from inlmap.web.answers import answer_in_words

STREAMLIT_PAGE = Path(streamlit.__file__).with_name("static") / "index.html"
# Ours stands in the page itself: it runs before anything is drawn.
FIRST_LOOK_SCRIPT = (STATIC / "first_look.js").read_text("utf-8")
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
# The frame of the map lives below this path. Its library builds the map from text (eval) and adds
# inline scripts; no page of the program itself may do either.
FRAMES = "/component/"
FRAME_SCRIPTS = "script-src 'self' 'unsafe-inline' 'unsafe-eval'"
FAILURE = "The server could not answer. What went wrong stands in its log."

NEVER = 0  # of a SpooledTemporaryFile: how much may be held before it goes to disk


def _inline_scripts() -> str:
    """The hashes of Streamlit's inline scripts and ours: these and no others may run."""
    scripts = [
        *INLINE_SCRIPT.findall(STREAMLIT_PAGE.read_bytes()),
        FIRST_LOOK_SCRIPT.encode(),
    ]
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


# Streamlit decodes its messages in WebAssembly: one exception beside its inline script and ours.
PAGE_SCRIPTS = f"script-src 'self' 'wasm-unsafe-eval' {_inline_scripts()}"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        PAGE_SCRIPTS,
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), "
    "midi=(), payment=(), serial=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy_with(tiles: str) -> str:
    """Return the content security policy; pictures may come from the tile server too, if any."""
    parts = urlsplit(tiles)
    if not parts.netloc:
        return CONTENT_SECURITY_POLICY
    host = f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
    return CONTENT_SECURITY_POLICY.replace("img-src 'self'", f"img-src 'self' {host}")


class SecurityHeaders:
    """ASGI middleware that sets :data:`HEADERS` on each HTTP answer.

    ``tiles`` is the address template of an in-house tile server, ``base`` the path below which the
    program is served; both may be empty.
    """

    def __init__(self, app: ASGIApp, tiles: str = "", base: str = "") -> None:
        self.app = app
        self.frames = root_path(base) + FRAMES
        policy = policy_with(tiles)
        frame_policy = policy.replace(PAGE_SCRIPTS, FRAME_SCRIPTS)
        self.headers = HEADERS | {"Content-Security-Policy": policy}
        self.frame_headers = HEADERS | {"Content-Security-Policy": frame_policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""
        # Only the very path: any unknown one is answered with Streamlit's page.
        framed = scope.get("path", "").startswith(self.frames)
        headers = self.frame_headers if framed else self.headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


async def failed(request: Request, _error: Exception) -> Response:
    """Answer a request in which the program failed; the server logs the error itself.

    Pass it as the handler of exceptions: that answer leaves outside all middleware.
    """
    base = request.scope.get("root_path", "")
    answer = answer_in_words(request.headers, "Something went wrong", FAILURE, 500, base)
    answer.headers.update(HEADERS)
    return answer


class OwnOrigin:
    """ASGI middleware that refuses a websocket which a page of another origin opens.

    ``allowed`` are further origins (``https://portal.example.gov``). A client that names no origin
    is no browser and passes, as with Streamlit.
    """

    def __init__(self, app: ASGIApp, allowed: Collection[str] = ()) -> None:
        self.app = app
        self.allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it opens a websocket from elsewhere."""
        passes = scope["type"] != "websocket" or self._is_own(Headers(scope=scope))
        await (self.app if passes else WebSocketClose())(scope, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == headers.get("host")
        return own or origin in self.allowed


def keep_uploads_in_memory() -> None:
    """Let no part of an upload pass through a file, whatever its size.

    Starlette moves a part to a temporary file at 1 MB; Streamlit limits the size of an upload
    (``server.maxUploadSize``) and then holds it in memory anyway.
    """
    MultiPartParser.spool_max_size = NEVER
