"""Routes for the data addresses under ``/data``: tables, archive and metadata as files.

Only the published rows are given; what a visitor dropped on the page never gets here.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from inlmap.catalog.address import root_path
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.dataset.folder import data_folder, dataset_files
from inlmap.downloads.offers import ZIP, DataQuery, offers, read_query
from inlmap.errors import DataError

LONGEST_QUERY_BYTES = 8192
# Making a file is Python's own work, which two threads do not do faster than one: the second
# only lets a kept file past a file in the making. Thirty in line wait some seconds at most.
AT_ONCE = 2
MOST_WAITING = 30
RETRY_S = 5
DIGEST_LENGTH = 32
NO_DATA = "There are no faultless data to give at present."


def data_routes(base: str = "") -> list[BaseRoute]:
    """Return the routes under ``/data``; all answer GET and HEAD only.

    ``base`` is the path below which the program is served, as Streamlit has it.
    """
    return [Route(f"{root_path(base)}/data/{{path:path}}", DataAddresses().answer)]


class DataAddresses:
    """The data addresses of one server, which makes only a few files at once."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """Return the file that a request asks for, or say in plain text why there is none."""
        if len(request.scope["query_string"]) > LONGEST_QUERY_BYTES:
            limit = f"The parameters are over {LONGEST_QUERY_BYTES} bytes."
            return PlainTextResponse(limit, status_code=414)
        if self._limiter.statistics().tasks_waiting >= MOST_WAITING:
            return _later("Too many files are asked for at once.")
        return await to_thread.run_sync(_answer, request, limiter=self._limiter)


def _later(reason: str) -> Response:
    headers = {"Retry-After": str(RETRY_S), "Cache-Control": "no-store"}
    return PlainTextResponse(reason, status_code=503, headers=headers)


def _answer(request: Request) -> Response:
    path = request.path_params["path"]
    offer = offers().get(path)
    if offer is None:
        return PlainTextResponse("No such data address.", status_code=404)
    try:
        catalog = shared_catalog(data_folder())
    except DataError:  # its faults name files of the server: the pages show them, not this
        return _later(NO_DATA)
    asked, faults = read_query(offer, request.query_params.multi_items(), catalog)
    if faults:
        return PlainTextResponse("\n".join((*faults, "")), status_code=400)
    return _file(request, catalog, asked)


def _file(request: Request, catalog: Catalog, asked: DataQuery) -> Response:
    path = request.path_params["path"]
    offer, made = offers()[path], _made(catalog, path, asked)
    squeezed = offer.media_type != ZIP and _takes_gzip(request.headers.get("accept-encoding", ""))
    changed = _changed_at(catalog, data_folder())
    headers = {
        "ETag": f'"{made.digest}-gzip"' if squeezed else f'"{made.digest}"',
        "Last-Modified": formatdate(changed, usegmt=True),
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if _has_it(request.headers, made.digest, changed):
        return Response(status_code=304, headers=headers)
    name = offer.name(catalog, asked.selection)
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if squeezed:
        headers["Content-Encoding"] = "gzip"
    body = made.squeezed if squeezed else gzip.decompress(made.squeezed)
    return Response(body, media_type=offer.media_type, headers=headers)


@dataclass(frozen=True)
class Made:
    """A file as it is kept: squeezed, and the digest of its bytes before that."""

    squeezed: bytes
    digest: str


@cached(32)
def _made(catalog: Catalog, path: str, asked: DataQuery) -> Made:
    """The digest is of the bytes, so that a change of the program changes it too."""
    body = offers()[path].content(catalog, asked)
    digest = hashlib.sha256(body).hexdigest()[:DIGEST_LENGTH]
    return Made(gzip.compress(body, mtime=0), digest)


@cached(1)
def _changed_at(catalog: Catalog, folder: Path) -> int:  # noqa: ARG001  # kept with its catalog
    """Return when the newest file of the dataset was changed, in seconds, never in the future."""
    times = [path.stat().st_mtime for path in dataset_files(folder).values() if path.exists()]
    return int(min(max(times, default=0), time.time()))


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _has_it(headers: Mapping[str, str], digest: str, changed: int) -> bool:
    """Whether the client has this file already; an ETag decides alone where one is given."""
    tags = headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return bool(known & {"*", f'"{digest}"', f'"{digest}-gzip"'})
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        return since.timestamp() >= changed
    except (ValueError, OverflowError):
        return False
