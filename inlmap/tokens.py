"""Colors and sizes that the map, the charts and the pages share."""

from __future__ import annotations

INK = "#1b2733"
INK_SOFT = "#4a5a68"
PAPER = "#ffffff"
SEA = "#e9f0f5"
LAND = "#d9dee2"
LAND_EDGE = "#b3bcc4"
BORDER = "#3d4f5f"
ACCENT = "#005ea2"
SELECTED = "#b50909"
PLACE_INK = "#3a1500"

CLASS_COLORS = ("#bcd6ec", "#86b6dc", "#4d8fc6", "#2468a4", "#0b3f75")

STAGE_COLORS = {
    "allocated": "#2468a4",
    "appropriated": "#0b3f75",
    "obligated": "#b4620f",
    "disbursed": "#2e7d4f",
    "delivered": "#6b4fa0",
    "requested": "#6f7f8d",
    "estimated": "#6f7f8d",
}

INITIATIVE_COLORS = {
    "Merida": "#0b5fa5",
    "Bicentennial-Framework": "#3f8ae0",
    "CARSI": "#b4500f",
    "CBSI": "#00796b",
    "Plan-Colombia": "#8a6d00",
    "Andean": "#7a3fa0",
    "Caribbean-bilateral": "#a8326a",
    "Cross-regional": "#5b6770",
    "INL-WHP": "#1b2733",
}
OTHER_COLOR = "#5b6770"

SMALLEST_TARGET_PX = 24
MAP_HEIGHT_PX = 560
