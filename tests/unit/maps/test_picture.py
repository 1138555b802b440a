"""The map: drawn once from addresses on this host, painted anew for each selection."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from unittest.mock import patch

import pytest
import shapely
from streamlit_folium import st_folium

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.measures import INITIATIVES
from inlmap.maps.leaflet import Boundaries, RegionMap, base_map, paint_layer
from inlmap.maps.looks import (
    LOOKS,
    REGIONS,
    drawing_version,
    map_settings,
    static_version,
    tile_address,
)
from inlmap.maps.picture import LegendEntry, map_picture
from inlmap.presentation.view import View
from tests.tiny_rows import BETA, FIVE_PARTNERS, programs_in

HOSTILE = "</script><script>alert('x')</script>`${alert(1)}`"
SHARED = {"iso3": "GTM;HND", "scope": "regional"}
ELSEWHERE = re.compile(r"""(https?:)?//[a-z0-9.-]+\.[a-z]{2,}""")


def sent(view: View) -> str:
    """All texts that the map's frame gets: scripts, styles, addresses and paint."""
    with patch("streamlit_folium._component_func", side_effect=dict) as component:
        st_folium(
            base_map(view.catalog),
            key="map",
            returned_objects=[],
            render=False,
            feature_group_to_add=paint_layer(view),
        )
    arguments = component.call_args.kwargs
    names = ("script", "header", "html", "feature_group", "css_links", "js_links")
    return "\n".join(str(arguments[name]) for name in names)


def rendered(catalog: Catalog, selection: Selection) -> str:
    return sent(View(catalog, selection))


def look(catalog: Catalog, selection: Selection, iso3: str) -> str:
    return str(map_picture(View(catalog, selection)).paint.countries[iso3][0])


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


def test_all_that_the_map_fetches_lies_under_one_version(catalog: Catalog) -> None:
    text = rendered(catalog, Selection())
    assert f'"../../assets/geo/{drawing_version(catalog)}/"' in text


def test_the_map_has_no_tiles(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INLMAP_TILES", raising=False)
    assert "tileLayer" not in rendered(catalog, Selection())
    assert map_settings()["tiles"] == ""


def test_zooming_is_held_between_the_hemisphere_and_a_district(catalog: Catalog) -> None:
    text = rendered(catalog, Selection())
    assert '"minZoom": 2' in text
    assert '"maxZoom": 12' in text


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "none"),
        (1, "class-0"),
        (4, "class-0"),
        (5, "class-1"),
        (9, "class-1"),
        (10, "class-2"),
        (19, "class-2"),
        (20, "class-3"),
        (49, "class-3"),
        (50, "class-4"),
    ],
)
def test_a_country_has_the_look_of_its_number_of_programs(
    tiny_catalog: Callable[..., Catalog], number: int, expected: str
) -> None:
    catalog = tiny_catalog(programs=programs_in("HND", number))
    assert look(catalog, Selection(), "HND") == expected


