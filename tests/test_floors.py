"""The house: packages import from lower floors only, without circles, and libraries have homes."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = [
    "words",
    "formats",
    "errors",
    "colors",
    "commands",
    "deferred",
]  # each may import those before it
FLOORS = [
    {"dataset"},
    {"catalog", "ledger"},
    {"figures"},
    {"presentation"},
    {"maps"},
    {"downloads", "briefings"},
    {"web", "ui"},
    {"first_look"},
    {"__main__", "app", "pages"},
]
HOMES = {
    "babel": {"inlmap.words"},
    "folium": {"inlmap.maps.leaflet"},
    "branca": {"inlmap.maps.leaflet"},
    "matplotlib": {"inlmap.maps.image"},
    "click": {
        "inlmap.__main__",
        "inlmap.commands",
        "inlmap.catalog.commands",
        "inlmap.ledger.commands",
        "inlmap.downloads.commands",
        "inlmap.briefings.commands",
    },
    "jenkspy": {"inlmap.maps.picture"},
    "altair": {"inlmap.presentation", "inlmap.maps.country"},
    "pptx": {"inlmap.briefings.slide_parts"},
    "typst": {"inlmap.briefings.pdf"},
    "xlsxwriter": {"inlmap.briefings", "inlmap.downloads.excel_template"},
    "openpyxl": {"inlmap.dataset.workbook_reader", "inlmap.ledger.official_files"},
    "streamlit_folium": {"inlmap.ui"},
    "streamlit": {"inlmap.ui", "pages", "app", "inlmap.web.security"},
    "starlette": {"inlmap.web", "inlmap.first_look.middleware", "app"},
    "starlette_compress": {"inlmap.web.compression"},
    "brotli": {"inlmap.web.kept_files"},
    "anyio": {"inlmap.web", "inlmap.first_look.middleware"},
}


def modules() -> dict[str, set[str]]:
    """Return every module of the program with the names that it imports, as ``package.name``."""
    found = {}
    paths = [*ROOT.glob("inlmap/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
    for path in paths:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = set(imports(path))
    return found


def imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "deferred":
            names += [
                one.value.replace(":", ".") for one in node.args if isinstance(one, ast.Constant)
            ]
    return names


MODULES = modules()


def floor(name: str) -> int:
    """Return the floor of a module: its place among the root's modules, or above them all."""
    room = name.removeprefix("inlmap.").partition(".")[0]
    if room in ROOMS:
        return ROOMS.index(room) - len(ROOMS)
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imported(name: str) -> set[str]:
    """Return the modules of the program that a module imports."""
    return {
        module
        for found in MODULES[name]
        for module in (found, found.rpartition(".")[0])
        if module in MODULES and module not in {name, "inlmap"}
    }


def test_a_module_imports_from_lower_floors_or_from_its_own_room() -> None:
    upward = [
        f"{name} imports {target}"
        for name in sorted(MODULES.keys() - {"inlmap"})
        for target in sorted(imported(name))
        if floor(target) > floor(name)
        or (floor(target) == floor(name) and target.split(".")[1] != name.split(".")[1])
    ]
    assert upward == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = TopologicalSorter({name: imported(name) for name in MODULES})
    assert len([*graph.static_order()]) == len(MODULES)  # raises CycleError with the circle


def test_a_library_is_imported_in_its_home_only() -> None:
    astray = [
        f"{name} imports {library}"
        for name, found in MODULES.items()
        for library in {one.partition(".")[0] for one in found} & HOMES.keys()
        if not any(f"{name}.".startswith(f"{home}.") for home in HOMES[library])
    ]
    assert astray == []


def test_every_home_is_used() -> None:
    unused = [
        f"{library} in {home}"
        for library, homes in HOMES.items()
        for home in homes
        if not any(
            f"{name}.".startswith(f"{home}.")
            and library in {one.partition(".")[0] for one in found}
            for name, found in MODULES.items()
        )
    ]
    assert unused == []


def test_the_requirements_with_a_reason_are_the_libraries_that_are_imported() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8")
    reasoned = re.findall(r"^([\w-]+)==\S+ +# \w", lines, re.MULTILINE)
    distributions = packages_distributions()
    libraries = {one.partition(".")[0] for found in MODULES.values() for one in found}
    imported_ones = {name for library in libraries for name in distributions.get(library, ())}
    assert sorted(map(str.lower, reasoned)) == sorted(map(str.lower, imported_ones))
