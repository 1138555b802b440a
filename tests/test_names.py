"""Names mean one thing: no local name hides an import or a function of its module."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = [*ROOT.glob("inlmap/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]


def names_of_the_module(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def local_names(tree: ast.Module) -> set[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    nodes = [node for function in functions for node in ast.walk(function)]
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {node.arg for node in nodes if isinstance(node, ast.arg)}


def test_no_local_name_hides_an_import_or_a_function_of_its_module() -> None:
    hidden = {}
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        names = names_of_the_module(tree) & local_names(tree)
        if names:
            hidden[str(path.relative_to(ROOT))] = names
    assert len(FILES) > 100
    assert hidden == {}


def test_no_two_modules_below_the_faces_share_a_name_but_those_of_the_commands() -> None:
    faces = ("ui", "web")
    paths = [path for path in ROOT.glob("inlmap/*/*.py") if path.parent.name not in faces]
    stems = [path.stem for path in paths if path.stem not in {"__init__", "commands"}]
    assert sorted(stems) == sorted(set(stems))
