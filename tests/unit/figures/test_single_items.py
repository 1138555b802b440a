"""Single items: rows of programs with a value of their own, told without any sum."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.single_items import Item, SingleItems, single_items
from inlmap.presentation.sentences import items_sentence, summary
from inlmap.presentation.view import View
from inlmap.words import speaking

BOAT = {"program_id": "BOAT", "amount_usd_millions": "5.9", "start_year": "2021"}
DOGS = {
    "program_id": "DOGS",
    "amount_usd_millions": "0.43",
    "start_year": "2018",
    "end_year": "2019",
}
RADAR = {"program_id": "RADAR", "amount_usd_millions": "2"}
PART = {"program_id": "SECOND", "part_of": "BOAT", "amount_usd_millions": "1.84"}
PLAIN = {"program_id": "PLAIN", "start_year": "1999"}
WHOLE = {"program_id": "WHOLE", "assistance_type": "umbrella", "amount_usd_millions": "900"}
Tiny = Callable[..., Catalog]


def items_of(catalog: Catalog) -> SingleItems | None:
    return single_items(catalog.programs)


def line_of(catalog: Catalog, **filters: tuple[str, ...]) -> str:
    return View(catalog, Selection(**filters)).items_in_words  # type: ignore[arg-type]


def test_items_are_counted_with_least_greatest_and_years_and_never_added(
    tiny_catalog: Tiny,
) -> None:
    found = items_of(tiny_catalog(programs=[BOAT, DOGS, RADAR, PLAIN]))
    assert found == SingleItems(
        number=3,
        programs=3,
        least=Item("DOGS", 0.43),
        greatest=Item("BOAT", 5.9),
        first_year=2018,
        last_year=2021,
        undated=1,
    )


def test_a_program_told_in_two_rows_with_values_is_two_items(tiny_catalog: Tiny) -> None:
    found = items_of(tiny_catalog(programs=[BOAT, PART]))
    assert found is not None
    assert (found.number, found.programs) == (2, 1)


def test_a_row_that_tells_the_context_is_no_item(tiny_catalog: Tiny) -> None:
    assert items_of(tiny_catalog(programs=[PLAIN, WHOLE])) is None


def test_the_line_beside_an_amount_names_values_and_years(tiny_catalog: Tiny) -> None:
    assert line_of(tiny_catalog(programs=[BOAT, DOGS, RADAR])) == (
        "3 single items have a value of their own, $0.43M to $5.9M, 2018–2021, year not stated "
        "for 1; not part of this figure."
    )


def test_one_item_is_told_with_its_value_and_its_year(tiny_catalog: Tiny) -> None:
    assert line_of(tiny_catalog(programs=[BOAT])) == (
        "1 single item has a value of its own, $5.9M, 2021; not part of this figure."
    )
    assert line_of(tiny_catalog(programs=[RADAR])) == (
        "1 single item has a value of its own, $2.0M, year not stated; not part of this figure."
    )


def test_items_of_one_value_are_not_told_as_a_range(tiny_catalog: Tiny) -> None:
    twin = BOAT | {"program_id": "TWIN"}
    assert "have a value of their own, $5.9M each, 2021;" in line_of(
        tiny_catalog(programs=[BOAT, twin])
    )


def test_without_an_amount_it_is_said_how_many_programs_have_their_own_value(
    tiny_catalog: Tiny,
) -> None:
    catalog = tiny_catalog(
        programs=[
            row | {"theme_id": "borders"} for row in (DOGS, PLAIN, PLAIN | {"program_id": "X"})
        ]
    )
    view = View(catalog, Selection(theme=("borders",)))
    assert view.figure.value is None
    assert view.headlines[2].words == "No budget figure"
    assert items_sentence(view) == (
        "No budget figure; 1 of 3 programs has its own value: $0.43M, 2018–2019."
    )
    assert summary(view)[2:] == (
        "No budget figure; 1 of 3 programs has its own value: $0.43M, 2018–2019.",
        "No source splits the money by theme, so no budget figure can be stated for this "
        "selection.",
    )
    with speaking("es"):
        assert items_sentence(View(catalog, view.selection)) == (
            "Ninguna cifra presupuestaria; 1 de 3 programas tiene su propio valor: US$0.43 "
            "millones, 2018–2019."
        )


def test_without_an_item_nothing_is_said_of_any(tiny_catalog: Tiny) -> None:
    view = View(tiny_catalog(programs=[PLAIN]), Selection())
    assert view.single_items is None
    assert view.items_in_words == ""
    assert len(summary(view)) == 3
    nothing = View(view.catalog, Selection(theme=("borders",)))
    assert nothing.headlines[2].words == "Not stated"


@pytest.mark.parametrize(
    ("millions", "words"),
    [
        (5.9, "$5.9M"),
        (2.0, "$2.0M"),
        (1.84, "$1.84M"),
        (0.91348, "$0.91M"),
        (0.041, "$0.04M"),
        (0.0031, "$3K"),
        (65, "$65.0M"),
        (1300, "$1.30B"),
        (-0.5, "−$0.5M"),
    ],
)
def test_the_value_of_an_item_is_in_millions_with_one_decimal_or_two(
    millions: float, words: str
) -> None:
    assert formats.item_value(millions) == words
