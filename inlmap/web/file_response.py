"""Answer a file: compressed for a client that takes gzip, and not again where it has it already."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True)
class CompressedFile:
    """A file as it is cached: its bytes in gzip, and the tag that changes with its content."""

    content: bytes
    tag: str


def compressed_file(body: bytes, tag: str) -> CompressedFile:
    """Return bytes compressed, always to the same bytes."""
    return CompressedFile(gzip.compress(body, mtime=0), tag)


@dataclass(frozen=True)
class FileKind:
    """What a client learns of a file beside its bytes.

    ``changed`` is when it was changed, in seconds since 1970, where that is known. A file that is
    packed already is not ``compressible``.
    """

    media_type: str
    headers: Mapping[str, str]
    changed: int | None = None
    compressible: bool = True


def file_response(request: Request, file: CompressedFile, kind: FileKind) -> Response:
    """Return the file, or 304 when the request names the tag or the time of what it would get."""
    accepted = request.headers.get("accept-encoding", "")
    in_gzip = kind.compressible and takes_gzip(accepted)
    headers = {
        "ETag": f'"{file.tag}-gzip"' if in_gzip else f'"{file.tag}"',
        "Vary": "Accept-Encoding",
        **kind.headers,
    }
    if kind.changed is not None:
        headers["Last-Modified"] = formatdate(kind.changed, usegmt=True)
    if is_known(request.headers, file.tag, kind.changed):
        headers.pop("Content-Disposition", None)
        return Response(status_code=304, headers=headers)
    if in_gzip:
        headers["Content-Encoding"] = "gzip"
    body = file.content if in_gzip else gzip.decompress(file.content)
    return Response(body, media_type=kind.media_type, headers=headers)


def takes_gzip(accepted: str) -> bool:
    """Return whether an ``Accept-Encoding`` header names gzip with a weight above zero."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def is_known(headers: Mapping[str, str], tag: str, changed: int | None) -> bool:
    """Return whether the client has this file already; an ETag decides alone where it is given."""
    tags = headers.get("if-none-match")
    if tags is not None:
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return bool(known & {"*", f'"{tag}"', f'"{tag}-gzip"'})
    if changed is None:
        return False
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return since.timestamp() >= changed
    except (TypeError, ValueError, OverflowError):
        return False
