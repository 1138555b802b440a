"""Scripts and styles are compressed once each and answered from memory."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from inlmap.maps.looks import static_version
from inlmap.web import kept_files
from inlmap.web.kept_files import HASHED_NAME, STREAMLIT, Folder, KeptFiles, script_folders

SCRIPT = b"window.greeting = 'good morning';\n" * 500
HASHED, PLAIN, PICTURE = "/static/js/index.DvHd0u2S.js", "/static/plain.css", "/static/flag.png"
DECODERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def compressed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The name and coding of each file that was compressed, in their order."""
    done: list[tuple[str, str]] = []
    compress = kept_files._compress

    def counting(path: Path, coding: str) -> kept_files.KeptFile:
        done.append((path.name, coding))
        return compress(path, coding)

    monkeypatch.setattr(kept_files, "_compress", counting)
    return done


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    (tmp_path / "js").mkdir()
    for name in (HASHED, PLAIN, PICTURE):
        (tmp_path / name.removeprefix("/static/")).write_bytes(SCRIPT)
    app = Starlette(
        routes=[Mount("/static", StaticFiles(directory=tmp_path))],
        middleware=[Middleware(KeptFiles, folders=[Folder("/static", tmp_path)])],
    )
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_file_is_compressed_once_however_often_it_is_asked_for(
    client: TestClient, compressed: list[tuple[str, str]], coding: str
) -> None:
    asked = {"accept-encoding": coding}
    with ThreadPoolExecutor(8) as crowd:
        answers = [*crowd.map(lambda _: client.get(HASHED, headers=asked), range(16))]
    assert [answer.content for answer in answers] == [SCRIPT] * 16
    assert compressed == [("index.DvHd0u2S.js", coding)]


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br, zstd", "br"), ("gzip, br;q=0", "gzip")]
)
def test_a_file_comes_whole_in_the_coding_that_the_client_takes(
    client: TestClient, accepted: str, coding: str
) -> None:
    with client.stream("GET", HASHED, headers={"accept-encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert DECODERS[coding](body) == SCRIPT
    assert len(body) < 200
    told = {name: answer.headers[name] for name in ("content-encoding", "content-length", "vary")}
    assert told == {
        "content-encoding": coding,
        "content-length": str(len(body)),
        "vary": "Accept-Encoding",
    }
    assert re.fullmatch(rf'"[0-9a-f]{{32}}-{coding}"', answer.headers["etag"])
    assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "kept"),
    [(HASHED, "public, max-age=31536000, immutable"), (PLAIN, "public, max-age=86400")],
)
def test_only_a_name_with_a_hash_is_kept_for_good(client: TestClient, path: str, kept: str) -> None:
    answer = client.get(path, headers={"accept-encoding": "br"})
    assert answer.headers["cache-control"] == kept


@pytest.mark.parametrize("accepted", ["gzip;q=0", "identity", "zstd", ""])
def test_who_takes_neither_coding_gets_the_file_as_it_is(
    client: TestClient, compressed: list[tuple[str, str]], accepted: str
) -> None:
    answer = client.get(HASHED, headers={"accept-encoding": accepted})
    assert (answer.content, compressed) == (SCRIPT, [])
    assert "content-encoding" not in answer.headers


def test_a_picture_is_left_as_it_is(client: TestClient, compressed: list[tuple[str, str]]) -> None:
    answer = client.get(PICTURE, headers={"accept-encoding": "br"})
    assert (answer.content, compressed) == (SCRIPT, [])


def test_what_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(HASHED, headers={"accept-encoding": "br"}).headers["etag"]
    other = client.get(HASHED, headers={"accept-encoding": "gzip"}).headers["etag"]
    asked = {"accept-encoding": "br"}
    again = client.get(HASHED, headers=asked | {"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert again.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in again.headers
    assert client.get(HASHED, headers=asked | {"if-none-match": other}).status_code == 200


def test_the_head_of_a_file_tells_what_its_body_would_be(client: TestClient) -> None:
    asked = {"accept-encoding": "br"}
    head, body = client.head(HASHED, headers=asked), client.get(HASHED, headers=asked)
    assert head.content == b""
    assert head.headers == body.headers


def test_a_part_of_a_file_is_a_part_of_its_text(client: TestClient) -> None:
    answer = client.get(HASHED, headers={"range": "bytes=7-14", "accept-encoding": "br"})
    assert (answer.status_code, answer.content) == (206, b"greeting")
    assert answer.headers["content-range"] == f"bytes 7-14/{len(SCRIPT)}"


def test_a_part_of_a_compressed_file_is_not_mixed_with_one_of_its_text(client: TestClient) -> None:
    tag = client.get(HASHED, headers={"accept-encoding": "br"}).headers["etag"]
    asked = {"range": "bytes=7-14", "if-range": tag, "accept-encoding": "br"}
    assert client.get(HASHED, headers=asked).content == SCRIPT


@pytest.mark.parametrize("path", ["/static/js/../plain.css", "/static//plain.css", "/plain.css"])
def test_only_the_very_address_of_a_file_is_kept(
    client: TestClient, compressed: list[tuple[str, str]], path: str
) -> None:
    client.get(path.replace("..", "%2E%2E"), headers={"accept-encoding": "br"})
    assert compressed == []


def test_a_file_is_read_and_never_written(client: TestClient) -> None:
    assert client.post(HASHED, headers={"accept-encoding": "br"}).status_code == 405


def test_streamlits_scripts_have_a_hash_in_their_names_and_those_of_leaflet_have_none() -> None:
    streamlit, folium, leaflet, ours = script_folders("/programs/")
    assert len(streamlit.files()) > 300
    assert all(HASHED_NAME.search(path.name) for path, _ in streamlit.files().values())
    assert streamlit.path == STREAMLIT
    assert all(address.startswith("/programs/static/") for address in streamlit.files())
    (script,) = (name for name in folium.files() if name.endswith(".js"))
    assert re.fullmatch(
        r"/programs/component/streamlit_folium\.st_folium/static/js/main\.[0-9a-f]{8}\.js", script
    )
    assert leaflet.files()["/programs/assets/leaflet/leaflet.js"][1] == "public, max-age=86400"
    assert {lasting for _, lasting in ours.files().values()} == {
        "public, max-age=31536000, immutable"
    }
    assert f"/programs/assets/map/{static_version()}/map.js" in ours.files()
