"""What is written about the project is true of it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from inlmap.boundaries import LAYERS, Layer
from inlmap.datapackage import codebook, datapackage_json
from inlmap.schema import TABLES, Table

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
VARIABLE = re.compile(r"\bINLMAP_[A-Z]+\b")
# Written in two halves, so that this file does not name them itself.
OUTSIDE_HOSTS = [
    f"{name}.{ending}"
    for name, ending in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare.com"),
        ("jquery", "com"),
        ("bootstrapcdn", "com"),
        ("googleapis", "com"),
        ("gstatic", "com"),
        ("proxy", "golang.org"),
    )
]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def project_files() -> list[Path]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def variables_in_code() -> set[str]:
    code = [*ROOT.glob("inlmap/**/*.py"), *ROOT.glob("tests/browser/**/*.py"), ROOT / "app.py"]
    return {name for path in code for name in VARIABLE.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("target", ["run", "test", "check"])
def test_the_readme_names_each_make_target(target: str) -> None:
    assert re.search(rf"^{target}:", read("Makefile"), re.MULTILINE)
    assert f"make {target}" in read("README.md")


def test_the_readme_names_exactly_the_environment_variables_that_are_read() -> None:
    assert set(VARIABLE.findall(read("README.md"))) == variables_in_code() | {"INLMAP_BROWSER"}


def test_the_readme_shows_a_picture_that_exists() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", read("README.md"))
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_the_changelog_has_an_entry() -> None:
    assert re.search(r"^## ", read("CHANGELOG.md"), re.MULTILINE)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_codebook_describes_every_column_of_a_table(table: Table) -> None:
    _, heading, section = read("data/README.md").partition(f"### {table.file}")
    assert heading
    described = re.findall(r"^\| `([^`]+)` \|", section.split("\n### ")[0], re.MULTILINE)
    assert described == list(table.column_names)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_the_codebook_names_every_column_of_a_boundary_layer(layer: Layer) -> None:
    codebook = read("data/README.md")
    assert [name for name in layer.columns if f"`{name}`" not in codebook] == []


def test_the_codebook_says_what_the_schema_says() -> None:
    assert codebook().strip() in read("data/README.md")


def test_the_data_package_is_the_one_the_schema_describes() -> None:
    assert read("data/datapackage.json") == datapackage_json()


def test_no_file_names_a_package_registry_or_a_delivery_network() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in project_files()
        if path != DATA / "sources.csv" and b"\0" not in path.read_bytes()
        for host in OUTSIDE_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert named == []


def test_each_test_that_the_security_page_names_exists() -> None:
    named = set(re.findall(r"tests/[\w/]+\.py", read("docs/SECURITY.md")))
    assert len(named) >= 5
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_the_shipped_settings_are_those_that_the_security_page_speaks_of() -> None:
    settings = tomllib.loads(read(".streamlit/config.toml"))
    server = settings["server"]
    assert server["address"] == "127.0.0.1"
    assert server["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert (server["enableXsrfProtection"], server["enableCORS"]) == (True, True)
    assert server["maxUploadSize"] == 5
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
