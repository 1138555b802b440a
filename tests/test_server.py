"""The running server answers a stranger with its headers and never with its inside."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import CloseCode
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from inlmap.maps.looks import static_version

ROOT = Path(__file__).parents[1]
NEEDED = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
}
# What must not stand in an answer: a traceback, or where the program or its data lie.
INSIDE = re.compile(rb"Traceback|File \"|site-packages|/home/|/root/|/tmp/|\.py\b", re.IGNORECASE)
MEGABYTE = 1_000_000


class Answer(NamedTuple):
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def port(server: str) -> int:
    """The port of the running dashboard."""
    found = urlsplit(server).port
    assert found is not None
    return found


def ask(
    port: int,
    method: str,
    path: str,
    host: str = "127.0.0.1",
    body: bytes = b"",
    **headers: str,
) -> Answer:
    """Send a request as it is: a client would mend what is wrong with it."""
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
    for name, text in ({"Content_Length": str(len(body))} | headers).items():
        head += f"{name.replace('_', '-')}: {text}\r\n"
    head += "\r\n"
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        try:
            line.sendall(head.encode("latin-1") + body)
            while part := line.recv(65_536):
                received += part
        except ConnectionError:
            pass  # it hung up on a request that is too long, after its answer
    first, _, rest = received.partition(b"\r\n\r\n")
    lines = first.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ")[::2] for line in lines[1:])
    return Answer(int(lines[0].split()[1]), {name.lower(): text for name, text in pairs}, rest)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/country", 200),
        ("GET", "/nowhere/at/all", 200),
        ("GET", "/_stcore/health", 200),
        ("GET", "/_stcore/host-config", 200),
        ("GET", "/static/index.html", 200),
        ("GET", "/component/nothing.x/index.html", 404),
        ("GET", "/media/nothing.png", 404),
        ("GET", "/assets/leaflet/leaflet.js", 200),
        ("GET", f"/assets/map/{static_version()}/map.js", 200),
        ("GET", "/assets/pictures/training.svg", 200),
        ("HEAD", "/assets/pictures/training.svg", 200),
        ("GET", "/assets/pictures/nothing.svg", 404),
        ("GET", "/assets/geo/0000000000/places.geojson", 404),
        ("POST", "/", 405),
        ("TRACE", "/", 405),
        ("POST", "/assets/geo/0/places.geojson", 405),
        ("PUT", "/assets/leaflet/leaflet.js", 405),
        ("DELETE", "/assets/pictures/training.svg", 405),
        ("PATCH", f"/assets/map/{static_version()}/map.js", 405),
        ("PUT", "/_stcore/upload_file/a/b", 403),
        ("DELETE", "/_stcore/upload_file/a/b", 403),
        ("GET", "/assets/leaflet/%zz", 404),
        ("GET", "/assets/leaflet/%ff%fe", 404),
        ("GET", "/assets/leaflet/a%00b", 400),
        ("GET", "/assets/leaflet/..%2f..%2f..%2fetc/passwd", 400),
        ("GET", f"/assets/map/{static_version()}/../../../app.py", 400),
        ("GET", "/component/streamlit_folium.st_folium/..%2f..%2fx", 400),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", 400),
        ("GET", "//etc/passwd", 400),
        ("GET", "/?" + "x" * 8_000, 200),
        ("GET", "/" + "x" * 60_000, 200),
        ("GET", "/?country=" + "%" * 60_000, 200),
        ("GET", "/assets/pictures/" + "x" * 60_000 + ".svg", 404),
        ("GET", "/assets/leaflet/" + "x" * 60_000, 404),
    ],
    ids=lambda value: str(value)[:40],
)
def test_every_kind_of_answer_has_the_headers_and_nothing_of_the_inside(
    port: int, method: str, path: str, status: int
) -> None:
    answer = ask(port, method, path)
    assert answer.status == status
    assert set(answer.headers) >= NEEDED
    if status >= 400:
        assert len(answer.body) < 200
        assert not INSIDE.search(answer.body)


@pytest.mark.parametrize("path", ["/?" + "x" * MEGABYTE, "/assets/leaflet/" + "x" * MEGABYTE])
def test_an_address_of_a_megabyte_is_refused_in_a_few_words(port: int, path: str) -> None:
    answer = ask(port, "GET", path)
    assert (answer.status, answer.body) == (400, b"Invalid HTTP request received.")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/assets/pictures/training.svg"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:9", 200),
        ("attacker.example", 400),
        ("127.0.0.1.attacker.example", 400),
        ("localhost@attacker.example", 400),
        ("", 400),
    ],
)
def test_only_an_allowed_host_is_answered(port: int, path: str, host: str, status: int) -> None:
    assert ask(port, "GET", path, host).status == status


def opens(port: int, **options: object) -> bool:
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    try:
        with connect(address, subprotocols=[Subprotocol("streamlit")], **options):  # type: ignore[arg-type]
            return True
    except InvalidStatus as refusal:
        if refusal.response.status_code not in (400, 403):
            raise
        return False


@pytest.mark.parametrize(
    ("origin", "open_to"),
    [("http://127.0.0.1:{port}", True), ("http://attacker.example", False), ("null", False)],
)
def test_a_page_of_another_origin_opens_no_session(port: int, origin: str, open_to: bool) -> None:
    assert opens(port, origin=origin.format(port=port)) is open_to


def test_a_session_opens_under_an_allowed_host_only(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(
            b"GET /_stcore/stream HTTP/1.1\r\nHost: attacker.example\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
        )
        assert line.recv(100).split()[1] in (b"400", b"403")


def test_messages_are_compressed_with_little_memory_for_each_visitor(port: int) -> None:
    """A window of 12 bits is 4 KB; without the limit it would be eight times as much."""
    with session(port) as line:
        (deflate,) = line.protocol.extensions
        assert isinstance(deflate, PerMessageDeflate)
        assert (deflate.local_max_window_bits, deflate.remote_max_window_bits) == (12, 12)
        assert [message.WhichOneof("type") for message in messages(line)][-1] == "script_finished"


def test_a_small_message_that_unpacks_to_a_large_one_ends_the_session(port: int) -> None:
    with session(port) as line:
        line.send(bytes(21 * 1024 * 1024))  # 21 KB on the line
        with pytest.raises(ConnectionClosedError) as refusal:
            list(iter(lambda: line.recv(timeout=60), None))
    assert refusal.value.rcvd is not None
    assert refusal.value.rcvd.code == CloseCode.MESSAGE_TOO_BIG
    assert opens(port)


def test_the_server_listens_on_this_machine_only(port: int) -> None:
    listening = Path("/proc/self/net/tcp")
    if not listening.is_file():
        pytest.skip("only Linux tells who listens where")
    lines = [line.split() for line in listening.read_text().splitlines()[1:]]
    ours = [line[1] for line in lines if line[3] == "0A" and line[1].endswith(f"{port:04X}")]
    assert ours == [f"0100007F:{port:04X}"]


def test_a_failing_page_shows_one_sentence_without_its_cause(tmp_path: Path) -> None:
    """A page of its own, under the settings of this program, fails before a stranger's eyes."""
    page = tmp_path / "broken.py"
    page.write_text("open('/tmp/secret-folder/no-such-file')\n", encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    log = tmp_path / "log.txt"
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=file, stderr=file)
    try:
        received = first_run(port)
    finally:
        process.terminate()
        process.wait(20)
    assert "secret-folder" not in received
    assert "Traceback" not in received
    assert "exception {" in received
    assert "secret-folder" in log.read_text()


