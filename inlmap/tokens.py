"""Colors and sizes that the map, the charts and the pages share."""

from __future__ import annotations

INK = "#1b2733"
INK_SOFT = "#4a5a68"
PAPER = "#ffffff"
SEA = "#e9f0f5"
LAND = "#d9dee2"
LAND_EDGE = "#b3bcc4"
BORDER = "#3d4f5f"
SELECTED = "#b50909"
PLACE_INK = "#3a1500"

CLASS_COLORS = ("#bcd6ec", "#86b6dc", "#4d8fc6", "#2468a4", "#0b3f75")

# Chosen by search like the colors of the initiatives below.
STAGE_COLORS = {
    "allocated": "#2468a4",
    "appropriated": "#0b3f75",
    "obligated": "#b4620f",
    "disbursed": "#02a0c1",
    "delivered": "#7a0c05",
    "requested": "#868683",
    "estimated": "#545150",
}

# Chosen by search for contrast of 3:1 to paper and sea, and for the largest smallest difference
# (CAM02-UCS) in normal vision and under simulated protanopia, deuteranopia and tritanopia.
INITIATIVE_COLORS = {
    "Merida": "#1246b9",
    "Bicentennial-Framework": "#986dff",
    "CARSI": "#ea5800",
    "CBSI": "#3c93a2",
    "Caribbean-bilateral": "#9b786a",
    "Plan-Colombia": "#7d3f00",
    "Andean": "#42005b",
    "Cross-regional": "#575265",
    "INL-WHP": "#0a2523",
}
OTHER_COLOR = "#575265"

SMALLEST_TARGET_PX = 24
MAP_HEIGHT_PX = 560
