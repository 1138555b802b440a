"""Start the three programs as processes of their own, and say how much memory they took."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
SCRIPTS = {
    "floor": "benchmarks/floor/app.py",
    "ours": "app.py",
    "usual": "benchmarks/usual/app.py",
}
# A variable of ours would make it another program than the shipped one.
OURS = ("INLMAP_DATA", "INLMAP_TILES")
START_SECONDS = 90
HTTP_OK = 200


@dataclass(frozen=True)
class Server:
    """A running program."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """The page's address."""
        return f"http://{HOST}:{self.port}/"

    def peak_memory_mb(self) -> float | None:
        """Return the most memory the process ever had (RSS, MB); None where /proc is missing."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.is_file():
            return None
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) * 1024 / 1e6


@contextmanager
def serving(name: str) -> Iterator[Server]:
    """Run one of the three programs until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", SCRIPTS[name], "--server.port", str(port)]
    surroundings = {key: value for key, value in os.environ.items() if key not in OURS}
    surroundings["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            server = Server(name, port, process)
            if not _answers(server):
                log.seek(0)
                raise RuntimeError(f"{name} did not start:\n{log.read().decode()[-2000:]}")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(server: Server) -> bool:
    """Wait until the server is healthy; False when it ended or took too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        connection = HTTPConnection(HOST, server.port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == HTTP_OK:
                return True
        except (OSError, HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    return False
