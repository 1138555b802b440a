"""An address asks the Sources page for a part, or for one thing, and what is unknown is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.figure_ids import figure_id
from inlmap.presentation.view import View
from inlmap.ui.sources.asked import address, ask, read_asked


class Address(dict[str, list[str]]):
    """The parameters of an address as Streamlit gives them."""

    def get(self, name: str, default: str = "") -> str:
        return self[name][-1] if name in self else default

    def get_all(self, name: str) -> list[str]:
        return super().get(name, [])

    def from_dict(self, given: dict[str, list[str]]) -> None:
        self.clear()
        self.update(given)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Address:
    bar = Address()
    monkeypatch.setattr("streamlit.query_params", bar)
    return bar


@pytest.fixture
def tiny(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog()


def test_without_anything_asked_the_publications_are_shown(given: Address, tiny: Catalog) -> None:
    assert given == {}
    asked = read_asked(tiny)
    assert (asked.part, asked.one, asked.notices) == ("sources", "", ())
    assert (asked.program, asked.figure) == ("", None)


def test_a_part_is_known_in_any_case(given: Address, tiny: Catalog) -> None:
    given["part"] = [" Totals "]
    assert read_asked(tiny).part == "totals"


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [("record", "r1", "amounts"), ("source", "S1", "sources"), ("statement", "st1", "disagree")],
)
def test_one_thing_is_opened_in_its_part_whatever_part_is_named(
    given: Address, tiny: Catalog, name: str, value: str, part: str
) -> None:
    given.update({name: [value], "part": ["downloads"]})
    asked = read_asked(tiny)
    assert (asked.part, asked.one) == (part, value.upper())


def test_of_two_things_a_record_goes_first(given: Address, tiny: Catalog) -> None:
    given.update({"source": ["S1"], "record": ["R1"]})
    assert (read_asked(tiny).part, read_asked(tiny).one) == ("amounts", "R1")


def test_a_program_and_an_amount_are_found(given: Address, tiny: Catalog) -> None:
    figure = View(tiny, Selection()).figure
    given.update({"program": ["pr1"], "figure": [figure_id(tiny, figure)]})
    asked = read_asked(tiny)
    assert (asked.program, asked.figure, asked.notices) == ("PR1", figure, ())


def test_what_is_unknown_is_named_and_the_first_part_is_shown(
    given: Address, tiny: Catalog
) -> None:
    given.update({"part": ["x"], "record": ["R9"], "program": ["<b>"]})
    asked = read_asked(tiny)
    assert (asked.part, asked.one, asked.program) == ("sources", "", "")
    assert asked.notices == (
        'Ignored part "x": not a known value.',
        'Ignored record "R9": not a known value.',
        'Ignored program "<b>": not a known value.',
    )


def test_an_amount_that_is_none_is_named(given: Address, tiny: Catalog) -> None:
    given["figure"] = ["nothing"]
    asked = read_asked(tiny)
    assert asked.figure is None
    assert len(asked.notices) == 1


def test_asking_leaves_the_filters_and_drops_what_was_asked_before(given: Address) -> None:
    given.update({"country": ["HND", "GTM"], "record": ["R1"], "part": ["amounts"]})
    ask(part="totals")
    assert given == {"country": ["HND", "GTM"], "part": ["totals"]}


def test_an_address_asks_under_the_same_filters(tiny: Catalog) -> None:
    view = View(tiny, Selection(country=("HND",)))
    assert address(view, record="R 1") == "?country=HND&record=R+1"
