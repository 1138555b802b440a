"""Small pictures for the kinds of assistance, drawn in a box of 16 by 16."""

from __future__ import annotations

from urllib.parse import quote

# Each is the d attribute of one SVG path, filled with the even-odd rule.
PATHS = {
    "aircraft": "M8 1 L9 6 L15 9 L15 10.5 L9 9 L8.6 12.6 L10.5 14 L10.5 15 L8 14.3 L5.5 15 L5.5 14 "
    "L7.4 12.6 L7 9 L1 10.5 L1 9 L7 6 Z",
    "canines": "M8 8 C10.5 8 13 11 12 13 C11 14.5 9.5 13.4 8 13.4 C6.5 13.4 5 14.5 4 13 C3 11 5.5 "
    "8 8 8 Z M2 7 a1.5 2 0 1 0 3 0 a1.5 2 0 1 0 -3 0 Z M11 7 a1.5 2 0 1 0 3 0 a1.5 2 0 1 0 "
    "-3 0 Z M4.8 4 a1.4 2 0 1 0 2.8 0 a1.4 2 0 1 0 -2.8 0 Z M8.4 4 a1.4 2 0 1 0 2.8 "
    "0 a1.4 2 0 1 0 -2.8 0 Z",
    "corrections": "M2 2 H14 V14 H2 Z M4 4 V12 H5.2 V4 Z M6.7 4 V12 H7.6 V4 Z M8.8 4 V12 H9.7 "
    "V4 Z M10.9 4 V12 H12 V4 Z",
    "eradication": "M8 15 V9 C4 9 2 6.5 2 2 C6 2 8 4 8 7 C8 4.5 10 3 14 3 C14 7.5 12 10 9.2 10 "
    "V15 Z",
    "interdiction": "M8 1 A7 7 0 1 1 7.990 1 Z M8 3.2 A4.8 4.8 0 1 0 8.010 3.2 Z M7.2 0 H8.8 "
    "V5 H7.2 Z M7.2 11 H8.8 V16 H7.2 Z M0 7.2 H5 V8.8 H0 Z M11 7.2 H16 V8.8 H11 Z",
    "IT systems": "M1 2 H15 V11 H1 Z M2.5 3.5 V9.5 H13.5 V3.5 Z M6.5 11 H9.5 V13 H12 V14.5 "
    "H4 V13 H6.5 Z",
    "justice sector support": "M7.2 1 H8.8 V2.5 H14 V4 L15.5 9 H10.5 L12.5 4 H8.8 V13 H12 "
    "V14.5 H4 V13 H7.2 V4 H3.5 L5.5 9 H0.5 L2 4 V2.5 H7.2 Z",
    "maritime assets": "M1 9.5 H15 L12.5 14 H3.5 Z M7.3 1 H8.5 V8.5 H7.3 Z M9.5 2.5 L13.5 "
    "8.5 H9.5 Z M6.3 4 V8.5 H3 Z",
    "non-intrusive inspection": "M6.5 1 A5.5 5.5 0 1 1 6.490 1 Z M6.5 3 A3.5 3.5 0 1 0 6.510 3 Z "
    "M10 11.4 L11.4 10 L15 13.6 L13.6 15 Z",
    "police & forensics equipment": "M8 1 L9.9 5.5 L14.8 5.9 L11.1 9.1 L12.2 13.9 L8 11.3 "
    "L3.8 13.9 L4.9 9.1 L1.2 5.9 L6.1 5.5 Z",
    "prevention/community": "M3 4.5 a2 2 0 1 0 4 0 a2 2 0 1 0 -4 0 Z M9 4.5 a2 2 0 1 0 4 0 a2 2 "
    "0 1 0 -4 0 Z M1.5 13.5 C1.5 9.5 3 7.5 5 7.5 C6.5 7.5 7.5 8.5 8 9.8 C8.5 8.5 9.5 "
    "7.5 11 7.5 C13 7.5 14.5 9.5 14.5 13.5 Z",
    "training": "M8 2 L16 6 L8 10 L0 6 Z M3 8.5 L8 11 L13 8.5 V11.5 L8 14 L3 11.5 Z",
    "vetted units": "M8 1 L14 3 V8 C14 11.5 11.5 14 8 15 C4.5 14 2 11.5 2 8 V3 Z M4.5 7.8 L7.2 "
    "10.8 L11.7 5.7 L10.6 4.7 L7.1 8.6 L5.5 6.8 Z",
    "umbrella": "M8 1.5 C12 1.5 15 4.5 15 8.5 H8.7 V13 A2.2 2.2 0 0 1 4.3 13 H5.6 A0.9 "
    "0.9 0 0 0 7.3 13 V8.5 H1 C1 4.5 4 1.5 8 1.5 Z",
}


def pictogram(kind: str, color: str) -> str:
    """Return the picture of a kind of assistance as SVG."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<path fill="{color}" fill-rule="evenodd" d="{PATHS[kind]}"/></svg>'
    )


def pictogram_address(kind: str, color: str) -> str:
    """Return the same picture as a ``data:`` address for an ``img``."""
    return "data:image/svg+xml," + quote(pictogram(kind, color))
