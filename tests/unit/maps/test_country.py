"""The shapes of the still maps: whole, small and wound the way the charts need them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from inlmap.catalog.catalog import Catalog
from inlmap.maps.country import country_shapes

WITH_UNITS = {"COL": 33, "GTM": 22, "HND": 18, "MEX": 32, "SLV": 14}
WITHOUT_UNITS = ("BOL", "KNA", "LCA", "PAN")


def outlines(shape: dict[str, Any]) -> list[shapely.Geometry]:
    return list(shapely.get_parts(shapely.geometry.shape(shape["geometry"])))


@pytest.mark.parametrize(("iso3", "units"), WITH_UNITS.items())
def test_a_country_with_units_is_drawn_by_its_units(
    catalog: Catalog, iso3: str, units: int
) -> None:
    codes = [shape["properties"]["code"] for shape in country_shapes(catalog, iso3)]
    known = catalog.admin1.loc[catalog.admin1["iso3"] == iso3, "code"]
    assert len(codes) == units
    assert codes == known.to_list()


@pytest.mark.parametrize("iso3", WITHOUT_UNITS)
def test_a_country_without_units_is_drawn_as_one_shape(catalog: Catalog, iso3: str) -> None:
    (shape,) = country_shapes(catalog, iso3)
    assert shape["properties"] == {"code": iso3, "name": catalog.country_names[iso3]}


def test_no_partner_country_lacks_a_shape_and_no_shape_is_empty(catalog: Catalog) -> None:
    for iso3 in catalog.partner_codes:
        shapes = country_shapes(catalog, iso3)
        assert shapes, iso3
        assert all(part.area > 0 for shape in shapes for part in outlines(shape)), iso3


def test_exterior_rings_run_clockwise_and_holes_the_other_way(catalog: Catalog) -> None:
    for iso3 in catalog.partner_codes:
        for part in (part for shape in country_shapes(catalog, iso3) for part in outlines(shape)):
            assert not part.exterior.is_ccw, iso3
            assert all(ring.is_ccw for ring in part.interiors), iso3


@pytest.mark.parametrize("iso3", ["BRA", "HND", "LCA", "MEX"])
def test_a_simplified_country_keeps_its_size(catalog: Catalog, iso3: str) -> None:
    drawn = sum(part.area for shape in country_shapes(catalog, iso3) for part in outlines(shape))
    known = catalog.countries.set_index("iso3").geometry[iso3].area
    assert drawn == pytest.approx(known, rel=0.03)


@pytest.mark.parametrize("iso3", ["BRA", "COL", "MEX"])
def test_the_shapes_of_a_large_country_are_small_enough_to_travel_in_a_chart(
    catalog: Catalog, iso3: str
) -> None:
    assert len(json.dumps(country_shapes(catalog, iso3))) < 120_000


def test_a_shape_carries_its_code_and_name_and_nothing_else(catalog: Catalog) -> None:
    shapes = country_shapes(catalog, "HND")
    assert {key for shape in shapes for key in shape["properties"]} == {"code", "name"}
    assert {tuple(sorted(shape)) for shape in shapes} == {("geometry", "properties", "type")}
