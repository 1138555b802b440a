"""Serve the scripts and styles of folders, each compressed once and kept in memory."""

from __future__ import annotations

import gzip
import mimetypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import anyio
import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from xstatic.pkg import leaflet

from inlmap.catalog.address import root_path
from inlmap.maps.looks import STATIC, static_version
from inlmap.web.compression import BROTLI, chosen_coding
from inlmap.web.file_response import FOR_A_DAY, FOR_GOOD, is_known, tag_of
from inlmap.web.security import STREAMLIT_PAGE

ENDINGS = {".js", ".css", ".svg"}
HASHED_NAME = re.compile(r"\.[\w-]{8}\.\w+$")  # index.DvHd0u2S.js
STREAMLIT = STREAMLIT_PAGE.with_name("static")
FOLIUM = Path(str(distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build")))
CODINGS: dict[str, Callable[[bytes], bytes]] = {  # the first one is preferred
    "br": lambda body: brotli.compress(body, quality=BROTLI),
    "gzip": lambda body: gzip.compress(body, mtime=0),
}


@dataclass(frozen=True)
class KeptFile:
    """A file in one coding, and the tag that changes with its bytes."""

    content: bytes
    tag: str


@dataclass(frozen=True)
class Folder:
    """A folder that is served below an address; ``hashed`` if that changes with its content."""

    address: str
    path: Path
    hashed: bool = False

    def files(self) -> dict[str, tuple[Path, str]]:
        """Return each address with its file and how long a browser may keep it."""
        found = {}
        for path in self.path.rglob("*"):
            if path.suffix in ENDINGS:
                for_good = self.hashed or HASHED_NAME.search(path.name)
                address = f"{self.address}/{path.relative_to(self.path).as_posix()}"
                found[address] = (path, FOR_GOOD if for_good else FOR_A_DAY)
        return found


def script_folders(base: str = "") -> list[Folder]:
    """Return the folders of scripts and styles: Streamlit's, the map's and our own.

    ``base`` is the path below which the program is served, as Streamlit has it.
    """
    root = root_path(base)
    return [
        Folder(f"{root}/static", STREAMLIT),
        Folder(f"{root}/component/streamlit_folium.st_folium", FOLIUM),
        Folder(f"{root}/assets/leaflet", Path(leaflet.BASE_DIR)),
        Folder(f"{root}/assets/map/{static_version()}", STATIC, hashed=True),
    ]


class KeptFiles:
    """ASGI middleware that answers for the scripts and styles of folders in Brotli or gzip.

    Only files that are there at the start are kept, so memory is bounded by them. Who takes
    neither coding or wants a part of a file is answered from inside, as is everything else.
    """

    def __init__(self, app: ASGIApp, folders: Sequence[Folder]) -> None:
        self.app = app
        self._files = {
            address: file for folder in folders for address, file in folder.files().items()
        }
        self._kept: dict[tuple[Path, str], KeptFile] = {}
        self._compressing = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the kept file, or pass the request on."""
        answer = await self._answer(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        path, lasting = self._files.get(scope["path"], (None, ""))
        headers = Headers(scope=scope)
        if path is None or "range" in headers or scope["method"] not in {"GET", "HEAD"}:
            return None
        coding = chosen_coding(headers.get("accept-encoding", ""), [*CODINGS])
        if not coding:
            return None
        file = await self._compressed(path, coding)
        told = {"ETag": f'"{file.tag}"', "Vary": "Accept-Encoding", "Cache-Control": lasting}
        if is_known(headers, file.tag):
            return Response(status_code=304, headers=told)
        told |= {"Content-Encoding": coding, "Content-Length": str(len(file.content))}
        body = file.content if scope["method"] == "GET" else b""
        return Response(body, headers=told, media_type=mimetypes.guess_type(path.name)[0])

    async def _compressed(self, path: Path, coding: str) -> KeptFile:
        """Many may ask for a file at once that nobody has asked for before: one of them waits."""
        if (path, coding) not in self._kept:
            async with self._compressing:
                if (path, coding) not in self._kept:
                    file = await anyio.to_thread.run_sync(_compress, path, coding)
                    self._kept[path, coding] = file
        return self._kept[path, coding]


def _compress(path: Path, coding: str) -> KeptFile:
    body = path.read_bytes()
    return KeptFile(CODINGS[coding](body), f"{tag_of(body)}-{coding}")
