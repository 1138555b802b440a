"""Security headers on every HTTP answer, Streamlit's own included."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The map component builds its map from text (eval) and writes inline scripts and styles, so those
# two exceptions are needed for scripts; everything else stays on this host.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
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
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
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

    ``tiles`` is the address template of an in-house tile server, or empty.
    """

    def __init__(self, app: ASGIApp, tiles: str = "") -> None:
        self.app = app
        self.headers = HEADERS | {"Content-Security-Policy": policy_with(tiles)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
