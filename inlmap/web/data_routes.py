"""Routes for the data addresses under ``/data``: tables, archive and metadata as files.

Only the published rows are given; what a visitor dropped on the page never gets here.
"""

from __future__ import annotations

import time
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
from inlmap.downloads.offers import OFFERS, DataQuery, Offer, read_query
from inlmap.errors import DataError
from inlmap.web.file_response import FileKind, file_response, tag_of

LONGEST_QUERY_BYTES = 8192
# Files are made under the GIL, so one thread is enough; the second serves cached files meanwhile.
# Thirty in line wait some seconds at most.
AT_ONCE = 2
MOST_WAITING = 30
RETRY_S = 5
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
    offer = OFFERS.get(path)
    if offer is None:
        return PlainTextResponse("No such data address.", status_code=404)
    try:
        catalog = shared_catalog(data_folder())
    except DataError:  # its faults name files of the server: the pages show them, not this
        return _later(NO_DATA)
    query, faults = read_query(offer, request.query_params.multi_items(), catalog)
    if faults:
        return PlainTextResponse("\n".join((*faults, "")), status_code=400)
    return _file(request, offer, catalog, query)


def _file(request: Request, offer: Offer, catalog: Catalog, query: DataQuery) -> Response:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{offer.name(catalog, query.selection)}"',
    }
    changed = _changed_at(catalog, data_folder())
    body, tag = _made(catalog, request.path_params["path"], query)
    return file_response(request, body, FileKind(offer.media_type, tag, headers, changed))


@cached(32)
def _made(catalog: Catalog, path: str, query: DataQuery) -> tuple[bytes, str]:
    """The file and its tag: a digest of the bytes, for a change of the program changes them too."""
    body = OFFERS[path].content(catalog, query)
    return body, tag_of(body)


@cached(1)
def _changed_at(catalog: Catalog, folder: Path) -> int:  # noqa: ARG001  # kept with its catalog
    """Return when the newest file of the dataset was changed, in seconds, never in the future."""
    times = [path.stat().st_mtime for path in dataset_files(folder).values() if path.exists()]
    return int(min(max(times, default=0), time.time()))
