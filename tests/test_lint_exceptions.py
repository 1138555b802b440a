"""Every exception of the linter is needed: its files are there and break the rule it allows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
PER_FILE = [
    (pattern, rule) for pattern, rules in LINT["per-file-ignores"].items() for rule in rules
]


@cache
def broken_rules() -> frozenset[tuple[str, str]]:
    """Each file and a rule it breaks, when no exception of the settings holds."""
    without = ["--select", "ALL", "--config", "lint.per-file-ignores = {}"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json", *without],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    found = [
        (Path(one["filename"]).relative_to(ROOT).as_posix(), one["code"])
        for one in json.loads(done.stdout)
    ]
    return frozenset(found)


def breaks(rule: str, code: str) -> bool:
    """Whether a code is of a rule or of a family of rules, which has letters only."""
    return bool(re.fullmatch(rf"{rule}\d*", code))


def test_without_the_exceptions_the_linter_finds_much() -> None:
    assert len({name for name, _ in broken_rules()}) > 100


@pytest.mark.parametrize(("pattern", "rule"), PER_FILE)
def test_an_exception_for_files_is_needed_by_one_of_them(pattern: str, rule: str) -> None:
    assert [
        name for name, code in broken_rules() if fnmatch(name, pattern) and breaks(rule, code)
    ] != []


@pytest.mark.parametrize("rule", LINT["ignore"])
def test_an_exception_for_all_files_is_needed_by_one_of_them(rule: str) -> None:
    elsewhere = {(pattern, one) for pattern, one in PER_FILE if breaks(one, rule)}
    assert [
        name
        for name, code in broken_rules()
        if breaks(rule, code)
        if not any(fnmatch(name, pattern) for pattern, _ in elsewhere)
    ] != []