def test_a_country_that_only_shares_a_program_looks_regional(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert look(tiny_catalog(programs=[SHARED]), Selection(), "GTM") == "regional"


@pytest.mark.parametrize(
    ("own", "shared", "lines"),
    [
        (7, 2, ("7 programs of its own", "also covered by 2 regional programs")),
        (7, 0, ("7 programs of its own",)),
        (1, 1, ("1 program of its own", "also covered by 1 regional program")),
        (0, 2, ("regional only", "covered by 2 regional programs")),
        (0, 1, ("regional only", "covered by 1 regional program")),
        (0, 0, ("no evidence found",)),
    ],
)
def test_a_country_says_in_words_what_its_look_means(
    tiny_catalog: Callable[..., Catalog], own: int, shared: int, lines: tuple[str, ...]
) -> None:
    both = programs_in("GTM;HND", shared, scope="regional")
    catalog = tiny_catalog(programs=programs_in("HND", own) + both)
    assert map_picture(View(catalog, Selection())).paint.countries["HND"].words == lines


def test_every_partner_country_is_painted_and_no_other(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    painted = map_picture(View(tiny_catalog(), Selection())).paint.countries
    assert sorted(painted) == ["GTM", "HND"]  # and not the United States


def test_every_look_in_use_is_defined_for_the_browser(catalog: Catalog) -> None:
    picture = map_picture(View(catalog, Selection()))
    used = {value[0] for value in picture.paint.countries.values()}
    assert used | {entry.look for entry in picture.legend} <= set(LOOKS)


def test_four_kinds_of_knowledge_have_four_fills() -> None:
    fills = [LOOKS[name]["fillColor"] for name in ("class-0", "zero", "regional", "none")]
    assert len(set(fills)) == 4


def test_a_filter_repaints_the_countries(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        initiatives=[{}, BETA],
        programs=programs_in("HND", 5) + programs_in("GTM", 1, initiative_id="BETA"),
    )
    assert look(catalog, Selection(), "GTM") == "class-0"
    alpha = Selection(initiative=("ALPHA",))
    assert look(catalog, alpha, "GTM") == "outside"
    assert look(catalog, alpha, "HND") == "class-1"


def test_the_chosen_countries_are_marked_and_the_others_keep_their_color(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(countries=FIVE_PARTNERS, programs=programs_in("MEX", 50))
    paint = map_picture(View(catalog, Selection(country=("HND", "GTM")))).paint
    assert paint.selected == ("HND", "GTM")
    assert paint.countries["MEX"].look == "class-4"


def test_only_places_of_selected_programs_are_shown(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        places=[{}, {"place_id": "P2", "iso3": "GTM"}],
        programs=[
            {"scope": "place", "place_ids": "P1"},
            {"program_id": "B", "scope": "place", "place_ids": "P1"},
            {"program_id": "C", "scope": "place", "place_ids": "P2", "iso3": "GTM"},
        ],
    )
    picture = map_picture(View(catalog, Selection(country=("HND",))))
    assert picture.paint.programs == (0, 1)


def test_the_legend_prints_the_bounds_of_the_classes(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert map_picture(View(tiny_catalog(), Selection())).legend == (
        LegendEntry("class-0", "1 to 4 programs"),
        LegendEntry("class-1", "5 to 9 programs"),
        LegendEntry("class-2", "10 to 19 programs"),
        LegendEntry("class-3", "20 to 49 programs"),
        LegendEntry("class-4", "50 or more programs"),
        LegendEntry("regional", "Regional only: covered by a program shared with other countries"),
        LegendEntry("none", "No evidence found in the sources"),
    )


def test_the_classes_of_counts_are_shown_though_a_view_fills_none_of_them(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    for programs in ([{}], []):
        legend = map_picture(View(tiny_catalog(programs=programs), Selection())).legend
        assert [entry.words for entry in legend[:5]] == [
            "1 to 4 programs",
            "5 to 9 programs",
            "10 to 19 programs",
            "20 to 49 programs",
            "50 or more programs",
        ]


def test_an_empty_selection_is_painted_without_a_class(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    nothing = Selection(initiative=("ALPHA",), theme=("borders",))
    picture = map_picture(View(tiny_catalog(), nothing))
    assert {iso3: paint.look for iso3, paint in picture.paint.countries.items()} == {
        "GTM": "outside",
        "HND": "none",
    }
    assert [entry.look for entry in picture.legend[5:]] == ["regional", "none", "outside"]
    assert picture.paint.programs == ()


def test_a_text_that_many_countries_share_is_sent_once(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(countries=FIVE_PARTNERS, programs=[{}])
    picture = map_picture(View(catalog, Selection()))
    without = [v for v in picture.paint.countries.values() if v.words == ("no evidence found",)]
    assert len(without) == 4
    assert sent(View(catalog, Selection())).count('"no evidence found"') == 1


def test_hostile_text_cannot_close_the_script_of_the_map(catalog: Catalog) -> None:
    text = sent(View(catalog, Selection(), place_id=HOSTILE))
    assert "alert" in text  # the place id is there, as data
    assert "<script>alert" not in text
    assert "</script><script>" not in text


@pytest.mark.parametrize("tiles", ["", "https://tiles.example/{z}/{x}/{y}.png"])
def test_the_settings_name_the_tile_server_of_the_environment_if_any(
    monkeypatch: pytest.MonkeyPatch, tiles: str
) -> None:
    monkeypatch.setenv("INLMAP_TILES", tiles)
    assert tile_address() == tiles
    assert map_settings()["tiles"] == tiles


def test_without_the_variable_there_is_no_tile_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INLMAP_TILES", raising=False)
    assert tile_address() == ""


def test_the_version_of_what_is_fetched_changes_with_the_data(
    catalog: Catalog, tiny_catalog: Callable[..., Catalog]
) -> None:
    assert re.fullmatch(r"[0-9a-f]{10}", drawing_version(catalog))
    assert drawing_version(catalog) != drawing_version(tiny_catalog())


def test_our_scripts_are_fetched_under_the_hash_of_their_content(catalog: Catalog) -> None:
    text = rendered(catalog, Selection())
    assert re.fullmatch(r"[0-9a-f]{10}", static_version())
    for name in ("map.js", "places.js", "map.css"):
        assert f"'../../assets/map/{static_version()}/{name}'" in text
    for name in ("leaflet.js", "leaflet.css"):
        assert f"'../../assets/leaflet/{name}'" in text


def test_the_settings_name_no_other_host() -> None:
    text = json.dumps(map_settings()).replace("http%3A//www.w3.org/2000/svg", "")
    assert ELSEWHERE.findall(text) == []
    assert "http" not in text


def test_every_look_states_every_property_that_another_look_sets() -> None:
    filled = [LOOKS[name] for name in LOOKS if "fillColor" in LOOKS[name]]
    assert {frozenset(look) for look in filled} == {
        frozenset(("fillColor", "fillOpacity", "color", "weight", "dashArray"))
    }


def main_part(shape: shapely.Geometry) -> shapely.Geometry:
    """The largest part, without the islands far out at sea."""
    return max(shapely.get_parts(shape), key=lambda part: part.area)


@pytest.mark.parametrize(
    ("region", "iso3s"),
    [
        ("Whole region", "MEX GTM HND PAN COL BOL PER ATG TTO DOM SUR"),
        ("Mexico and border", "MEX"),
        ("Central America", "BLZ CRI GTM HND NIC PAN SLV"),
        ("Caribbean", "ATG BHS BRB DMA DOM GRD GUY JAM KNA LCA VCT SUR TTO"),
        ("Colombia", "COL"),
        ("Andes", "BOL ECU PER"),
    ],
)
def test_the_view_of_a_region_shows_its_countries_whole(
    catalog: Catalog, region: str, iso3s: str
) -> None:
    (south, west), (north, east) = dict(REGIONS)[region]
    shapes = catalog.countries.set_index("iso3").geometry
    outside = [
        iso3
        for iso3 in iso3s.split()
        if not shapely.box(west, south, east, north).covers(main_part(shapes[iso3]))
    ]
    assert outside == []


def test_a_program_without_a_place_has_no_symbol(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        programs=[{}, {"program_id": "B", "scope": "place", "place_ids": "P1"}],
    )
    assert map_picture(View(catalog, Selection())).paint.programs == (1,)


def test_the_chosen_place_is_marked(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog()
    assert map_picture(View(catalog, Selection(), place_id="P1")).paint.place_id == "P1"
    assert map_picture(View(catalog, Selection())).paint.place_id == ""


def test_hostile_names_of_initiatives_reach_the_map_as_data(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        initiatives=[{"initiative_id": HOSTILE, "name": HOSTILE, "short_name": HOSTILE}],
        members=[{"initiative_id": HOSTILE}],
        goals=[{"initiative_id": HOSTILE}],
        programs=[{"name": HOSTILE, "initiative_id": HOSTILE}],
    )
    text = sent(View(catalog, Selection(), INITIATIVES))
    assert map_picture(View(catalog, Selection(), INITIATIVES)).paint.countries["HND"] == (
        f"initiatives:{HOSTILE}",
        (HOSTILE,),
    )
    assert "alert" in text
    assert "<script>alert" not in text
    assert "</script><script>" not in text
