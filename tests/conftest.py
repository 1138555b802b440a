"""Fixtures shared by the tests: the shipped catalog, a copy to spoil, and tiny data folders."""

from __future__ import annotations

import csv
import gc
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.dataset.boundaries import ADMIN1, COUNTRIES, Layer
from inlmap.dataset.schema import TABLES, Table
from tests.shipped import shipped

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
START_LIMIT_S = 60
OWN_VARIABLES = ("INLMAP_DATA", "INLMAP_TILES")
Rows = list[dict[str, str]]

# A tiny data folder has one such row per table; rows that a test gives are merged over it.
TINY_ROWS: dict[str, dict[str, str]] = {
    "programs": {
        "program_id": "PR1",
        "name": "Port police",
        "initiative_id": "ALPHA",
        "iso3": "HND",
        "assistance_type": "training",
        "lead_agency": "INL",
        "modality": "bilateral",
        "scope": "country",
        "description": "Trains the port police.",
        "source_id": "S1",
    },
    "funding": {
        "record_id": "R1",
        "series_id": "lines",
        "iso3": "HND",
        "recipient": "Honduras",
        "fy_start": "2010",
        "fy_end": "2010",
        "account": "INCLE",
        "stage": "allocated",
        "amount_usd_millions": "1",
        "basis": "printed",
        "source_id": "S1",
    },
    "series": {
        "series_id": "lines",
        "family": "lines",
        "title": "Country lines",
        "source_id": "S1",
        "stage": "allocated",
        "scope": "country",
        "adds_over": "country;account;year",
        "headline": "headline",
        "rule": "Headline because it is the only one.",
    },
    "initiatives": {
        "initiative_id": "ALPHA",
        "name": "Alpha Security Initiative",
        "short_name": "Alpha",
        "sort_order": "1",
        "description": "A first initiative.",
    },
    "goals": {"goal_id": "ALPHA-1", "initiative_id": "ALPHA", "number": "1", "name": "Safe ports"},
    "themes": {
        "theme_id": "borders",
        "name": "Borders",
        "sort_order": "1",
        "description": "Ports and land borders.",
    },
    "members": {"initiative_id": "ALPHA", "iso3": "HND", "role": "partner"},
    "places": {
        "place_id": "P1",
        "name": "Puerto Cortés",
        "iso3": "HND",
        "lat": "15.8",
        "lon": "-87.9",
        "kind": "city",
        "precision": "exact",
        "source": "Typed by hand",
    },
    "sources": {"source_id": "S1", "title": "A report", "publisher": "GAO"},
    "statements": {
        "statement_id": "ST1",
        "position": "1",
        "kind": "absence",
        "fact": "How much the ports cost.",
        "value": "not stated",
        "cause": "not found",
        "explanation": "No source was found.",
    },
    "results": {
        "result_id": "RES1",
        "kind": "reported",
        "what": "Officers trained",
        "value": "40",
        "unit": "people",
        "who_says": "The embassy",
        "source_id": "S1",
    },
    "indicators": {
        "indicator_id": "homicides",
        "name": "Homicides",
        "sort_order": "1",
        "unit": "victims",
        "definition": "Victims of homicide.",
        "direction": "higher is worse",
        "years": "calendar",
        "comparable": "yes",
        "publisher": "UNODC",
        "caution": "A missing year is not zero.",
    },
    "indicator_values": {
        "indicator_id": "homicides",
        "iso3": "HND",
        "year": "2010",
        "value": "6000",
        "unit": "victims",
        "basis": "printed",
        "source_id": "S1",
    },
}
OUTCOMES = ("results", "indicators", "indicator_values")  # without rows unless a test gives them
TINY_COUNTRIES = (
    ("GTM", "Guatemala", "partner"),
    ("HND", "Honduras", "partner"),
    ("USA", "United States", "context"),
)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among modules and tests: it took a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped catalog, read once for all tests."""
    return shipped()


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """A copy of the shipped data that a test may change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Callable[..., Path]:
    """Write a small valid data folder; keyword arguments are the rows of a table."""

    def write(**rows: Rows) -> Path:
        return write_tiny_folder(tmp_path / "tiny", **rows)

    return write


