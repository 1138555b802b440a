"""What is written about the project is true of it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from streamlit import config

from inlmap.__main__ import COMMANDS
from inlmap.dataset.boundaries import LAYERS, Layer
from inlmap.dataset.datapackage import codebook, datapackage_json
from inlmap.dataset.schema import TABLES, Table
from inlmap.ui.menu import ENTRIES
from tools.screenshots import WINDOWS, readme_shots

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
VARIABLE = re.compile(r"\bINLMAP_[A-Z_]+\b")
CODE = re.compile(r"```.*?```|^ {4,}[^\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(
    r"(?<![\w/])(?:inlmap|tests|tools|pages|benchmarks|docs|data)/[\w/.-]*\.(?:py|md|js|json|csv)\b"
)
EXAMPLES = {"pages/places.py", "inlmap/briefings/odt.py"}  # of what a developer would add
LARGEST_PICTURE = 150_000
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


def in_code(name: str) -> str:
    """What a page shows as code: in backticks, fenced or indented."""
    return "\n".join(CODE.findall(read(name)))


def anchors(name: str) -> set[str]:
    """The addresses of the headings of a page, as they are made from their words."""
    headings = re.findall(r"^#+ (.+)$", read(name), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("target", ["run", "test", "check"])
def test_the_readme_names_each_make_target(target: str) -> None:
    assert re.search(rf"^{target}:", read("Makefile"), re.MULTILINE)
    assert f"make {target}" in read("README.md")


def test_the_readme_names_exactly_the_environment_variables_that_are_read() -> None:
    assert set(VARIABLE.findall(read("README.md"))) == variables_in_code() | {"INLMAP_BROWSER"}


def test_the_readme_leads_to_every_page_of_the_documentation() -> None:
    linked = {target for _, target in LINK.findall(read("README.md"))}
    assert [name for name in PAGES[1:] if name not in linked] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_of_a_page_leads_somewhere(name: str) -> None:
    broken = []
    for _, target in LINK.findall(CODE.sub("", read(name))):
        path, _, anchor = target.partition("#")
        place = (ROOT / name).parent / path if path else ROOT / name
        if target.startswith(("https://", "http://")):
            continue
        if not place.exists() or (anchor and anchor not in anchors(str(place.relative_to(ROOT)))):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", PAGES)
def test_every_command_that_a_page_names_exists(name: str) -> None:
    code = in_code(name)
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", code)) <= targets
    assert set(re.findall(r"python -m inlmap ([a-z-]+)", code)) <= set(COMMANDS)
    modules = re.findall(r"python -m ((?:tools|benchmarks)\.\w+)", code)
    assert [one for one in modules if not (ROOT / f"{one.replace('.', '/')}.py").is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_variable_that_a_page_names_is_read_somewhere(name: str) -> None:
    read_by = [*ROOT.glob("inlmap/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "Makefile"]
    known = {found for path in read_by for found in VARIABLE.findall(path.read_text("utf-8"))}
    assert set(VARIABLE.findall(read(name))) - known == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_a_page_names_exists(name: str) -> None:
    named = set(FILE.findall(in_code(name))) - EXAMPLES
    assert [one for one in sorted(named) if not (ROOT / one).exists()] == []


def test_the_rooms_of_the_developers_page_are_the_packages() -> None:
    _, _, section = read("docs/DEVELOPERS.md").partition("\n## The rooms\n")
    named = re.findall(r"^\| `(inlmap[\w/]*)` \|", section.partition("\n## ")[0], re.MULTILINE)
    packages = [path.parent.relative_to(ROOT) for path in ROOT.glob("inlmap/**/__init__.py")]
    assert sorted(named) == sorted(str(path) for path in packages)


def test_the_root_of_the_package_has_few_modules() -> None:
    assert len(list(ROOT.glob("inlmap/*.py"))) <= 8


def test_every_name_that_a_recipe_gives_stands_in_the_file_of_its_row() -> None:
    rows = re.findall(r"^\| `([\w/]+\.py)` \| (.+) \|$", read("docs/DEVELOPERS.md"), re.MULTILINE)
    names = [
        (file, name)
        for file, words in rows
        if file not in EXAMPLES
        for name in re.findall(r"`([A-Za-z_]\w+)`", words)
        if not name.islower() or "_" in name
    ]
    assert len(names) > 10
    assert [f"{file}: {name}" for file, name in names if name not in read(file)] == []


@pytest.mark.parametrize("example", sorted(EXAMPLES))
def test_an_example_of_a_file_is_named_by_a_page_and_is_not_there(example: str) -> None:
    assert any(example in in_code(name) for name in PAGES)
    assert not (ROOT / example).exists()


def test_the_readme_has_a_paragraph_and_a_picture_for_every_page_of_the_menu() -> None:
    stems = sorted(path.stem for path in ROOT.glob("pages/*.py"))
    assert sorted(entry.name for entry in ENTRIES) == stems
    assert sorted(readme_shots()) == [f"{stem}.png" for stem in stems]
    text = read("README.md")
    for entry in ENTRIES:
        assert f"**{entry.title}.** " in text
        assert f"](docs/images/{entry.name}.png)" in text


@pytest.mark.parametrize("name", readme_shots())
def test_a_picture_of_the_readme_is_small_and_as_large_as_a_window(name: str) -> None:
    path = ROOT / "docs/images" / name
    with Image.open(path) as picture:
        assert picture.size == tuple(WINDOWS[1400].values())
    assert path.stat().st_size < LARGEST_PICTURE


def test_the_settings_that_operators_may_change_are_as_shipped() -> None:
    rows = re.findall(r"^\| `(\w+)\.(\w+)` \| ([^|]+) \|", read("docs/OPERATORS.md"), re.MULTILINE)
    shipped = tomllib.loads(read(".streamlit/config.toml"))
    told = {f"{section}.{name}": re.sub(r" \(.*\)|`", "", cell) for section, name, cell in rows}
    values = {
        f"{section}.{name}": shipped[section].get(name, config.get_option(f"{section}.{name}"))
        for section, name, _ in rows
    }
    words = {
        name: ", ".join(value) if isinstance(value, list) else str(value) or "empty"
        for name, value in values.items()
    }
    assert len(words) == 6
    assert told == words


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
        if b"\0" not in path.read_bytes()
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