@pytest.mark.parametrize(
    ("token", "megabytes", "status"), [(True, 1, 204), (True, 6, 413), (False, 1, 403)]
)
def test_an_upload_needs_the_token_of_its_page_and_may_hold_five_megabytes(
    port: int, token: bool, megabytes: int, status: int
) -> None:
    cookie = ask(port, "GET", "/_stcore/health").headers["set-cookie"].partition(";")[0]
    value = cookie.partition("=")[2] if token else "x"
    body = (
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n" + b"x" * megabytes * MEGABYTE + b"\r\n--edge--\r\n"
    )
    with session(port) as line:
        path = f"/_stcore/upload_file/{session_id(line)}/one"
        answer = ask(
            port,
            "PUT",
            path,
            # A body that is too large is refused by its length alone, before it is sent.
            body=body if status != 413 else b"",
            Content_Length=str(len(body)),
            Content_Type="multipart/form-data; boundary=edge",
            Cookie=cookie,
            X_Xsrftoken=value,
        )
    assert answer.status == status
    assert set(answer.headers) >= NEEDED


@contextmanager
def session(port: int) -> Iterator[ClientConnection]:
    """Open a session, as soon as someone listens, and ask for its first run."""
    deadline = time.monotonic() + 60
    with socket.socket() as probe:
        while probe.connect_ex(("127.0.0.1", port)) and time.monotonic() < deadline:
            time.sleep(0.2)
    request = BackMsg()
    request.rerun_script.query_string = ""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as line:
        line.send(request.SerializeToString())
        yield line


def messages(line: ClientConnection) -> Iterator[ForwardMsg]:
    """What the server sends until the run is finished."""
    while True:
        content = line.recv(timeout=60)
        message = ForwardMsg.FromString(content if isinstance(content, bytes) else b"")
        yield message
        if message.WhichOneof("type") == "script_finished":
            return


def session_id(line: ClientConnection) -> str:
    for message in messages(line):
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id
    raise AssertionError("the server gave the session no id")


def first_run(port: int) -> str:
    with session(port) as line:
        return " ".join(str(message) for message in messages(line))
