"""Answers travel in the coding that the client takes, and come out of it as they went in."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import zstandard
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from inlmap.web.compression import Compression, chosen_coding
from inlmap.web.file_response import FileKind, file_response

TEXT = "".join(f"Program {number} trains the police of a port.\n" for number in range(400)).encode()
TAG = "0123456789abcdef"
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "": bytes,
}
TEXT_TYPES = [
    "text/html",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/geo+json",
    "text/csv",
    "image/svg+xml",
    "application/geopackage+sqlite3",
]
PACKED_TYPES = [
    "application/zip",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "image/png",
    "font/woff2",
]


def text(request: Request) -> Response:
    return Response(TEXT, media_type=request.query_params.get("type", "text/html"))


def stream(_request: Request) -> Response:
    return StreamingResponse(iter([TEXT[:100], TEXT[100:]]), media_type="text/csv")


def tagged(request: Request) -> Response:
    return file_response(request, TEXT, FileKind("text/csv", TAG, {}))


def short(_request: Request) -> Response:
    return Response(b"ok", media_type="text/plain")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    file = tmp_path / "long.txt"
    file.write_bytes(TEXT)
    routes = [Route(f"/{one.__name__}", one) for one in (text, stream, tagged, short)]
    routes.append(Route("/file", lambda _request: FileResponse(file)))
    # The inner one stands for Streamlit's own.
    middleware = [Middleware(Compression), Middleware(GZipMiddleware)]
    with TestClient(Starlette(routes=routes, middleware=middleware)) as client:
        yield client


def raw(client: TestClient, path: str, accepted: str) -> tuple[Response, bytes]:
    with client.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("path", ["/text", "/stream", "/tagged", "/file"])
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("zstd;q=0, *", "br"),
        ("gzip;q=0, br;q=0, *;q=0", ""),
        ("gzip;q=0", ""),
        ("gzip;q=0.000", ""),
        ("identity", ""),
        ("deflate", ""),
        ("", ""),
    ],
)
def test_an_answer_comes_in_a_coding_that_the_client_takes(
    client: TestClient, path: str, accepted: str, coding: str
) -> None:
    answer, body = raw(client, path, accepted)
    assert answer.headers.get("content-encoding", "") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert (len(body) < len(TEXT) / 5) is bool(coding)
    assert DECODERS[coding](body) == TEXT


@pytest.mark.parametrize("kind", TEXT_TYPES)
def test_a_text_is_compressed_whatever_its_kind(client: TestClient, kind: str) -> None:
    answer, body = raw(client, f"/text?type={kind.replace('+', '%2B')}", "br")
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["content-length"] == str(len(body))


@pytest.mark.parametrize("kind", PACKED_TYPES)
def test_what_is_packed_already_is_not_packed_again(client: TestClient, kind: str) -> None:
    answer, body = raw(client, f"/text?type={kind}", "gzip, br, zstd")
    assert "content-encoding" not in answer.headers
    assert body == TEXT


def test_a_few_letters_are_not_compressed(client: TestClient) -> None:
    answer, body = raw(client, "/short", "gzip, br")
    assert ("content-encoding" in answer.headers, body) == (False, b"ok")


def test_a_tag_is_weak_where_the_bytes_depend_on_the_coding(client: TestClient) -> None:
    assert raw(client, "/tagged", "identity")[0].headers["etag"] == f'"{TAG}"'
    assert raw(client, "/tagged", "br")[0].headers["etag"] == f'W/"{TAG}"'


@pytest.mark.parametrize("tag", [f'W/"{TAG}"', f'"{TAG}"', f'"other", W/"{TAG}"', "*"])
def test_what_the_client_has_is_not_sent_again(client: TestClient, tag: str) -> None:
    answer = client.get("/tagged", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["etag"] == f'W/"{TAG}"'


def test_a_part_of_a_file_is_sent_as_it_is(client: TestClient) -> None:
    answer = client.get("/file", headers={"range": "bytes=10-19", "accept-encoding": "br"})
    assert (answer.status_code, answer.content) == (206, TEXT[10:20])
    assert "content-encoding" not in answer.headers


def test_the_head_of_an_answer_has_no_body(client: TestClient) -> None:
    answer = client.head("/file", headers={"accept-encoding": "br"})
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("br; q=0, gzip", "gzip"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("gzip;q=1, *;q=0", "gzip"),
        ("*;q=0", ""),
        ("gzip;q=nothing", ""),
        ("gzip;q=nan", ""),
        ("identity", ""),
        ("zstd", ""),
        ("", ""),
    ],
)
def test_the_coding_is_the_one_with_the_most_weight(accepted: str, coding: str) -> None:
    assert chosen_coding(accepted, ["br", "gzip"]) == coding
