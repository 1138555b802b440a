"""No amount of money stands on a page without the id of the records behind it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from inlmap.catalog.followed import shared_catalog
from inlmap.dataset.folder import data_folder
from inlmap.figures.figure_ids import figure_of

DOLLARS = re.compile(r"\$\s?\d")
VISITS = [
    ("map", {}),
    ("map", {"measure": "funding"}),
    ("map", {"initiative": "CARSI"}),
    ("map", {"country": "HND", "measure": "funding"}),
    ("map", {"fy": "2010-2012"}),
    ("country", {}),
    ("country", {"country": "COL"}),
    ("country", {"country": "MEX"}),
    ("country", {"country": "HTI"}),
    ("country", {"country": "BHS"}),
    ("map", {"country": "ATG"}),
    ("map", {"country": "ARG", "fy": "2010"}),
    ("compare", {"country": ["ATG", "BHS"]}),
    ("initiative", {"initiative": "Merida"}),
    ("initiative", {"initiative": "CBSI"}),
    ("initiative", {"initiative": "Plan-Colombia"}),
    ("initiative", {}),
    ("compare", {}),
    ("compare", {"country": ["HND", "GTM"]}),
    ("compare", {"initiative": ["CARSI", "CBSI"]}),
    ("coverage", {"initiative": "CARSI"}),
    ("funding", {}),
    ("funding", {"initiative": "Merida"}),
    ("funding", {"country": "HND"}),
    ("sources", {"part": "disagree"}),
    ("sources", {"part": "totals"}),
    ("about", {}),
]
WITHOUT_AMOUNTS = ("coverage",)


class Amounts(HTMLParser):
    """Collects texts with dollars or a figure, by the figure id of the element around them.

    The title of a publication is its own source.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("img", "br", "hr"):
            own = "title" if tag == "cite" else dict(attrs).get("data-figure")
            self.open.append(own or (self.open or [""])[-1])

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in ("img", "br", "hr"):
            self.open.pop()

    def handle_data(self, data: str) -> None:
        figure = (self.open or [""])[-1]
        if DOLLARS.search(data) or "!" in figure:
            self.found.append((figure, data.strip()))


def in_dollars(millions):
    """An amount from a million on as the pages write it: ``$4.40B``, ``$954.6M``."""
    return f"${millions / 1000:,.2f}B" if millions >= 999.95 else f"${millions:,.1f}M"


@pytest.fixture
def amounts_on(visit):
    def read(page, query):
        visitor = visit(**query)
        if page != "map":
            visitor.open_page(page)
        parser = Amounts()
        parser.feed(visitor.markup)
        return parser.found

    return read


@pytest.mark.parametrize(("page", "query"), VISITS)
def test_every_amount_has_the_id_of_its_records(amounts_on, page, query):
    found = amounts_on(page, query)
    assert [words for figure, words in found if not figure] == []
    assert bool(found) == (page not in WITHOUT_AMOUNTS)


def test_ten_amounts_lead_to_the_rows_that_make_them_up(amounts_on):
    catalog = shared_catalog(data_folder())
    found = [one for iso3 in ("COL", "MEX") for one in amounts_on("country", {"country": iso3})]
    checked = [one for one in found if "!" in one[0] and re.match(r"\$?\d", one[1])][:10]
    assert len(checked) == 10
    for figure_id, words in checked:
        figure = figure_of(catalog, figure_id)
        rows = catalog.funding[catalog.funding["record_id"].isin(figure.record_ids)]
        millions = rows["amount_usd_millions"].sum()
        assert set(rows["stage"]) == {figure.stage}
        assert words.partition(" ")[0] in [f"{millions:,.3f}", in_dollars(millions)]
