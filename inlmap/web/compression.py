"""Compress every answer for a client that takes it: Zstandard, Brotli or gzip."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

# Beside the types of texts that the library knows; a GeoPackage is a plain SQLite file.
FURTHER_TYPES = ("text/csv", "application/geopackage+sqlite3")
# The map's geometry (0.9 MB) takes 13 ms as Zstandard and 28 ms as Brotli; the slower levels save
# little more.
ZSTANDARD, BROTLI, GZIP = 6, 5, 6
NOT_MODIFIED = 304

for _kind in FURTHER_TYPES:
    add_compress_type(_kind)


class Compression:
    """ASGI middleware that compresses what comes from inside in a coding that the client takes.

    Types that are packed already pass as they are, and so do parts of a file. What is inside sees
    no ``Accept-Encoding``: Streamlit has a gzip of its own, and nothing is to be packed twice.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = CompressMiddleware(
            app,
            zstd_level=ZSTANDARD,
            brotli_quality=BROTLI,
            gzip_level=GZIP,
            remove_accept_encoding=True,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and compress what comes back."""

        async def send_in_coding(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tell_of_coding(MutableHeaders(scope=message), message["status"])
            await send(message)

        await self._app(scope, receive, send_in_coding if scope["type"] == "http" else send)


def _tell_of_coding(headers: MutableHeaders, status: int) -> None:
    """Say once what the answer varies by, and make its tag weak where the bytes depend on that."""
    if status == NOT_MODIFIED:
        headers.add_vary_header("Accept-Encoding")
    varies = [one.strip() for one in headers.get("vary", "").split(",") if one.strip()]
    if varies:
        headers["Vary"] = ", ".join(dict.fromkeys(varies))
    tag = headers.get("etag", "")
    if tag.startswith('"') and (status == NOT_MODIFIED or "content-encoding" in headers):
        headers["ETag"] = f"W/{tag}"


def chosen_coding(accepted: str, offered: Sequence[str]) -> str:
    """Return the coding of ``offered`` that an ``Accept-Encoding`` header weighs most, or nothing.

    Among equals the first of ``offered`` is chosen. A weight that is no number counts as zero.
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (one.strip() for one in part.split(";"))
        weights[name] = _weight(parameters)
    others = weights.get("*", 0.0)
    best = max(offered, key=lambda name: weights.get(name, others))
    return best if weights.get(best, others) > 0 else ""


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
