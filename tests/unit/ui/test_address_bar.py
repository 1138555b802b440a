"""What an address asks for is understood, or named; what the page shows is written back."""

from __future__ import annotations

import pytest

from inlmap.catalog.selection import Selection
from inlmap.ui.address_bar import _wanted, read_language, read_measure, unknown_parameters
from inlmap.words import speaking


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    kept: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", kept)
    return kept


def test_a_parameter_that_no_page_knows_is_named_once() -> None:
    assert unknown_parameters(
        ["country", "color", "lang", "color", "part", "series", "version"]
    ) == ('Ignored "color": not a filter.',)
    assert unknown_parameters([]) == ()


def test_many_strange_parameters_are_counted_after_the_first_ones() -> None:
    every = unknown_parameters([f"x{number}" for number in range(40)])
    assert every[0] == 'Ignored "x0": not a filter.'
    assert every[-1] == f"Ignored {40 - (len(every) - 1)} more."
    assert len(every) < 12


def test_a_long_strange_parameter_is_cut_on_one_line() -> None:
    [told] = unknown_parameters(["x\n" * 500])
    assert "\n" not in told
    assert "…" in told
    assert len(told) < 150


@pytest.mark.parametrize(("values", "measure"), [([], "programs"), ([" Funding "], "funding")])
def test_a_measure_is_known_in_any_case(values: list[str], measure: str) -> None:
    assert read_measure(values) == (measure, ())


def test_an_unknown_measure_is_named_and_programs_are_shown() -> None:
    measure, [told] = read_measure(["size"])
    assert measure == "programs"
    assert told.startswith('Ignored measure "size": use programs, funding, ')


@pytest.mark.parametrize(("values", "language"), [([], "en"), (["ES"], "es"), (["en", "es"], "en")])
def test_a_language_is_known_in_any_case(values: list[str], language: str) -> None:
    assert read_language(values) == (language, ())


def test_an_unknown_language_is_named_and_the_page_stays_as_it_is() -> None:
    assert read_language(["fr"]) == ("en", ('Ignored lang "fr": use en, es.',))
    with speaking("es"):
        assert read_language(["fr"])[0] == "es"


def test_the_address_of_everything_is_empty(state: dict[str, object]) -> None:
    assert state == {}
    assert _wanted(Selection()) == {}


def test_the_address_has_filters_measure_place_and_language(state: dict[str, object]) -> None:
    state["measure"] = "funding"
    state["place"] = "PLC-048"
    chosen = Selection(country=("HND", "GTM"), fy=(2010, 2015))
    with speaking("es"):
        assert _wanted(chosen) == {
            "country": ["HND", "GTM"],
            "fy": ["2010-2015"],
            "measure": ["funding"],
            "place": ["PLC-048"],
            "lang": ["es"],
        }
