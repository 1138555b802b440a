"""The page on accessibility says what the tests allow and names each criterion of WCAG 2.2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.accessibility import EXEMPT

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "ACCESSIBILITY.md").read_text("utf-8")
LEVELS = {"A": 31, "AA": 24}  # criteria of WCAG 2.2
RESULTS = {"Supports", "Partly", "Not applicable"}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its head."""
    _, _, part = TEXT.partition(f"## {heading}\n")
    lines = [line for line in part.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def test_the_exceptions_are_those_of_the_tests() -> None:
    told = [(one.rule, one.where, one.why, one.issue) for one in EXEMPT]
    assert [
        (rule.strip("`"), where.strip("`"), *rest) for rule, where, *rest in rows("Exceptions")
    ] == (told)


@pytest.mark.parametrize("level", LEVELS)
def test_each_criterion_of_a_level_has_one_line_with_a_result(level: str) -> None:
    found = [row for row in rows("Conformance") if row[1] == level]
    numbers = [row[0].partition(" ")[0] for row in found]
    assert len(set(numbers)) == len(numbers) == LEVELS[level]
    assert {row[2] for row in found} <= RESULTS
    assert all(row[3] for row in found)


def test_each_test_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", TEXT))
    assert len(named) > 5
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
