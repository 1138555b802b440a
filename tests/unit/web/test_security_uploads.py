"""An upload never touches the disk."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from inlmap.web.security import keep_uploads_in_memory

FOUR_MB = b"x" * 4_000_000


async def where_it_lies(request: Request) -> JSONResponse:
    async with request.form() as form:
        upload = form["file"]
        assert isinstance(upload, UploadFile)
        return JSONResponse({"on disk": bool(upload.file._rolled), "bytes": upload.size})


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    return TestClient(Starlette(routes=[Route("/", where_it_lies, methods=["PUT"])]))


def lies(client: TestClient) -> dict[str, object]:
    answer: dict[str, object] = client.put("/", files={"file": ("own.csv", FOUR_MB)}).json()
    return answer


def test_a_large_upload_goes_to_disk_as_starlette_comes(client: TestClient) -> None:
    MultiPartParser.spool_max_size = 1024 * 1024
    assert lies(client) == {"on disk": True, "bytes": 4_000_000}


def test_a_large_upload_stays_in_memory(client: TestClient) -> None:
    keep_uploads_in_memory()
    assert lies(client) == {"on disk": False, "bytes": 4_000_000}
