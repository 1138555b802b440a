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

LARGEST_PAINT_BYTES = 8_000
WITH_UNITS = ("COL", "GTM", "HND", "MEX", "SLV")
NONE = ("none", "No evidence found in the sources")


def legend(picture: MapPicture) -> list[tuple[str, str]]:
    return [(entry.look, entry.words) for entry in picture.legend]


def looks(catalog: Catalog, selection: Selection, measure: str) -> dict[str, str]:
    countries = map_picture(View(catalog, selection, measure)).paint.countries
    return {iso3: value[0] for iso3, value in countries.items()}


def test_the_legend_of_funding_prints_amounts_stage_years_and_series(catalog: Catalog) -> None:
    picture = map_picture(View(catalog, Selection(), FUNDING))
    assert picture.heading == "Nominal $ allocated, FY2008–FY2015"
    assert picture.note == (
        "INCLE allocated by country, FY2008-FY2015 (State Department budget tables). "
        "Each country over the years for which the series has a line for it."
    )
    assert legend(picture) == [
        ("class-0", "$744K to $33.1M"),
        ("class-1", "$103.7M to $121.8M"),
        ("class-2", "$299.2M"),
        ("class-3", "$1.38B"),
        ("class-4", "$1.61B"),
        ("regional", "Regional only: paid from a line for several countries"),
        NONE,
    ]


def test_money_taken_back_has_a_minus_in_the_legend(catalog: Catalog) -> None:
    picture = map_picture(View(catalog, Selection(fy=(2025, 2025)), FUNDING))
    assert picture.heading == "Nominal $ obligated, FY2025"
    assert legend(picture)[0] == ("class-0", "−$27K to $3.8M")


def test_the_legend_of_goals_counts_goals(catalog: Catalog) -> None:
    picture = map_picture(View(catalog, Selection(), GOALS))
    assert picture.heading == "Goals covered by the country's own programs"
    assert legend(picture) == [
        ("class-0", "1 goal"),
        ("class-1", "2 goals"),
        ("class-2", "3 goals"),
        ("class-3", "4 goals"),
        ("regional", "Regional only: goals served by a program shared with other countries"),
        NONE,
    ]


def test_the_legend_of_initiatives_names_those_on_the_map_in_their_order(
    catalog: Catalog,
) -> None:
    picture = map_picture(View(catalog, Selection(), INITIATIVES))
    assert picture.heading == "Initiatives the country is a partner in"
    assert legend(picture) == [
        ("initiatives:Merida", "Mérida Initiative"),
        ("initiatives:Bicentennial-Framework", "U.S.-Mexico Bicentennial Framework"),
        ("initiatives:CARSI", "Central America Regional Security Initiative"),
        ("initiatives:CBSI", "Caribbean Basin Security Initiative"),
        ("initiatives:Caribbean-bilateral", "Caribbean programs outside CBSI"),
        ("initiatives:Plan-Colombia", "Plan Colombia and consolidation"),
        ("initiatives:Andean", "Andean counternarcotics programs"),
        ("stripes", "Striped: partner in each of these initiatives"),
        ("none", "Not a partner in these initiatives"),
    ]


def test_one_initiative_has_no_stripes_in_the_legend(catalog: Catalog) -> None:
    assert legend(map_picture(View(catalog, Selection(initiative=("CBSI",)), INITIATIVES))) == [
        ("initiatives:CBSI", "Caribbean Basin Security Initiative"),
        ("none", "Not a partner in these initiatives"),
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


@pytest.mark.parametrize(
    ("iso3", "look"),
    [
        ("LCA", "initiatives:CBSI"),
        ("HND", "initiatives:Merida+CARSI"),
        ("MEX", "initiatives:Merida+Bicentennial-Framework"),
        ("COL", "initiatives:Plan-Colombia+Andean"),
        ("HTI", "initiatives:Merida+Caribbean-bilateral"),
        ("ARG", "none"),
    ],
)
def test_a_country_has_the_colors_of_all_its_initiatives(
    catalog: Catalog, iso3: str, look: str
) -> None:
    assert looks(catalog, Selection(), INITIATIVES)[iso3] == look


def test_the_stripes_follow_the_filter_by_initiative(catalog: Catalog) -> None:
    found = looks(catalog, Selection(initiative=("CARSI", "CBSI")), INITIATIVES)
    assert (found["HND"], found["DOM"], found["MEX"]) == (
        "initiatives:CARSI",
        "initiatives:CBSI",
        "none",
    )


def test_every_initiative_on_the_map_has_a_color(catalog: Catalog) -> None:
    found = looks(catalog, Selection(), INITIATIVES).values()
    keys = {key for look in found for key in look.partition(":")[2].split("+") if key}
    assert keys <= set(colors.INITIATIVE_COLORS)
    assert len(keys) == 7


@pytest.mark.parametrize("measure", [PROGRAMS, FUNDING, GOALS])
def test_every_look_of_a_measure_is_explained_by_its_legend(catalog: Catalog, measure: str) -> None:
    used = set(looks(catalog, Selection(), measure).values())
    explained = {look for look, _ in legend(map_picture(View(catalog, Selection(), measure)))}
    assert used <= explained <= set(LOOKS)


def test_each_class_of_the_legend_is_on_the_map(catalog: Catalog) -> None:
    for measure in (PROGRAMS, FUNDING, GOALS):
        used = set(looks(catalog, Selection(), measure).values())
        classes = {look for look, _ in legend(map_picture(View(catalog, Selection(), measure)))}
        assert {look for look in classes if look.startswith("class-")} <= used


def test_the_units_of_a_chosen_country_are_classed_among_themselves(catalog: Catalog) -> None:
    units = map_picture(View(catalog, Selection(country=("MEX",)))).paint.units
    assert units["MX-BCN"] == ("class-4", ("5 programs",))
    assert units["MX-DUR"] == ("class-0", ("1 program",))


def test_units_without_a_value_are_sent_as_one(catalog: Catalog) -> None:
    selection = Selection(country=("MEX",))
    paint = map_picture(View(catalog, selection)).paint
    documented = {
        code
        for code, value in unit_values(catalog, selection, PROGRAMS).items()
        if value.state == DOCUMENTED
    }
    assert set(paint.units) == documented
    assert len(documented) == 25
    assert paint.empty_unit == ("none", ("no program with a place found here",))


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
