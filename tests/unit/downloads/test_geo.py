"""Countries and places of a view open elsewhere, with the numbers of the screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import sleep

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import without_context
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.dataset.boundaries import NOTICE
from inlmap.downloads.geo import (
    countries_geojson,
    country_layer,
    geopackage,
    place_layer,
    places_geojson,
)
from inlmap.figures.figure_ids import figure_of
from inlmap.figures.measures import FUNDING, PROGRAMS, country_values
from inlmap.presentation.view import View
from tests.selections import SELECTIONS
from tests.tiny_rows import line, programs_in

HOSTILE = '<script>alert(1)</script> =1+1 "ñandú" 😀'
COUNTRY_COLUMNS = [
    "iso3",
    "name",
    "name_local",
    "subregion",
    "programs",
    "regional_programs",
    "state",
    "amount_usd_millions",
    "amount_stage",
    "amount_years",
    "amount_series",
    "amount_figure_id",
    "dataset_version",
    "notice",
    "geometry",
]


def view(catalog: Catalog, selection: Selection = SELECTIONS["everything"]) -> View:
    return View(catalog, selection, PROGRAMS, "")


def features(content: bytes) -> dict[str, dict]:
    collection = json.loads(content)
    assert list(collection) == ["type", "features"]
    return {one["id"]: one for one in collection["features"]}


def opened(content: bytes, folder: Path, layer: str) -> gpd.GeoDataFrame:
    path = folder / "view.gpkg"
    path.write_bytes(content)
    return gpd.read_file(path, layer=layer)


@pytest.mark.parametrize("name", SELECTIONS)
def test_counts_and_amounts_are_those_of_the_map(catalog: Catalog, name: str) -> None:
    selection = SELECTIONS[name]
    found = features(countries_geojson(view(catalog, selection)))
    programs, money = (
        country_values(catalog, selection, measure).values  # noqa: PD011
        for measure in (PROGRAMS, FUNDING)
    )
    rows = without_context(selection.programs(catalog))
    touched = {code for cell in rows["iso3"] for code in cell.split(";")}
    assert set(found) == touched & set(selection.country or catalog.partner_codes) - {""}
    for iso3, feature in found.items():
        row = feature["properties"]
        assert (row["state"], row["programs"]) == (programs[iso3].state, programs[iso3].amount)
        figure = money[iso3].figure
        assert row["amount_usd_millions"] == (figure.value if figure else None)


def test_a_country_has_its_counts_its_amount_and_a_way_back_to_the_records(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        programs=programs_in("HND", 3) + programs_in("GTM;HND", 2, scope="regional"),
        funding=[
            line("HND", "1.5"),
            line("HND", "2.25", record_id="R2", fy_start="2012", fy_end="2012"),
        ],
    )
    row = features(countries_geojson(view(catalog, Selection(country=("HND",)))))["HND"]
    about = row["properties"]
    assert (about["programs"], about["regional_programs"]) == (3, 2)
    assert (about["name"], about["state"]) == ("Honduras", "documented")
    assert (about["amount_usd_millions"], about["amount_stage"]) == (3.75, "allocated")
    assert (about["amount_years"], about["amount_series"]) == ("FY2010–FY2012", "Country lines")
    assert figure_of(catalog, about["amount_figure_id"]).value == 3.75
    assert (about["notice"], about["dataset_version"]) == (NOTICE, catalog.version)


def test_a_country_has_its_own_name_beside_the_english_one(catalog: Catalog) -> None:
    row = features(countries_geojson(view(catalog, Selection(country=("MEX",)))))["MEX"]
    assert (row["properties"]["name"], row["properties"]["name_local"]) == ("Mexico", "México")


def test_an_amount_that_is_not_documented_is_empty_and_not_zero(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=programs_in("GTM;HND", 1, scope="regional"))
    row = features(countries_geojson(view(catalog)))["GTM"]["properties"]
    assert row["state"] == "regional only"
    assert row["amount_usd_millions"] is None
    assert row["amount_figure_id"] == ""


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_geopackage_has_both_layers_with_the_rows_and_columns_of_the_geojson(
    catalog: Catalog, name: str, tmp_path: Path
) -> None:
    shown = view(catalog, SELECTIONS[name])
    content = geopackage(shown)
    for layer, made in (("countries", countries_geojson), ("places", places_geojson)):
        read = opened(content, tmp_path, layer)
        found = features(made(shown))
        assert read.crs.to_epsg() == 4326
        assert list(read.iloc[:, 0]) == list(found)
        rows = read.drop(columns="geometry").astype(object)
        rows = rows.where(rows.notna(), None).to_dict("records")
        assert rows == [one["properties"] for one in found.values()]
        assert all(map(shapely.equals, read.geometry, map(_shape, found.values())))


def _shape(feature: dict) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def test_both_layers_have_these_columns_also_when_nothing_is_selected(
    catalog: Catalog, tmp_path: Path
) -> None:
    content = geopackage(view(catalog, SELECTIONS["nothing"]))
    countries = opened(content, tmp_path, "countries")
    assert len(countries) == 0
    assert list(countries.columns) == COUNTRY_COLUMNS
    assert countries["amount_usd_millions"].dtype == "float64"
    assert countries["programs"].dtype == "int64"


def test_rings_run_as_geojson_wants_them(catalog: Catalog) -> None:
    shapes = [_shape(one) for one in features(countries_geojson(view(catalog))).values()]
    parts = shapely.get_parts(shapes)
    assert len(parts) > len(shapes) > 0  # islands too
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()


def test_places_are_those_of_the_selected_programs_with_their_names(catalog: Catalog) -> None:
    shown = view(catalog, Selection(country=("HND",)))
    rows = features(places_geojson(shown))
    wanted = {key for cell in shown.programs["place_ids"] for key in cell.split(";") if key}
    assert set(rows) == wanted
    for place_id, row in rows.items():
        here = [
            name
            for name, cell in zip(shown.programs["name"], shown.programs["place_ids"], strict=True)
            if place_id in cell.split(";")
        ]
        assert row["properties"]["programs"] == "; ".join(here)
        assert row["properties"]["program_count"] == len(here)


def test_text_stays_text_letter_for_letter(
    tiny_catalog: Callable[..., Catalog], tmp_path: Path
) -> None:
    catalog = tiny_catalog(
        programs=[{"name": HOSTILE, "place_ids": "P1"}], places=[{"source": HOSTILE}]
    )
    shown = view(catalog)
    [row] = features(places_geojson(shown)).values()
    assert (row["properties"]["programs"], row["properties"]["source"]) == (HOSTILE, HOSTILE)
    assert opened(geopackage(shown), tmp_path, "places")["programs"].tolist() == [HOSTILE]


def test_places_of_own_rows_say_that_they_are_not_published(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{"scope": "place", "place_ids": "P1"}])
    place = catalog.raw["places"].assign(place_id="OWN-P", name="Ñandú base")
    program = catalog.raw["programs"].assign(program_id="OWN", place_ids="OWN-P")
    own = {"places": place, "programs": program}
    rows = place_layer(view(with_own_rows(catalog, own, beside=True))).set_index("place_id")
    assert rows.loc["OWN-P", "row_status"] == "your row, not published"
    assert rows.loc["OWN-P", "programs"] == "Port police (your row, not published)"
    assert rows.loc["P1", "row_status"] == "published"
    assert "row_status" not in place_layer(view(catalog)).columns


def test_the_same_view_gives_the_same_geopackage_later(catalog: Catalog) -> None:
    shown = view(catalog, Selection(country=("SLV",)))
    first = geopackage(shown)
    sleep(1.1)
    assert geopackage(shown) == first


def test_a_layer_holds_no_index_of_the_catalog(catalog: Catalog) -> None:
    layer = country_layer(view(catalog, Selection(country=("PER",))))
    assert layer.index.equals(pd.RangeIndex(1))
