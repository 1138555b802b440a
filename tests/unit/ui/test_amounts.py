"""An amount is a link to its records, and text of the data never becomes markup."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.breakdowns import figure_of_series
from inlmap.presentation.view import View
from inlmap.ui.amounts import (
    amount,
    cell,
    date_in_words,
    in_dollars,
    in_words_of,
    marked,
    of_program,
    original,
    sentence,
    with_items,
)
from inlmap.words import speaking

NOTHING = Figure(None, reason="No amount was found.")
DISPUTED = {"record_id": "R1", "kind": "contradiction", "fact": "How much."}


@pytest.fixture
def one(tiny_catalog: Callable[..., Catalog]) -> tuple[Catalog, Figure]:
    """A catalog with one amount, and that amount."""
    catalog = tiny_catalog()
    return catalog, View(catalog, Selection()).figure


def test_an_amount_is_a_link_with_its_words(one: tuple[Catalog, Figure]) -> None:
    link = str(amount(*one))
    assert link.startswith("<a class='amount' data-figure='lines!")
    assert link.endswith(">$1.0M allocated, FY2010</a>")
    assert "href='sources?figure=lines" in link


def test_an_amount_may_be_dollars_alone(one: tuple[Catalog, Figure]) -> None:
    assert str(in_dollars(*one)).endswith(">$1.0M</a>")


def test_what_has_no_amount_is_text(one: tuple[Catalog, Figure]) -> None:
    catalog, _ = one
    assert amount(catalog, NOTHING) == "no budget figure"
    assert in_dollars(catalog, NOTHING) == "no budget figure"


def test_an_amount_that_sources_dispute_bears_a_mark(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(statements=[DISPUTED, DISPUTED | {"position": "2"}])
    link = str(amount(catalog, View(catalog, Selection()).figure))
    assert link.count("<a ") == 2
    assert "href='sources?part=disagree&amp;figure=" in link
    assert link.endswith(">sources differ</a>")


def test_an_amount_of_own_rows_is_no_link_but_says_whose_it_is(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    published = tiny_catalog()
    changes = {
        "series": {"series_id": "mine", "headline": "alternate"},
        "funding": {"record_id": "M1", "series_id": "mine", "amount_usd_millions": "5"},
    }
    own = {
        name: published.raw[name].iloc[:1].assign(**cells).set_axis([2])
        for name, cells in changes.items()
    }
    catalog = with_own_rows(published, own, beside=True)
    figure = figure_of_series(catalog, Selection(), "mine")
    assert figure is not None
    told = str(amount(catalog, figure))
    assert "<a " not in told
    assert told.endswith(">$5.0M allocated, FY2010 <span class='yours'>your rows</span></span>")


def test_a_link_keeps_the_language(one: tuple[Catalog, Figure]) -> None:
    assert "lang=" not in amount(*one)
    catalog, figure = one
    with speaking("es"):
        assert "&amp;lang=es'" in amount(catalog, figure, "x")


def test_a_cell_is_escaped_and_a_figure_in_it_is_its_link(one: tuple[Catalog, Figure]) -> None:
    catalog, figure = one
    assert cell(catalog, "<b>") == "&lt;b&gt;"
    assert cell(catalog, 3) == "3"
    assert cell(catalog, figure) == amount(catalog, figure)


def test_a_sentence_has_the_link_where_the_amount_stands(one: tuple[Catalog, Figure]) -> None:
    catalog, figure = one
    told = sentence(catalog, f"<Documented>: {figure.in_words} & more", figure)
    assert told == f"&lt;Documented&gt;: {amount(catalog, figure)} &amp; more"


def test_a_sentence_without_its_amount_is_text(one: tuple[Catalog, Figure]) -> None:
    catalog, figure = one
    assert sentence(catalog, "Nothing & more", figure) == "Nothing &amp; more"
    words = "There is no budget figure."
    assert sentence(catalog, words, NOTHING) == words


def test_text_of_the_data_is_marked_as_english_on_a_page_in_another_language() -> None:
    assert original("<b>") == "&lt;b&gt;"
    with speaking("es"):
        assert original("<b>") == "<span lang='en'>&lt;b&gt;</span>"
        assert original("") == ""


def test_text_said_in_another_language_than_the_page_is_marked() -> None:
    assert in_words_of("en", "a & b") == "a &amp; b"
    assert in_words_of("es", "a & b") == "<span lang='es'>a &amp; b</span>"


def test_parts_of_a_sentence_that_are_data_are_marked() -> None:
    assert marked("De A y B.", "A", "B") == "De A y B."
    with speaking("es"):
        assert marked("De A y B.", "A", "B") == (
            "De <span lang='en'>A</span> y <span lang='en'>B</span>."
        )
        assert marked("De <A>.", "C", "") == "De &lt;A&gt;."


def test_text_of_a_program_that_names_money_leads_to_its_sources() -> None:
    assert of_program("P 1", "Trains & equips.") == "Trains &amp; equips."
    told = of_program("P 1", "Worth $5.")
    assert "href='sources?program=P%201'" in told
    assert "data-figure='P 1'>Worth $5. <a" in told


def test_the_value_of_a_program_is_a_link_to_the_sources_of_the_program(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{"amount_usd_millions": "5.9"}])
    [items] = [View(catalog, Selection()).single_items]
    assert with_items(catalog, "One of $5.9M & more.", items) == (
        "One of <a class='amount' data-figure='PR1' href='sources?program=PR1'>$5.9M</a> "
        "&amp; more."
    )
    assert with_items(catalog, "<b>", None) == "&lt;b&gt;"


def test_the_value_of_an_own_program_is_no_link_but_marked_as_yours(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog()
    row = catalog.raw["programs"].assign(program_id="MINE", amount_usd_millions="5.9")
    own = with_own_rows(catalog, {"programs": row}, beside=True)
    assert with_items(own, "$5.9M", View(own, Selection()).single_items) == (
        "<span data-figure='MINE'>$5.9M <span class='yours'>your rows</span></span>"
    )


def test_an_amount_of_own_rows_is_no_link_but_marked_as_yours(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[{}, {"record_id": "R2", "fy_start": "2011", "fy_end": "2011"}])
    row = catalog.raw["funding"].iloc[:1].assign(record_id="MINE", amount_usd_millions="7")
    own = with_own_rows(catalog, {"funding": row}, beside=False)
    told = str(amount(own, View(own, Selection()).figure))
    assert told.endswith("$7.0M allocated, FY2010 <span class='yours'>your rows</span></span>")


@pytest.mark.parametrize(
    ("stated", "english", "spanish"),
    [
        ("2026-02-05", "February 5, 2026", "5 de febrero de 2026"),
        ("2024-11", "November 2024", "noviembre de 2024"),
        ("2015", "2015", "2015"),
        (
            "2013-02-08 and 2013-03-01",
            "February 8, 2013 and March 1, 2013",
            "8 de febrero de 2013 y 1 de marzo de 2013",
        ),
        ("undated", "undated", "sin fecha"),
        ("2019-2021", "2019-2021", "<span lang='en'>2019-2021</span>"),
        (
            "2016-05 (undated copy)",
            "May 2016 (undated copy)",
            "<span lang='en'>May 2016 (undated copy)</span>",
        ),
    ],
)
def test_a_date_of_a_publication_is_told_in_words_of_the_page(
    stated: str, english: str, spanish: str
) -> None:
    assert date_in_words(stated) == english
    with speaking("es"):
        assert date_in_words(stated) == spanish
