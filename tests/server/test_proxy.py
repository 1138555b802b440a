"""The nginx example of docs/OPERATORS.md passes on what the program sends, compressed once."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import brotli
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from inlmap.web.kept_files import STREAMLIT
from tests.conftest import ROOT, free_port

NO_PROXY = "no nginx or no openssl found: `apt-get install nginx openssl`"
START_LIMIT_S = 30


@dataclass(frozen=True)
class Proxy:
    """A running nginx, and what a client needs to trust it."""

    port: int
    trust: ssl.SSLContext

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body as they come over the line."""
        line = HTTPSConnection("localhost", self.port, context=self.trust, timeout=30)
        try:
            sent = {name.replace("_", "-"): text for name, text in headers.items()}
            line.request("GET", path, headers={"Accept-Encoding": "identity"} | sent)
            answer = line.getresponse()
            told: dict[str, str] = {}
            for name, text in answer.getheaders():
                key = name.lower()
                told[key] = f"{told[key]}, {text}" if key in told else text
            return answer.status, told, answer.read()
        finally:
            line.close()


def program(name: str) -> str:
    """Return where a program is; without it the test is skipped, in CI it fails."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(NO_PROXY, pytrace=False)
    pytest.skip(NO_PROXY)


def example(port: int, server: str, certificate: Path, key: Path) -> str:
    """Return the example with other ports and names of files, and nothing else changed."""
    (text,) = re.findall(
        r"^```nginx\n(.*?)^```",
        (ROOT / "docs/OPERATORS.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    for written, ours, times in (
        ("listen 443 ", f"listen 127.0.0.1:{port} ", 1),
        ("/etc/nginx/map.crt", str(certificate), 1),
        ("/etc/nginx/map.key", str(key), 1),
        ("http://127.0.0.1:8501", server, 1),
    ):
        assert text.count(written) == times
        text = text.replace(written, ours)
    return text


@pytest.fixture(scope="module")
def proxy(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    nginx, openssl = program("nginx"), program("openssl")
    folder = tmp_path_factory.mktemp("nginx")
    certificate, key, settings = folder / "map.crt", folder / "map.key", folder / "nginx.conf"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    port = free_port()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    settings.write_text(
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        + f"http {{\naccess_log off;\n{folders}{example(port, server, certificate, key)}}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [nginx, "-p", str(folder), "-c", str(settings), "-e", f"{folder}/error.log"],
        stderr=subprocess.PIPE,
        text=True,
    )
    trust = ssl.create_default_context(cafile=str(certificate))
    deadline = time.monotonic() + START_LIMIT_S
    while not listens(port):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"nginx did not start: {process.communicate()[1]}")
        time.sleep(0.05)
    yield Proxy(port, trust)
    process.terminate()
    process.communicate(timeout=10)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_browser_may_speak_http_2(proxy: Proxy) -> None:
    trust = ssl.create_default_context()
    trust.load_verify_locations(cadata=ssl.get_server_certificate(("127.0.0.1", proxy.port)))
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as line,
        trust.wrap_socket(line, server_hostname="localhost") as safe,
    ):
        assert safe.selected_alpn_protocol() == "h2"


def test_a_script_comes_through_in_brotli_to_be_kept_for_good(proxy: Proxy) -> None:
    (script,) = STREAMLIT.glob("js/protobuf.*.js")
    path = f"/static/js/{script.name}"
    status, told, body = proxy.ask(path, Accept_Encoding="gzip, deflate, br")
    assert (status, told["content-encoding"], told["vary"]) == (200, "br", "Accept-Encoding")
    assert told["content-length"] == str(len(body))
    assert told["cache-control"] == "public, max-age=31536000, immutable"
    assert told["strict-transport-security"] == "max-age=31536000"
    assert brotli.decompress(body) == script.read_bytes()
    status, again, body = proxy.ask(path, Accept_Encoding="br", If_None_Match=told["etag"])
    assert (status, body, again["etag"]) == (304, b"", told["etag"])
    assert (again["vary"], again["cache-control"]) == ("Accept-Encoding", told["cache-control"])


@pytest.mark.parametrize("path", ["/data/programs.csv", "/", "/assets/leaflet/leaflet.js"])
def test_an_answer_is_compressed_once_and_by_the_program(proxy: Proxy, path: str) -> None:
    _, plain_headers, plain = proxy.ask(path)
    _, told, body = proxy.ask(path, Accept_Encoding="gzip", Accept="text/html")
    assert (told["content-encoding"], told["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(body) == plain
    assert ("content-encoding" in plain_headers, plain_headers["vary"]) == (
        False,
        "Accept-Encoding",
    )


def test_a_client_that_has_a_table_is_told_so(proxy: Proxy) -> None:
    _, told, _ = proxy.ask("/data/sources.csv", Accept_Encoding="br")
    status, again, body = proxy.ask(
        "/data/sources.csv", Accept_Encoding="br", If_None_Match=told["etag"]
    )
    assert (status, body, again["etag"]) == (304, b"", told["etag"])
    assert again["vary"] == "Accept-Encoding"


def test_a_page_opens_its_websocket_and_its_messages_are_compressed(proxy: Proxy) -> None:
    request = BackMsg()
    request.rerun_script.query_string = ""
    with connect(
        f"wss://localhost:{proxy.port}/_stcore/stream",
        ssl=proxy.trust,
        origin=f"https://localhost:{proxy.port}",  # type: ignore[arg-type]
        subprotocols=[Subprotocol("streamlit")],
    ) as line:
        assert [one.name for one in line.protocol.extensions] == ["permessage-deflate"]
        line.send(request.SerializeToString())
        first = line.recv(timeout=60)
    assert isinstance(first, bytes)
    assert ForwardMsg.FromString(first).WhichOneof("type") == "new_session"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_tells_of_the_server_is_closed(proxy: Proxy, path: str) -> None:
    assert proxy.ask(path)[0] == 404