@pytest.fixture
def tiny_data(tiny_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the program read a small data folder instead of the shipped one."""
    folder = tiny_folder()
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    return folder


@pytest.fixture
def tiny_catalog(tiny_folder: Callable[..., Path]) -> Callable[..., Catalog]:
    """Read a small data folder whose tables hold the rows given as keyword arguments."""

    def read(**rows: Rows) -> Catalog:
        return read_catalog(tiny_folder(**rows))

    return read


def write_tiny_folder(
    folder: Path, countries: Sequence[tuple[str, str, str]] = TINY_COUNTRIES, **rows: Rows
) -> Path:
    """Write a small valid data folder: the rows of tables, and countries in a row."""
    write_countries(folder, countries)
    write_tiny_tables(folder, **rows)
    write_layer(folder, ADMIN1, [feature(ADMIN1, 0, code="HN-CR", iso3="HND", name="Cortés")])
    return folder


def write_tiny_tables(folder: Path, **rows: Rows) -> None:
    """Write the rows of tables; a folder without boundaries of its own has the shipped ones."""
    for table in TABLES:
        write_table(folder, table, rows.get(table.name, [] if table.name in OUTCOMES else [{}]))


def write_table(folder: Path, table: Table, rows: Rows) -> None:
    with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(TINY_ROWS[table.name] | row for row in rows)


def write_countries(folder: Path, countries: Sequence[tuple[str, str, str]]) -> None:
    """Write a square for each country, given as (iso3, name, role), from west to east."""
    (folder / "geo").mkdir(parents=True, exist_ok=True)
    features = [
        feature(COUNTRIES, at * 2, iso3=iso3, name=name, role=role, lon=at * 2 + 0.5, lat=0.5)
        for at, (iso3, name, role) in enumerate(countries)
    ]
    write_layer(folder, COUNTRIES, features)


def feature(layer: Layer, west: float, **properties: Any) -> dict[str, Any]:
    square = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
    return {
        "type": "Feature",
        "properties": {**dict.fromkeys(layer.columns, "x"), **properties},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }


def write_layer(folder: Path, layer: Layer, features: list[dict[str, Any]]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    for name in (layer.file, layer.web_file):
        (folder / name).write_text(text, encoding="utf-8")


def read_rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def programs() -> list[dict[str, str]]:
    """The rows of the shipped programs.csv as text."""
    return read_rows("programs")


@pytest.fixture(scope="session")
def goals() -> list[dict[str, str]]:
    """The rows of the shipped goals.csv as text."""
    return read_rows("goals")


@pytest.fixture(scope="session")
def members() -> list[dict[str, str]]:
    """The rows of the shipped members.csv as text."""
    return read_rows("members")


@pytest.fixture(scope="session")
def sources() -> list[dict[str, str]]:
    """The rows of the shipped sources.csv as text."""
    return read_rows("sources")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310
            return answer.status == 200
    except (URLError, OSError):
        return False


@pytest.fixture(scope="session")
def start_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., str]]:
    """Return a function that starts the dashboard and returns its address."""
    servers: list[subprocess.Popen[bytes]] = []

    def start(**environment: str) -> str:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        log = tmp_path_factory.mktemp("server") / "log.txt"
        clean = {name: text for name, text in os.environ.items() if name not in OWN_VARIABLES}
        with log.open("wb") as file:
            server = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
                cwd=ROOT,
                env=clean | environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        servers.append(server)
        deadline = time.monotonic() + START_LIMIT_S
        while not answers(address):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)
        return address

    yield start
    for server in servers:
        server.terminate()
    for server in servers:
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the server of most tests takes for temporary files."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="session")
def server(start_server: Callable[..., str], server_folder: Path) -> str:
    """The address of a running dashboard on the shipped data, one for all tests of a process."""
    return start_server(TMPDIR=str(server_folder))
