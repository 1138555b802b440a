"""The program runs elsewhere as docs/OPERATORS.md says: in a container, below a path, cut off."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from inlmap.maps.looks import static_version
from tests.conftest import free_port

ROOT = Path(__file__).parents[1]
HOST = "map.example.gov"
PAGES = sorted(path.stem for path in ROOT.glob("pages/*.py"))


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile in order, as (word, rest)."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def copies() -> list[tuple[str, str]]:
    """What the Dockerfile copies, as (source, target folder or name)."""
    rows = [rest.split() for word, rest in instructions() if word == "COPY"]
    return [(source, row[-1]) for row in rows for source in row[:-1]]


def environment() -> dict[str, str]:
    pairs = [rest for word, rest in instructions() if word == "ENV"]
    return dict(pair.split("=", 1) for rest in pairs for pair in rest.split())


def command(word: str) -> list[str]:
    (rest,) = [rest for found, rest in instructions() if found == word]
    return [sys.executable, *json.loads(rest[rest.index("[") :])[1:]]


@dataclass(frozen=True)
class Running:
    """The program as the container has it, and all that it asked of the world outside."""

    port: int
    environment: dict[str, str]
    asked_outside: list[bytes]

    def get(self, path: str, host: str = HOST) -> tuple[int, str, bytes]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", path, headers={"Host": host})
        answer = line.getresponse()
        found = answer.status, answer.headers.get_content_type(), answer.read()
        line.close()
        return found


@pytest.fixture(scope="module")
def outside() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that answers nobody and keeps the first line of what it was asked."""
    asked: list[bytes] = []
    trap = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                line, _ = trap.accept()
            except OSError:
                return
            with line:
                asked.append(line.recv(200).partition(b"\r\n")[0])

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{trap.getsockname()[1]}", asked
    trap.close()


@pytest.fixture(scope="module")
def container(
    tmp_path_factory: pytest.TempPathFactory, outside: tuple[str, list[bytes]]
) -> Iterator[Running]:
    """Run the container's command on the container's files, below a path and behind a name."""
    folder = tmp_path_factory.mktemp("app")
    for source, target in copies():
        place = folder / target / (source.rpartition("/")[2] if target.endswith("/") else "")
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / source, place)
    proxy, asked = outside
    port = free_port()
    surroundings = environment() | {
        "PATH": os.defpath,
        "HOME": str(tmp_path_factory.mktemp("home")),
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{HOST} 127.0.0.1",
        "STREAMLIT_SERVER_BASE_URL_PATH": "programs",
        "http_proxy": proxy,
        "https_proxy": proxy,
    }
    log = folder.parent / "container-log.txt"
    with log.open("wb") as file:
        process = subprocess.Popen(
            command("CMD"), cwd=folder, env=surroundings, stdout=file, stderr=file
        )
    running = Running(port, surroundings, asked)
    try:
        if not healthy(running, 60):
            pytest.fail(f"the program did not start:\n{log.read_text()[-2000:]}")
        yield running
    finally:
        process.terminate()
        process.wait(20)


def healthy(running: Running, seconds: float) -> bool:
    """Whether the health check of the Dockerfile passes within so many seconds."""
    check = [part.replace("8501", str(running.port)) for part in command("HEALTHCHECK")]
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not subprocess.run(
            check, env=running.environment, stderr=subprocess.DEVNULL, check=False
        ).returncode:
            return True
        time.sleep(0.5)
    return False


def test_everything_the_dockerfile_copies_exists_and_is_let_into_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let_in = [line.removeprefix("!") for line in lines if line.startswith("!")]
    assert lines[1] == "*"
    assert sorted(source for source, _ in copies()) == sorted(let_in)
    assert [name for name in let_in if not (ROOT / name).exists()] == []


def test_the_container_does_not_run_as_root_and_opens_the_port_of_the_settings() -> None:
    words = dict(instructions())
    user, group = words["USER"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert words["EXPOSE"] == "8501"
    assert "port = 8501" in (ROOT / ".streamlit/config.toml").read_text("utf-8")


def test_only_the_build_installs_and_only_what_the_program_runs_on() -> None:
    runs = [rest for word, rest in instructions() if word == "RUN"]
    assert [rest for rest in runs if "install" in rest] == [
        "python -m pip install --no-cache-dir --disable-pip-version-check -r requirements.txt"
    ]


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/programs/", "text/html", b"<title>Map"),
        ("/programs/assets/leaflet/leaflet.js", "javascript", b"Leaflet 1.9.3"),
        (f"/programs/assets/map/{static_version()}/map.js", "javascript", b"window.inlmap"),
        (f"/programs/assets/map/{static_version()}/page.css", "text/css", b"{"),
        ("/programs/assets/pictures/canines.svg", "image/svg+xml", b"<path"),
        ("/programs/data/programs.csv", "text/csv", b"program_id"),
        ("/programs/_stcore/health", "text/plain", b"ok"),
    ],
)
def test_below_a_path_every_address_answers(
    container: Running, path: str, kind: str, words: bytes
) -> None:
    status, found, body = container.get(path)
    assert status == 200
    assert kind in found
    assert words in body


@pytest.mark.parametrize(
    "path", ["/", "/data/programs.csv", "/assets/leaflet/leaflet.js", "/programsdata/x"]
)
def test_outside_the_path_nothing_answers(container: Running, path: str) -> None:
    assert container.get(path)[0] == 404


@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_to_its_foot_from_the_copied_files(container: Running, page: str) -> None:
    received = run_of(container, page)
    assert "</footer>" in received
    assert "exception {" not in received


def run_of(running: Running, page: str) -> str:
    """What a browser is sent that opens a page."""
    request = BackMsg()
    request.rerun_script.page_name = "" if page == "map" else page
    received = ""
    address = f"ws://127.0.0.1:{running.port}/programs/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as line:
        line.send(request.SerializeToString())
        while True:
            content = line.recv(timeout=60)
            message = ForwardMsg.FromString(content if isinstance(content, bytes) else b"")
            received += str(message)
            if message.WhichOneof("type") == "script_finished":
                return received


def test_only_the_named_hosts_are_answered(container: Running) -> None:
    hosts = (HOST, "127.0.0.1", "localhost", "attacker.example")
    answers = [container.get("/programs/", host)[0] for host in hosts]
    assert answers == [200, 200, 400, 400]


def test_neither_the_start_nor_a_stranger_makes_the_server_ask_another_host(
    container: Running,
) -> None:
    address = f"ws://127.0.0.1:{container.port}/programs/_stcore/stream"
    for origin in ("https://attacker.example", "null"):
        with pytest.raises(InvalidStatus), connect(address, origin=origin):  # type: ignore[arg-type]
            pass
    assert container.asked_outside == []
