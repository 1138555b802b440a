"""The list of the map chooses what the map chooses, and costs nothing until it is opened."""

from __future__ import annotations

import pytest

from inlmap.ui.address_bar import PLACE_KEY
from inlmap.ui.screens.map_list import LISTED_KEY
from tests.app.conftest import Visit

LAGOON = "PLC-061"


@pytest.fixture
def listed() -> Visit:
    """A visit of the Map page with the list open."""
    visit = Visit({})
    visit.app.session_state["map_list"] = True
    visit.app.run()
    return visit


def pick(visit: Visit, code: str | None) -> None:
    visit.app.selectbox(key=LISTED_KEY).set_value(code).run()


def test_the_list_is_sent_when_it_is_opened(listed: Visit) -> None:
    sentence = "86 programs of its own, also covered by 3 regional programs"
    assert sentence not in Visit({}).html_words
    assert sentence in listed.html_words
    options = listed.app.selectbox(key=LISTED_KEY).options
    assert options[0] == f"Mexico: {sentence}"
    assert "Argentina: no evidence found" in options


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
    pick(listed, None)
    assert listed.app.session_state[PLACE_KEY] == ""


def test_the_list_follows_the_measure_of_the_map(listed: Visit) -> None:
    listed.app.session_state["measure"] = "funding"
    listed.app.run()
    assert listed.app.selectbox(key=LISTED_KEY).options[0] == (
        "Colombia: $1.61B allocated, FY2008–FY2015"
    )
