"""The list of the map chooses what the map chooses, and costs nothing until it is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.ui.address_bar import PLACE_KEY
from inlmap.ui.screens.map_list import LISTED_KEY
from tests.app.conftest import Visit
from tests.tiny_rows import FIVE_PARTNERS, line, programs_in

LAGOON = "PLC-061"


def opened() -> Visit:
    """A visit of the Map page with the list open."""
    visit = Visit({})
    visit.app.session_state["map_list"] = True
    visit.app.run()
    return visit


@pytest.fixture
def listed() -> Visit:
    return opened()


def pick(visit: Visit, code: str | None) -> None:
    visit.app.selectbox(key=LISTED_KEY).set_value(code).run()


@pytest.fixture
def few(tiny_pages: Callable[..., Path]) -> None:
    """Two programs of Honduras, one that it shares with Guatemala, and money of both."""
    tiny_pages(
        countries=FIVE_PARTNERS,
        programs=programs_in("HND", 2) + programs_in("GTM;HND", 1, scope="regional"),
        funding=[line("HND", "1.5"), line("GTM", "4")],
    )


@pytest.mark.usefixtures("few")
def test_the_list_is_sent_when_it_is_opened() -> None:
    sentence = "2 programs of its own, also covered by 1 regional program"
    assert sentence not in Visit({}).html_words
    listed = opened()
    assert sentence in listed.html_words
    options = listed.app.selectbox(key=LISTED_KEY).options
    assert options[0] == f"Honduras: {sentence}"
    assert "Panama: no evidence found" in options


def test_what_is_chosen_in_the_list_is_said_there_with_the_way_to_its_card(listed: Visit) -> None:
    assert "Go to its card" not in listed.html_words
    pick(listed, LAGOON)
    assert "Laguna de Caratasca is chosen. Go to its card" in listed.html_words
    pick(listed, "LCA")
    assert "Saint Lucia is chosen. Go to its card" in listed.html_words


def test_a_country_of_the_list_sets_the_filter_and_the_filter_shows_in_the_list(
    listed: Visit,
) -> None:
    pick(listed, "LCA")
    assert listed.chosen == {"country": ["LCA"]}
    assert "Saint Lucia (selected)" in listed.html_words
    listed.choose("country", "HND")
    assert listed.app.selectbox(key=LISTED_KEY).value == "HND"
    pick(listed, None)
    assert listed.chosen == {}


def test_a_place_of_the_list_is_chosen_as_on_the_map(listed: Visit) -> None:
    pick(listed, LAGOON)
    assert listed.app.session_state[PLACE_KEY] == LAGOON
    assert listed.text_of("card").startswith("Laguna de Caratasca")
    assert listed.address == {"place": LAGOON}
    pick(listed, None)
    assert listed.app.session_state[PLACE_KEY] == ""
    assert listed.address == {}


@pytest.mark.usefixtures("few")
def test_the_list_follows_the_measure_of_the_map() -> None:
    listed = opened()
    listed.app.session_state["measure"] = "funding"
    listed.app.run()
    assert listed.app.selectbox(key=LISTED_KEY).options[0] == ("Guatemala: $4.0M allocated, FY2010")
