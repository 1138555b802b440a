"""An address carries a selection both ways, and what it cannot carry is told in a notice."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.address import LIST_PARAMETERS, choices, from_address, to_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection

BOLIVIA = Selection(country=("BOL",))


@settings(database=None, deadline=None, derandomize=True, max_examples=150)
@given(data=st.data())
def test_any_selection_comes_back_from_its_own_address(
    catalog: Catalog, data: st.DataObject
) -> None:
    chosen = {}
    for name in LIST_PARAMETERS:
        values = [choice.value for choice in choices(catalog)[name]]
        picked = data.draw(st.sets(st.sampled_from(values)), label=name)
        chosen[name] = tuple(value for value in values if value in picked)
    years = st.tuples(st.integers(2000, 2025), st.integers(2000, 2025)).map(sorted).map(tuple)
    fy = data.draw(st.none() | years.filter(lambda pair: pair != (2000, 2025)), label="fy")
    hidden = data.draw(st.booleans(), label="hide_undated")
    selection = Selection(**chosen, fy=fy, hide_undated=hidden)
    query = parse_qs(urlencode(to_address(selection), doseq=True))
    assert from_address(query, catalog) == (selection, ())


@settings(database=None, deadline=None, derandomize=True, max_examples=150)
@given(name=st.sampled_from([*LIST_PARAMETERS, "fy"]), values=st.lists(st.text(), max_size=4))
def test_no_text_in_an_address_is_an_error(catalog: Catalog, name: str, values: list[str]) -> None:
    selection, _ = from_address({name: values}, catalog)
    assert isinstance(selection, Selection)


def test_an_address_without_parameters_selects_everything(catalog: Catalog) -> None:
    assert from_address({}, catalog) == (Selection(), ())


def test_the_address_of_everything_is_empty() -> None:
    assert to_address(Selection()) == {}


def test_an_address_names_values_by_id_and_years_as_a_range() -> None:
    selection = Selection(initiative=("CARSI",), country=("HND", "GTM"), fy=(2008, 2015))
    assert to_address(selection) == {
        "initiative": ["CARSI"],
        "country": ["HND", "GTM"],
        "fy": ["2008-2015"],
    }


@pytest.mark.parametrize(
    "values",
    [["GTM,HND"], ["GTM", "HND"], ["hnd", " gtm "], ["Honduras,guatemala"], ["HND,GTM,HND"]],
    ids=["comma list", "repeated", "any case", "names", "twice"],
)
def test_a_list_may_be_written_in_several_ways(catalog: Catalog, values: list[str]) -> None:
    assert from_address({"country": values}, catalog) == (Selection(country=("GTM", "HND")), ())


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("initiative", "mérida", "Merida"),
        ("initiative", "Plan Colombia", "Plan-Colombia"),
        ("goal", "CARSI 3: Support strong, capable and accountable governments", "CARSI-3"),
        ("goal", "support strong, capable and accountable governments", "CARSI-3"),
        ("theme", "Corrections", "corrections"),
        ("country", "SAINT KITTS AND NEVIS", "KNA"),
        ("agency", "dod (southcom)", "DOD (SOUTHCOM)"),
        ("assistance", "it systems", "IT systems"),
    ],
)
def test_a_value_may_be_given_by_its_shown_name(
    catalog: Catalog, name: str, text: str, value: str
) -> None:
    selection, notices = from_address({name: [text]}, catalog)
    assert (getattr(selection, name), notices) == ((value,), ())


def test_a_goal_wording_of_two_initiatives_selects_both(catalog: Catalog) -> None:
    selection, _ = from_address({"goal": ["Nationalization"]}, catalog)
    assert selection.goal == ("Plan-Colombia-4", "Andean-5")


@pytest.mark.parametrize("text", ["", " ", ","])
@pytest.mark.parametrize("name", LIST_PARAMETERS)
def test_an_empty_value_selects_nothing_and_needs_no_notice(
    catalog: Catalog, name: str, text: str
) -> None:
    assert from_address({name: [text]}, catalog) == (Selection(), ())


@pytest.mark.parametrize("text", ["", " "])
def test_empty_years_select_nothing_and_need_no_notice(catalog: Catalog, text: str) -> None:
    assert from_address({"fy": [text]}, catalog) == (Selection(), ())


def test_a_comma_at_the_end_adds_nothing(catalog: Catalog) -> None:
    assert from_address({"country": ["BOL,"]}, catalog) == (BOLIVIA, ())


def test_an_unknown_value_is_ignored_with_a_notice(catalog: Catalog) -> None:
    assert from_address({"country": ["BOL,Atlantis"]}, catalog) == (
        BOLIVIA,
        ('Ignored country "atlantis": not a known value.',),
    )


def test_a_country_that_is_context_only_is_not_a_known_value(catalog: Catalog) -> None:
    assert from_address({"country": ["USA"]}, catalog) == (
        Selection(),
        ('Ignored country "usa": not a known value.',),
    )


def test_an_unknown_value_given_twice_has_one_notice(catalog: Catalog) -> None:
    assert len(from_address({"country": ["Atlantis", "Atlantis"]}, catalog)[1]) == 1


def test_an_unknown_parameter_is_left_alone(catalog: Catalog) -> None:
    assert from_address({"utm_source": ["mail"]}, catalog) == (Selection(), ())


@pytest.mark.parametrize(
    ("text", "fy"),
    [
        ("2008-2015", (2008, 2015)),
        ("2008", (2008, 2008)),
        (" 2008-2015 ", (2008, 2015)),
        ("1990-2005", (2000, 2005)),
        ("2020-2039", (2020, 2025)),
        ("2000-2025", None),
        ("1900-2099", None),
    ],
)
def test_fiscal_years_are_kept_within_those_documented(
    catalog: Catalog, text: str, fy: tuple[int, int] | None
) -> None:
    assert from_address({"fy": [text]}, catalog) == (Selection(fy=fy), ())


@pytest.mark.parametrize(
    "text", ["2015-2008", "1990-1995", "08-15", "2008-15", "2008-2015-2020", "FY2008", "२००८", "-"]
)
def test_fiscal_years_written_otherwise_are_ignored_with_a_notice(
    catalog: Catalog, text: str
) -> None:
    assert from_address({"fy": [text]}, catalog) == (
        Selection(),
        (f'Ignored fy "{text}": write it like 2000-2025.',),
    )


def test_a_hostile_long_value_is_cut_in_its_notice(catalog: Catalog) -> None:
    selection, notices = from_address({"agency": ["x" * 1_000_000]}, catalog)
    assert selection == Selection()
    assert notices == (f'Ignored agency "{"x" * 59}…": not a known value.',)


def test_a_hostile_long_range_of_years_is_cut_in_its_notice(catalog: Catalog) -> None:
    (notice,) = from_address({"fy": ["2" * 1_000_000]}, catalog)[1]
    assert len(notice) < 100


def test_thousands_of_unknown_values_do_not_make_thousands_of_notices(catalog: Catalog) -> None:
    values = [",".join(f"x{row}-{place}" for place in range(50)) for row in range(100)]
    assert len(from_address({"country": values}, catalog)[1]) <= 60


def test_markup_in_a_value_is_never_recognized(catalog: Catalog) -> None:
    selection, _ = from_address({"country": ["<b>BOL</b>"]}, catalog)
    assert selection == Selection()
