"""Imports go down the floors of the package, never up or sideways."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = [
    {"words", "tokens", "symbols", "kept"},
    {"errors", "schema", "formats", "stylesheet", "quantities"},
    {"cells", "files"},
    {"rows", "geojson"},
    {"reading", "relations", "boundaries", "layers"},
    {"catalog", "datapackage"},
    {"live", "preview", "sheets", "workbook", "releases", "digest"},
    {"translation", "selection", "classes", "ledger", "pictures"},
    {"references", "citations"},
    {"totals", "coverage"},
    {"profiles", "evidence", "statements", "breakdowns"},
    {"measures"},
    {"painting", "matrix"},
    {"tables", "charts", "maps", "sentences", "comparing"},
    {"exports", "bars", "view"},
    {"maprows", "changes", "captions", "frames", "brush", "geofiles", "tablefiles", "listings"},
    {"drawing", "onefile", "archive"},
    {"legends"},
    {"mapimage", "offers"},
    {"briefing", "deck"},
    {"slides", "paper", "spreadsheet"},
    {"handouts"},
    {"commands"},
    {"aid"},
    {"ui", "web", "__main__"},
    {"start"},
]
HOMES = {
    "babel": {"words"},
    "anyio": {"web"},
    "folium": {"maps"},
    "branca": {"maps"},
    "altair": {"charts", "bars"},
    "openpyxl": {"sheets", "aid"},
    "defusedxml": {"aid"},
    "click": {"aid"},
    "xlsxwriter": {"workbook", "deck", "spreadsheet"},
    "matplotlib": {"brush", "mapimage"},
    "pptx": {"deck"},
    "typst": {"paper"},
    "streamlit_folium": {"ui"},
    "streamlit": {"ui", "web", "app", "pages"},
    "starlette": {"web", "app"},
}


def imports(path: Path) -> set[tuple[str, str]]:
    """Each import as (package, the module of inlmap or an empty string)."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {(name.split(".")[0], name.split(".")[1] if "." in name else "") for name in found}


def modules() -> list[tuple[str, Path]]:
    package = ROOT / "inlmap"
    paths = [path for path in package.rglob("*.py") if path != package / "__init__.py"]
    return [(path.relative_to(package).with_suffix("").parts[0], path) for path in paths]


def test_every_module_of_the_package_stands_on_one_floor() -> None:
    listed = [name for floor in FLOORS for name in floor]
    assert sorted(listed) == sorted({name for name, _ in modules()})


def test_a_module_imports_from_lower_floors_only() -> None:
    level = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    upward = [
        f"{path.relative_to(ROOT)} imports inlmap.{target}"
        for name, path in modules()
        for package, target in imports(path)
        if package == "inlmap" and level[target] >= level[name]
        if not (target == name and name in {"ui", "web", "aid", "commands"})
    ]
    assert upward == []


def test_the_libraries_of_the_faces_stay_in_their_modules() -> None:
    faces = [("app", ROOT / "app.py"), *(("pages", path) for path in ROOT.glob("pages/*.py"))]
    astray = [
        f"{path.relative_to(ROOT)} imports {package}"
        for name, path in [*modules(), *faces]
        for package, _ in imports(path)
        if name not in HOMES.get(package, {name})
    ]
    assert astray == []


def test_each_home_of_a_library_imports_it() -> None:
    faces = [("app", ROOT / "app.py"), *(("pages", path) for path in ROOT.glob("pages/*.py"))]
    imported = {
        (package, name) for name, path in [*modules(), *faces] for package, _ in imports(path)
    }
    homes = {(package, name) for package, names in HOMES.items() for name in names}
    assert sorted(homes - imported) == []
