"""Answer a file, and not again where the client has it already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

FOR_A_DAY = "public, max-age=86400"
FOR_GOOD = "public, max-age=31536000, immutable"


TAG_LENGTH = 32


def tag_of(body: bytes) -> str:
    """Return a digest of the bytes, for a tag that changes with them."""
    return hashlib.sha256(body).hexdigest()[:TAG_LENGTH]


@dataclass(frozen=True)
class FileKind:
    """What a client learns of a file beside its bytes.

    ``tag`` changes with the content; ``changed`` is when it was changed, in seconds since 1970,
    where that is known.
    """

    media_type: str
    tag: str
    headers: Mapping[str, str]
    changed: int | None = None


def file_response(request: Request, body: bytes, kind: FileKind) -> Response:
    """Return the file, or 304 when the request names the tag or the time of what it would get."""
    headers = {"ETag": f'"{kind.tag}"', **kind.headers}
    if kind.changed is not None:
        headers["Last-Modified"] = formatdate(kind.changed, usegmt=True)
    if is_known(request.headers, kind.tag, kind.changed):
        headers.pop("Content-Disposition", None)
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind.media_type, headers=headers)


def is_known(headers: Mapping[str, str], tag: str, changed: int | None = None) -> bool:
    """Return whether the client has this file already; a tag decides alone where one is given.

    ``headers`` are those of the request, ``changed`` is in seconds since 1970.
    """
    tags = headers.get("if-none-match")
    if tags is not None:
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return bool(known & {"*", f'"{tag}"'})
    if changed is None:
        return False
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return since.timestamp() >= changed
    except (TypeError, ValueError, OverflowError):
        return False
