"""The committed boundary files: complete, valid, nested, named as readers expect, and small."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

GEO = Path(__file__).parents[2] / "data" / "geo"
COUNTRY_FILES = ("countries.geojson", "countries.web.geojson")
ADMIN1_FILES = ("admin1.geojson", "admin1.web.geojson")
FILES = COUNTRY_FILES + ADMIN1_FILES
KEYS = dict.fromkeys(COUNTRY_FILES, "iso3") | dict.fromkeys(ADMIN1_FILES, "code")
PARTNERS = (
    "ARG ATG BHS BLZ BOL BRA BRB CHL COL CRI DMA DOM ECU GRD GTM GUY "
    "HND HTI JAM KNA LCA MEX NIC PAN PER PRY SLV SUR TTO URY VCT VEN"
)
STATES = f"{PARTNERS} CUB USA"
TERRITORIES = "ABW AIA BES BLM CUW CYM FLK GLP GUF MAF MSR MTQ PRI SXM TCA VGB VIR"
CBSI_PARTNERS = "ATG BHS BRB DMA DOM GRD GUY JAM LCA KNA VCT SUR TTO"
# A box around each main island (or coast) of the island partners: west, south, east, north.
MAIN_ISLANDS = {
    "ATG": (-61.91, 16.98, -61.66, 17.18),
    "BHS": (-78.50, 23.60, -77.50, 25.25),
    "BRB": (-59.66, 13.03, -59.41, 13.35),
    "DMA": (-61.50, 15.19, -61.23, 15.65),
    "DOM": (-72.01, 17.45, -68.31, 19.95),
    "GRD": (-61.81, 11.98, -61.57, 12.26),
    "GUY": (-61.40, 1.18, -56.47, 8.56),
    "JAM": (-78.38, 17.69, -76.18, 18.53),
    "KNA": (-62.87, 17.20, -62.61, 17.43),
    "LCA": (-61.09, 13.70, -60.87, 14.12),
    "SUR": (-58.08, 1.83, -53.97, 6.02),
    "TTO": (-61.94, 10.03, -60.89, 10.86),
    "VCT": (-61.29, 13.11, -61.10, 13.39),
}

tiers_of_countries = pytest.mark.parametrize("name", COUNTRY_FILES)
tiers_of_admin1 = pytest.mark.parametrize("name", ADMIN1_FILES)
every_file = pytest.mark.parametrize("name", FILES)


@pytest.fixture(scope="module")
def layers() -> dict[str, gpd.GeoDataFrame]:
    return {name: gpd.read_file(GEO / name) for name in FILES}


def raw_features(name: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((GEO / name).read_text("utf-8"))["features"]
    return features


def column(layer: gpd.GeoDataFrame, key: str, value: str, wanted: str) -> str:
    found = layer.loc[layer[key] == value, wanted]
    assert len(found) == 1
    return str(found.iloc[0])


@tiers_of_countries
def test_there_are_34_states_and_17_territories(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    assert len(layers[name]) == 51
    assert set(layers[name]["iso3"]) == {*STATES.split(), *TERRITORIES.split()}


@tiers_of_countries
def test_the_32_countries_with_records_are_partners_and_all_others_context(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    roles = layers[name].groupby("role")["iso3"].apply(set)
    assert roles["partner"] == set(PARTNERS.split())
    assert roles["context"] == {"CUB", "USA", *TERRITORIES.split()}


@tiers_of_admin1
def test_first_level_units_number_123(layers: dict[str, gpd.GeoDataFrame], name: str) -> None:
    counts = layers[name]["iso3"].value_counts().to_dict()
    assert counts == {"COL": 33, "MEX": 32, "GTM": 22, "HND": 18, "SLV": 14, "USA": 4}
    assert len(layers[name]) == 123


@tiers_of_admin1
def test_the_united_states_has_its_four_southwest_border_states(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    states = layers[name].loc[layers[name]["iso3"] == "USA", "code"]
    assert list(states) == ["US-AZ", "US-CA", "US-NM", "US-TX"]


@tiers_of_admin1
def test_guatemalan_departments_carry_the_numbered_codes(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    codes = layers[name].loc[layers[name]["iso3"] == "GTM", "code"]
    assert list(codes) == [f"GT-{number:02}" for number in range(1, 23)]


@every_file
def test_codes_are_unique_and_sorted(layers: dict[str, gpd.GeoDataFrame], name: str) -> None:
    codes = list(layers[name][KEYS[name]])
    assert codes == sorted(set(codes))


@every_file
def test_no_value_is_missing(layers: dict[str, gpd.GeoDataFrame], name: str) -> None:
    assert not layers[name].isna().any(axis=None)
    texts = layers[name].select_dtypes(exclude=["number", "geometry"])
    assert not (texts == "").any(axis=None)


@every_file
def test_shapes_are_valid_and_not_empty(layers: dict[str, gpd.GeoDataFrame], name: str) -> None:
    broken = layers[name].loc[~layers[name].is_valid | layers[name].is_empty, KEYS[name]]
    assert list(broken) == []


@every_file
def test_neighbors_share_their_edges_without_gap_or_overlap(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    assert shapely.coverage_is_valid(layers[name].geometry.to_numpy())


@tiers_of_countries
def test_only_the_two_openings_of_the_source_lie_between_countries(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    land = shapely.get_parts(shapely.coverage_union_all(layers[name].geometry.to_numpy()))
    assert shapely.get_num_interior_rings(land).sum() == 2


@pytest.mark.parametrize("ending", [".geojson", ".web.geojson"])
@pytest.mark.parametrize("iso3", ["COL", "GTM", "HND", "MEX", "SLV"])
def test_a_country_is_the_union_of_its_first_level_units(
    layers: dict[str, gpd.GeoDataFrame], iso3: str, ending: str
) -> None:
    countries, units = layers[f"countries{ending}"], layers[f"admin1{ending}"]
    country = countries.geometry[countries["iso3"] == iso3].iloc[0]
    union = shapely.union_all(units.geometry[units["iso3"] == iso3].to_numpy())
    assert country.symmetric_difference(union).area == 0


@pytest.mark.parametrize("ending", [".geojson", ".web.geojson"])
def test_the_border_states_lie_inside_the_united_states(
    layers: dict[str, gpd.GeoDataFrame], ending: str
) -> None:
    countries, units = layers[f"countries{ending}"], layers[f"admin1{ending}"]
    country = countries.geometry[countries["iso3"] == "USA"].iloc[0]
    states = shapely.union_all(units.geometry[units["iso3"] == "USA"].to_numpy())
    assert states.difference(country).area == 0


@tiers_of_countries
def test_every_label_point_lies_inside_its_country(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    layer = layers[name]
    labels = gpd.GeoSeries.from_xy(layer["lon"], layer["lat"], crs=layer.crs)
    assert list(layer.loc[~layer.contains(labels), "iso3"]) == []


def test_a_main_island_is_known_for_all_13_caribbean_partners() -> None:
    assert sorted(MAIN_ISLANDS) == sorted(CBSI_PARTNERS.split())
    assert len(MAIN_ISLANDS) == 13


@tiers_of_countries
@pytest.mark.parametrize("iso3", MAIN_ISLANDS)
def test_a_caribbean_label_point_stands_on_the_main_island(
    layers: dict[str, gpd.GeoDataFrame], iso3: str, name: str
) -> None:
    row = layers[name].set_index("iso3").loc[iso3]
    west, south, east, north = MAIN_ISLANDS[iso3]
    assert west < row["lon"] < east
    assert south < row["lat"] < north


@every_file
def test_coordinates_have_at_most_4_decimals(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    pairs = shapely.get_coordinates(layers[name].geometry.to_numpy())
    assert np.array_equal(pairs, np.round(pairs, 4))


@every_file
def test_coordinates_lie_between_cape_horn_and_the_canadian_border(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    west, south, east, north = layers[name].total_bounds
    assert west > -125
    assert south > -56
    assert east < -28
    assert north < 50


@every_file
def test_exterior_rings_run_counter_clockwise(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    parts = shapely.get_parts(layers[name].geometry.to_numpy())
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()


@every_file
def test_each_feature_has_a_line_of_its_own(name: str) -> None:
    lines = (GEO / name).read_text("utf-8").splitlines()
    assert [line.startswith('{"type":"Feature",') for line in lines[1:-1]] == [True] * (
        len(lines) - 2
    )
    assert len(lines) - 2 == len(raw_features(name))


@every_file
def test_no_line_ends_in_a_carriage_return(name: str) -> None:
    assert b"\r" not in (GEO / name).read_bytes()


def test_country_columns_are_the_documented_ones() -> None:
    expected = ["iso3", "iso2", "iso_n3", "name", "name_local", "name_es"]
    expected += ["subregion", "role", "lon", "lat"]
    assert list(raw_features("countries.geojson")[0]["properties"]) == expected


def test_first_level_columns_are_the_documented_ones() -> None:
    expected = ["code", "iso3", "name", "name_en", "name_es", "type_en", "wikidataid"]
    assert list(raw_features("admin1.geojson")[0]["properties"]) == expected


@pytest.mark.parametrize("layer", ["countries", "admin1"])
def test_both_tiers_say_the_same_of_every_feature(layer: str) -> None:
    standard = [feature["properties"] for feature in raw_features(f"{layer}.geojson")]
    web = [feature["properties"] for feature in raw_features(f"{layer}.web.geojson")]
    assert standard == web


@pytest.mark.parametrize(
    ("iso3", "english", "spanish"),
    [
        ("BHS", "The Bahamas", "Bahamas"),
        ("BRA", "Brazil", "Brasil"),
        ("DOM", "Dominican Republic", "República Dominicana"),
        ("HTI", "Haiti", "Haití"),
        ("KNA", "Saint Kitts and Nevis", "San Cristóbal y Nieves"),
        ("LCA", "Saint Lucia", "Santa Lucía"),
        ("MEX", "Mexico", "México"),
        ("PAN", "Panama", "Panamá"),
        ("PER", "Peru", "Perú"),
        ("TTO", "Trinidad and Tobago", "Trinidad y Tobago"),
        ("USA", "United States", "Estados Unidos"),
        ("VCT", "Saint Vincent and the Grenadines", "San Vicente y las Granadinas"),
    ],
)
def test_countries_have_the_names_readers_expect(
    layers: dict[str, gpd.GeoDataFrame], iso3: str, english: str, spanish: str
) -> None:
    countries = layers["countries.geojson"]
    assert column(countries, "iso3", iso3, "name") == english
    assert column(countries, "iso3", iso3, "name_es") == spanish


@pytest.mark.parametrize(
    ("iso3", "expected"),
    [
        ("BHS", "The Bahamas"),
        ("BRA", "Brasil"),
        ("DOM", "República Dominicana"),
        ("HTI", "Haïti"),
        ("JAM", "Jamaica"),
        ("LCA", "Saint Lucia"),
        ("MEX", "México"),
        ("PAN", "Panamá"),
        ("PER", "Perú"),
        ("SUR", "Suriname"),
    ],
)
@tiers_of_countries
def test_countries_have_the_name_of_their_own_language(
    layers: dict[str, gpd.GeoDataFrame], name: str, iso3: str, expected: str
) -> None:
    assert column(layers[name], "iso3", iso3, "name_local") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("CO-DC", "Bogotá"),
        ("CO-NAR", "Nariño"),
        ("GT-09", "Quetzaltenango"),
        ("GT-17", "Petén"),
        ("HN-CR", "Cortés"),
        ("MX-CMX", "Ciudad de México"),
        ("MX-MEX", "Estado de México"),
        ("MX-NLE", "Nuevo León"),
        ("MX-QUE", "Querétaro"),
        ("SV-UN", "La Unión"),
    ],
)
def test_first_level_units_keep_their_accents(
    layers: dict[str, gpd.GeoDataFrame], code: str, expected: str
) -> None:
    assert column(layers["admin1.geojson"], "code", code, "name") == expected


def test_colombian_units_are_departments_and_one_capital_district(
    layers: dict[str, gpd.GeoDataFrame],
) -> None:
    admin1 = layers["admin1.geojson"]
    kinds = admin1.loc[admin1["iso3"] == "COL", "type_en"].value_counts().to_dict()
    assert kinds == {"Department": 32, "Capital district": 1}


@pytest.mark.parametrize(
    ("name", "largest_kb"),
    [
        ("countries.geojson", 1100),
        ("admin1.geojson", 500),
        ("countries.web.geojson", 700),
        ("admin1.web.geojson", 310),
    ],
)
def test_files_stay_under_their_size_budget(name: str, largest_kb: int) -> None:
    assert (GEO / name).stat().st_size < largest_kb * 1000


@tiers_of_countries
def test_saint_kitts_and_nevis_keeps_its_shape(
    layers: dict[str, gpd.GeoDataFrame], name: str
) -> None:
    shape = layers[name].set_index("iso3").geometry["KNA"]
    assert shapely.get_num_coordinates(shape) >= 40
    assert shapely.get_num_geometries(shape) == 2


@every_file
def test_the_sources_note_states_each_file_with_its_size(name: str) -> None:
    note = (GEO / "SOURCES.md").read_text("utf-8")
    assert f"| `{name}` |" in note
    assert f"| {(GEO / name).stat().st_size:,} |" in note


def test_the_sources_note_says_the_boundaries_are_not_authoritative() -> None:
    note = (GEO / "SOURCES.md").read_text("utf-8")
    assert "not authoritative" in note
    assert "LSIB" in note
