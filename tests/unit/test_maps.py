"""The map: drawn once from addresses on this host, painted anew for each selection."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from inlmap.catalog import Catalog
from inlmap.maps import LOOKS, Boundaries, LegendEntry, RegionMap, base_map, map_picture
from inlmap.selection import Selection

HOSTILE = "</script><script>alert('x')</script>`${alert(1)}`"
ELSEWHERE = re.compile(r"""(https?:)?//[a-z0-9.-]+\.[a-z]{2,}""")


def rendered(catalog: Catalog, selection: Selection) -> str:
    """The text of the map's frame with its paint."""
    region = base_map(catalog)
    region.add_child(map_picture(catalog, selection).layer())
    return str(region.get_root().render())


def look(catalog: Catalog, selection: Selection, iso3: str) -> str:
    return str(map_picture(catalog, selection).state["countries"][iso3][0])


def test_scripts_and_styles_come_from_this_host_only() -> None:
    parts = [RegionMap, Boundaries]
    addresses = [item[1] for part in parts for item in part.default_js + part.default_css]
    assert len(addresses) >= 4
    assert [address for address in addresses if not address.startswith("../../assets/")] == []


def test_the_text_of_the_map_names_no_other_host(catalog: Catalog) -> None:
    text = rendered(catalog, Selection())
    assert ELSEWHERE.findall(text) == []
    assert "http:" not in text
    assert "https:" not in text


def test_geometry_is_fetched_under_the_version_of_the_dataset(catalog: Catalog) -> None:
    text = rendered(catalog, Selection())
    assert f'"../../assets/geo/{catalog.version}/"' in text


def test_the_map_has_no_tiles(catalog: Catalog) -> None:
    assert "tileLayer" not in rendered(catalog, Selection())


def test_zooming_is_held_between_the_hemisphere_and_a_district(catalog: Catalog) -> None:
    text = rendered(catalog, Selection())
    assert '"minZoom": 2' in text
    assert '"maxZoom": 12' in text


@pytest.mark.parametrize(
    ("iso3", "expected"),
    [
        ("MEX", "class-4"),
        ("COL", "class-3"),
        ("CRI", "class-2"),
        ("HND", "class-1"),
        ("BOL", "class-0"),
        ("ATG", "regional"),
        ("ARG", "none"),
    ],
)
def test_a_country_has_the_look_of_its_number_of_programs(
    catalog: Catalog, iso3: str, expected: str
) -> None:
    assert look(catalog, Selection(), iso3) == expected


@pytest.mark.parametrize(
    ("iso3", "lines"),
    [
        ("HND", ["7 programs of its own", "also covered by 11 regional programs"]),
        ("HTI", ["10 programs of its own"]),
        ("GUY", ["1 program of its own", "also covered by 8 regional programs"]),
        ("ATG", ["regional only", "covered by 9 regional programs"]),
        ("BRA", ["regional only", "covered by 1 regional program"]),
        ("ARG", ["no evidence found"]),
    ],
)
def test_a_country_says_in_words_what_its_look_means(
    catalog: Catalog, iso3: str, lines: list[str]
) -> None:
    assert map_picture(catalog, Selection()).state["countries"][iso3][1] == tuple(lines)


def test_every_partner_country_is_painted_and_no_other(catalog: Catalog) -> None:
    painted = map_picture(catalog, Selection()).state["countries"]
    assert len(painted) == 32
    assert "USA" not in painted
    assert "CUB" not in painted


def test_every_look_in_use_is_defined_for_the_browser(catalog: Catalog) -> None:
    picture = map_picture(catalog, Selection())
    used = {value[0] for value in picture.state["countries"].values()}
    assert used | {entry.look for entry in picture.legend} <= set(LOOKS)


def test_four_kinds_of_knowledge_have_four_fills() -> None:
    fills = [LOOKS[name]["fillColor"] for name in ("class-0", "zero", "regional", "none")]
    assert len(set(fills)) == 4


def test_a_filter_repaints_the_countries(catalog: Catalog) -> None:
    carsi = Selection(initiative=("CARSI",))
    assert look(catalog, carsi, "MEX") == "none"
    assert look(catalog, carsi, "CRI") == "class-4"


def test_the_chosen_countries_are_marked_and_the_others_keep_their_color(
    catalog: Catalog,
) -> None:
    state = map_picture(catalog, Selection(country=("HND", "GTM"))).state
    assert state["selected"] == ["HND", "GTM"]
    assert state["countries"]["MEX"][0] == "class-4"


def test_only_places_of_selected_programs_are_shown(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        places=[{}, {"place_id": "P2", "iso3": "GTM"}],
        programs=[
            {"scope": "place", "place_ids": "P1"},
            {"program_id": "B", "scope": "place", "place_ids": "P1"},
            {"program_id": "C", "scope": "place", "place_ids": "P2", "iso3": "GTM"},
        ],
    )
    picture = map_picture(catalog, Selection(country=("HND",)))
    assert picture.state["programs"] == [0, 1]


def test_the_legend_prints_the_bounds_of_the_classes(catalog: Catalog) -> None:
    assert map_picture(catalog, Selection()).legend == (
        LegendEntry("class-0", "1 to 4 programs"),
        LegendEntry("class-1", "6 to 7 programs"),
        LegendEntry("class-2", "10 to 15 programs"),
        LegendEntry("class-3", "45 programs"),
        LegendEntry("class-4", "86 programs"),
        LegendEntry("regional", "Regional only: covered by a program shared with other countries"),
        LegendEntry("none", "No evidence found in the sources"),
    )


def test_a_class_of_one_program_is_in_the_singular(tiny_catalog: Callable[..., Catalog]) -> None:
    legend = map_picture(tiny_catalog(), Selection()).legend
    assert legend[0] == LegendEntry("class-0", "1 program")


def test_an_empty_selection_is_painted_without_classes(catalog: Catalog) -> None:
    nothing = Selection(initiative=("Bicentennial-Framework",), theme=("supply",))
    picture = map_picture(catalog, nothing)
    assert {value[0] for value in picture.state["countries"].values()} == {"none"}
    assert [entry.look for entry in picture.legend] == ["regional", "none"]
    assert picture.state["programs"] == []


def test_the_paint_is_small_enough_to_send_at_every_filter(catalog: Catalog) -> None:
    assert len(json.dumps(map_picture(catalog, Selection()).state)) < 8_000


def test_hostile_text_cannot_close_the_script_of_the_map(catalog: Catalog) -> None:
    region = base_map(catalog)
    region.add_child(map_picture(catalog, Selection(), place_id=HOSTILE).layer())
    text = str(region.get_root().render())
    assert "alert" in text  # the place id is there, as data
    assert "<script>alert" not in text
    assert "</script><script>" not in text
