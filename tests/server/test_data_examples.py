"""Each example of docs/DATA.md does what it says, on a running server."""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
import subprocess
import sys
import textwrap
import urllib.request
from pathlib import Path

import pytest

DOCS = (Path(__file__).parents[2] / "docs" / "DATA.md").read_text("utf-8")
HOST = "http://localhost:8501"
# A fenced block in one language and, where it says so, what it prints.
BLOCK = re.compile(
    r"^( *)```(python|sh|address)\n(.*?)^ *```\n(?:\n```text\n(.*?)^```\n)?",
    re.DOTALL | re.MULTILINE,
)
EXAMPLES = [
    (kind, textwrap.dedent(code), printed) for _, kind, code, printed in BLOCK.findall(DOCS)
]
PROGRAMS = {"python": [sys.executable, "-W", "error", "-c"], "sh": ["sh", "-e", "-c"]}


def of_kind(*kinds: str) -> list[tuple[str, str, str]]:
    return [example for example in EXAMPLES if example[0] in kinds]


@pytest.fixture
def host(server: str) -> str:
    return server


def run(kind: str, code: str, folder: Path) -> str:
    done = subprocess.run(
        [*PROGRAMS[kind], code], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_there_are_examples_for_each_of_the_three() -> None:
    assert [len(of_kind(kind)) for kind in ("address", "python", "sh")] == [1, 3, 4]
    assert DOCS.count("\n```python") + DOCS.count("\n```sh") == 7


@pytest.mark.parametrize(("kind", "code", "printed"), of_kind("python", "sh"))
def test_an_example_prints_what_the_page_says(
    host: str, tmp_path: Path, kind: str, code: str, printed: str
) -> None:
    if kind == "sh" and not shutil.which("curl"):
        pytest.skip("no curl found")
    assert HOST in code
    assert run(kind, code.replace(HOST, host), tmp_path) == printed


def test_curl_keeps_the_name_that_carries_the_filters_and_only_the_columns_asked_for(
    host: str, tmp_path: Path
) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl found")
    (code,) = [code for _, code, _ in of_kind("sh") if "columns=" in code]
    run("sh", code.replace(HOST, host), tmp_path)
    (file,) = tmp_path.iterdir()
    assert re.fullmatch(r"inlmap-programs-carsi-hnd-[0-9a-f]{10}\.csv", file.name)
    assert file.read_text("utf-8-sig").splitlines()[0] == "name,countries"


@pytest.mark.parametrize("file", ["funding.csv", "sources.csv"])
def test_curl_keeps_the_file_it_has_when_nothing_changed(
    host: str, tmp_path: Path, file: str
) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl found")
    (code,) = [code for _, code, _ in of_kind("sh") if f"--output {file}" in code]
    run("sh", code.replace(HOST, host), tmp_path)
    assert len((tmp_path / file).read_text("utf-8-sig").splitlines()) > 10


def test_excel_gets_a_table_it_can_read_from_the_web(host: str) -> None:
    """What Excel's From Web sends; its steps themselves are prose."""
    ((_, address, _),) = of_kind("address")
    request = urllib.request.Request(  # noqa: S310  # the address of the test's own server
        address.strip().replace(HOST, host),
        headers={
            "User-Agent": "Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Cache-Control": "no-cache",
        },
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        headers, body = answer.headers, gzip.decompress(answer.read())
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert len(rows) == 17
    assert {row["initiative_id"] for row in rows} == {"CARSI"}


def test_the_running_server_puts_its_security_headers_on_data_and_on_refusals(host: str) -> None:
    for path, status in (("programs.csv", 200), ("programs.csv?x=1", 400), ("nothing.csv", 404)):
        opener = urllib.request.build_opener(Answers)
        with opener.open(f"{host}/data/{path}") as answer:
            assert answer.status == status
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["x-frame-options"] == "SAMEORIGIN"


class Answers(urllib.request.HTTPErrorProcessor):
    """An answer is an answer, whatever its status."""

    def http_response(self, _, response):
        return response
