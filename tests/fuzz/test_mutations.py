"""The mutations change what they are given, the same way for the same seed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.json_mutations import JSON_MUTATIONS
from tests.mutations import TABLE_MUTATIONS, Mutation, mutated, window

THEMES = (Path(__file__).parents[2] / "data" / "themes.csv").read_bytes()
DOCUMENT = b'{"type": "Feature", "properties": {"lon": 1.5}, "geometry": null}'
MUTATIONS = [(THEMES, mutation) for mutation in dict.fromkeys(TABLE_MUTATIONS)]
MUTATIONS += [(DOCUMENT, mutation) for mutation in dict.fromkeys(JSON_MUTATIONS)]
SEEDS = range(20)


def named(value: object) -> str | None:
    return getattr(value, "__name__", "")


@pytest.mark.parametrize(("content", "mutation"), MUTATIONS, ids=named)
def test_a_mutation_changes_a_right_file(content: bytes, mutation: Mutation) -> None:
    assert any(mutation(content, Random(seed)) != content for seed in SEEDS)


@pytest.mark.parametrize(("content", "mutation"), MUTATIONS, ids=named)
@pytest.mark.parametrize("spoiled", [b"", b"\n", b"\xff", b"[" * 9_999, b"1"])
def test_a_mutation_takes_a_file_that_is_spoiled_already(
    content: bytes, mutation: Mutation, spoiled: bytes
) -> None:
    results = [mutation(spoiled, Random(seed)) for seed in SEEDS]
    assert all(isinstance(result, bytes) for result in results), content


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (mutated(THEMES, TABLE_MUTATIONS, Random(7)) for _ in range(2))
    assert first == second


def test_a_window_is_the_heading_and_six_rows_below_each_other() -> None:
    content = b"name\n" + b"".join(b"row %d\n" % number for number in range(50))
    heading, *rows = window(content, Random(3)).decode().splitlines()
    assert heading == "name"
    first = int(rows[0].removeprefix("row "))
    assert rows == [f"row {number}" for number in range(first, first + 6)]
