"""The looks and the legend of the map under each measure, and what a click costs to send."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations

import pytest

from inlmap import colors
from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import DOCUMENTED
from inlmap.figures.measures import FUNDING, GOALS, INITIATIVES, MEASURES, PROGRAMS, unit_values
from inlmap.maps.leaflet import packed
from inlmap.maps.looks import LOOKS
from inlmap.maps.picture import MapPicture, map_picture
from inlmap.presentation.view import View
from tests.tiny_rows import BETA, FIVE_PARTNERS, line, programs_in

LARGEST_PAINT_BYTES = 8_000
WITH_UNITS = ("COL", "GTM", "HND", "MEX", "SLV")
IN_CORTES = {"admin1_code": "HN-CR"}
NONE = ("none", "No evidence found in the sources")
NO_LINE = ("none", "No line in this series; another may have one")


def legend(picture: MapPicture) -> list[tuple[str, str]]:
    return [(entry.look, entry.words) for entry in picture.legend]


def looks(catalog: Catalog, selection: Selection, measure: str) -> dict[str, str]:
    countries = map_picture(View(catalog, selection, measure)).paint.countries
    return {iso3: value[0] for iso3, value in countries.items()}


def test_the_legend_of_funding_prints_amounts_stage_years_and_series(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    amounts = {"MEX": "40", "GTM": "0.5", "HND": "2", "COL": "50"}
    lines = [line(iso3, amount) for iso3, amount in amounts.items()]
    catalog = tiny_catalog(countries=FIVE_PARTNERS, funding=lines)
    picture = map_picture(View(catalog, Selection(), FUNDING))
    assert picture.heading == "Nominal $ allocated, FY2010"
    assert picture.note == (
        "Country lines. Each country over the years for which the series has a line for it."
    )
    assert legend(picture) == [
        ("class-0", "$500K to $2.0M"),
        ("class-1", "$40.0M to $50.0M"),
        ("regional", "Regional only: paid from a line for several countries"),
        NO_LINE,
    ]
    assert looks(catalog, Selection(), FUNDING) == {
        "MEX": "class-1",
        "GTM": "class-0",
        "HND": "class-0",
        "PAN": "none",
        "COL": "class-1",
    }


def test_money_taken_back_has_a_minus_in_the_legend(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(funding=[line("HND", "-0.027"), line("GTM", "3.8")])
    picture = map_picture(View(catalog, Selection(), FUNDING))
    assert legend(picture)[0] == ("class-0", "−$27K to $3.8M")


def test_the_legend_of_goals_counts_goals(tiny_catalog: Callable[..., Catalog]) -> None:
    picture = map_picture(View(tiny_catalog(), Selection(), GOALS))
    assert picture.heading == "Goals covered by the country's own programs"
    assert legend(picture) == [
        ("class-0", "1 goal"),
        ("class-1", "2 goals"),
        ("class-2", "3 goals"),
        ("class-3", "4 to 5 goals"),
        ("class-4", "6 or more goals"),
        ("regional", "Regional only: goals served by a program shared with other countries"),
        NONE,
    ]


def test_the_legend_of_initiatives_names_those_on_the_map_in_their_order(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        initiatives=[
            BETA,
            {},
            BETA | {"initiative_id": "GAMMA", "name": "Without partners", "sort_order": "3"},
        ],
        members=[{"initiative_id": "BETA", "iso3": "HND"}, {"iso3": "HND"}],
    )
    picture = map_picture(View(catalog, Selection(), INITIATIVES))
    assert picture.heading == "Initiatives the country is a partner in"
    assert legend(picture) == [
        ("initiatives:ALPHA", "Alpha Security Initiative"),
        ("initiatives:BETA", "Beta Border Plan"),
        ("stripes", "Striped: partner in each of these initiatives"),
        ("none", "Not a partner in these initiatives"),
    ]


def test_one_initiative_has_no_stripes_in_the_legend(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        initiatives=[{}, BETA], members=[{}, {"initiative_id": "BETA", "iso3": "HND"}]
    )
    picture = map_picture(View(catalog, Selection(initiative=("ALPHA",)), INITIATIVES))
    assert legend(picture) == [
        ("initiatives:ALPHA", "Alpha Security Initiative"),
        ("outside", "Not in this choice: neither a partner nor named by its programs"),
    ]


def test_money_without_a_split_by_country_has_no_classes_and_says_why(catalog: Catalog) -> None:
    picture = map_picture(View(catalog, Selection(theme=("police",)), FUNDING))
    assert [look for look, _ in legend(picture)] == ["regional", "none"]
    assert picture.note.startswith("No source splits the money by theme")


def test_an_amount_of_zero_has_a_look_and_a_line_in_the_legend(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[{"amount_usd_millions": "0"}])
    assert looks(catalog, Selection(), FUNDING)["HND"] == "zero"
    assert ("zero", "Zero: a source states no money") in legend(
        map_picture(View(catalog, Selection(), FUNDING))
    )


def test_without_a_zero_the_legend_does_not_explain_one(catalog: Catalog) -> None:
    assert "zero" not in {
        look for look, _ in legend(map_picture(View(catalog, Selection(), FUNDING)))
    }


def test_a_country_has_the_colors_of_the_initiatives_it_is_a_partner_in(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    of_beta = {"initiative_id": "BETA"}
    catalog = tiny_catalog(
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA],
        members=[
            {"iso3": "MEX"},
            {"iso3": "HND"},
            of_beta | {"iso3": "HND"},
            of_beta | {"iso3": "PAN"},
            of_beta | {"iso3": "COL", "role": "observer"},
        ],
    )
    assert looks(catalog, Selection(), INITIATIVES) == {
        "MEX": "initiatives:ALPHA",
        "GTM": "none",
        "HND": "initiatives:ALPHA+BETA",
        "PAN": "initiatives:BETA",
        "COL": "none",
    }
    assert looks(catalog, Selection(initiative=("BETA",)), INITIATIVES) == {
        "MEX": "outside",
        "GTM": "outside",
        "HND": "initiatives:BETA",
        "PAN": "initiatives:BETA",
        "COL": "outside",
    }


def test_every_initiative_on_the_map_has_a_color(catalog: Catalog) -> None:
    found = looks(catalog, Selection(), INITIATIVES).values()
    keys = {key for look in found for key in look.partition(":")[2].split("+") if key}
    assert keys
    assert keys <= set(colors.INITIATIVE_COLORS)


@pytest.mark.parametrize("measure", [PROGRAMS, FUNDING, GOALS])
def test_every_look_of_a_measure_is_explained_by_its_legend(catalog: Catalog, measure: str) -> None:
    used = set(looks(catalog, Selection(), measure).values())
    explained = {look for look, _ in legend(map_picture(View(catalog, Selection(), measure)))}
    assert used <= explained <= set(LOOKS)


def test_each_class_of_money_in_the_legend_is_on_the_map(catalog: Catalog) -> None:
    used = set(looks(catalog, Selection(), FUNDING).values())
    classes = {look for look, _ in legend(map_picture(View(catalog, Selection(), FUNDING)))}
    assert {look for look in classes if look.startswith("class-")} <= used


@pytest.mark.parametrize(
    ("number", "paint"),
    [(1, ("class-0", ("1 program",))), (5, ("class-1", ("5 programs",)))],
)
def test_the_units_of_a_chosen_country_have_the_classes_of_countries(
    tiny_catalog: Callable[..., Catalog], number: int, paint: tuple[str, tuple[str]]
) -> None:
    catalog = tiny_catalog(
        places=[IN_CORTES], programs=programs_in("HND", number, scope="place", place_ids="P1")
    )
    units = map_picture(View(catalog, Selection(country=("HND",)))).paint.units
    assert units == {"HN-CR": paint}


def test_units_without_a_value_are_sent_as_one(catalog: Catalog) -> None:
    selection = Selection(country=("MEX",))
    paint = map_picture(View(catalog, selection)).paint
    values = unit_values(catalog, selection, PROGRAMS)
    documented = {code for code, value in values.items() if value.state == DOCUMENTED}
    assert set(paint.units) == documented
    assert 0 < len(documented) < len(values)
    assert paint.empty_unit == ("empty-unit", ("no program with a place found here",))


@pytest.mark.parametrize("measure", [FUNDING, INITIATIVES])
def test_money_and_initiatives_have_no_units(catalog: Catalog, measure: str) -> None:
    paint = map_picture(View(catalog, Selection(country=("MEX",)), measure)).paint
    assert (paint.units, paint.empty_unit) == ({}, None)


def heaviest_selections(catalog: Catalog) -> list[tuple[int, str, Selection]]:
    """The ten selections with the most to send, of all with one filter or with units."""
    single = [
        Selection(**{name: (one.value,)}) for name, of in choices(catalog).items() for one in of
    ]
    several = [
        Selection(country=codes) for size in (2, 5) for codes in combinations(WITH_UNITS, size)
    ]
    everywhere = Selection(country=catalog.partner_codes)
    sizes = [
        (
            len(json.dumps(packed(map_picture(View(catalog, selection, measure)).paint))),
            measure,
            selection,
        )
        for measure in MEASURES
        for selection in [Selection(), everywhere, *several, *single]
    ]
    return sorted(sizes, key=lambda found: -found[0])[:10]


def test_the_heaviest_paint_is_small_enough_to_send_at_every_filter(catalog: Catalog) -> None:
    heaviest = heaviest_selections(catalog)
    assert len(heaviest) == 10
    assert [found for found in heaviest if found[0] >= LARGEST_PAINT_BYTES] == []


AT_A_PLACE = {"program_id": "B", "scope": "place", "place_ids": "P1"}
SHARED = {"program_id": "C", "scope": "regional", "iso3": "GTM;HND"}


@pytest.mark.parametrize("measure", [PROGRAMS, GOALS])
def test_a_chosen_country_keeps_a_fill_under_its_states_and_counts_what_names_none(
    tiny_catalog: Callable[..., Catalog], measure: str
) -> None:
    programs = [{"goal_ids": "ALPHA-1"}, AT_A_PLACE | {"goal_ids": "ALPHA-1"}, SHARED]
    catalog = tiny_catalog(places=[IN_CORTES], programs=programs)
    picture = map_picture(View(catalog, Selection(country=("HND",)), measure))
    assert picture.paint.countries["HND"].look == "class-0"
    assert picture.paint.land_look("HND") == "pale"
    assert picture.paint.units["HN-CR"].look == "class-0"
    (entry,) = picture.units
    assert entry.look == "pale"
    assert entry.words.endswith("found here. Programs without a named state: 2")


def test_a_country_without_states_on_the_map_keeps_its_whole_fill(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{}, {"program_id": "D", "iso3": "GTM"}])
    picture = map_picture(View(catalog, Selection(country=("GTM", "HND"))))
    assert picture.paint.divided == ("HND",)
    assert picture.paint.land_look("GTM") == "class-0"
    assert picture.units[0].words.endswith("Programs without a named state: 1")


def test_a_chosen_country_that_is_not_in_the_choice_shows_no_states(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(members=[{"iso3": "GTM"}], programs=[{"iso3": "GTM"}])
    chosen = Selection(country=("HND",), initiative=("ALPHA",))
    picture = map_picture(View(catalog, chosen))
    assert picture.paint.land_look("HND") == "outside"
    assert (picture.units, picture.paint.empty_unit) == ((), None)


def test_a_state_without_a_program_has_no_fill_of_its_own() -> None:
    assert LOOKS["empty-unit"]["fillOpacity"] == 0
    assert {look["fillOpacity"] for name, look in LOOKS.items() if "class-" in name} == {1}
