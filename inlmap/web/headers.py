"""Security headers on every HTTP answer, Streamlit's own included, and the answer to a failure."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from inlmap.catalog.address import root_path
from inlmap.web.answers import answer_in_words

STREAMLIT_PAGE = Path(streamlit.__file__).with_name("static") / "index.html"
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
# The frame of the map lives below this path. Its library builds the map from text (eval) and adds
# inline scripts; no page of the program itself may do either.
FRAMES = "/component/"
FRAME_SCRIPTS = "script-src 'self' 'unsafe-inline' 'unsafe-eval'"
FAILURE = "The server could not answer. What went wrong stands in its log."


def _inline_scripts() -> str:
    """The hashes of the inline scripts in Streamlit's own page: these and no others may run."""
    scripts = INLINE_SCRIPT.findall(STREAMLIT_PAGE.read_bytes())
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


# Streamlit decodes its messages in WebAssembly; that is the one exception beside its inline script.
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
