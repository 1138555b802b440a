"""The usual way: the polygons styled in Python and passed to the map anew for each filter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import folium
import pandas as pd
import streamlit as st
from branca.colormap import LinearColormap
from streamlit_folium import st_folium

from benchmarks import parts
from inlmap.colors import MAP_HEIGHT_PX
from inlmap.maps.leaflet import RegionMap

CENTER = (5.0, -86.0)
ZOOM = 4
BLUES = ["#f7fbff", "#6baed6", "#08306b"]


class LocalMap(folium.Map):
    """folium's own map, but for Leaflet, which comes from this host."""

    default_js = RegionMap.default_js
    default_css = RegionMap.default_css


@st.cache_resource
def polygons() -> dict[str, Any]:
    """Return the boundaries that our map draws, read once."""
    collection: dict[str, Any] = json.loads(
        (parts.DATA / "geo" / "countries.web.geojson").read_text(encoding="utf-8")
    )
    return collection


def style_by(counts: Mapping[str, int]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the style function of one selection."""
    colors = LinearColormap(BLUES, vmin=0, vmax=max(counts.values(), default=1))

    def style(feature: dict[str, Any]) -> dict[str, Any]:
        count = counts.get(feature["properties"]["iso3"], 0)
        fill = colors(count) if count else "#ffffff"
        return {"fillColor": fill, "fillOpacity": 0.8, "color": "#3d4f5f", "weight": 1}

    return style


def region_map(rows: pd.DataFrame) -> None:
    """Draw the map of one selection."""
    counts = Counter(code for cell in rows["iso3"] for code in cell.split(";"))
    region = LocalMap(location=CENTER, zoom_start=ZOOM, tiles=None)
    folium.GeoJson(
        polygons(),
        style_function=style_by(counts),
        tooltip=folium.GeoJsonTooltip(["name"]),
    ).add_to(region)
    with st.container(key="map"):
        st_folium(region, height=MAP_HEIGHT_PX, use_container_width=True, returned_objects=[])


st.set_page_config(page_title="The usual way", layout="wide")
selected = parts.filtered_programs()
parts.headline(selected)
region_map(selected)
parts.chart_and_table(selected)
