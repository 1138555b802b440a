"""The look in names: colors of both themes, type scale, spacing and sizes, and their style sheet.

Map, charts, pages and papers take them from here; a browser learns them from :func:`style_sheet`,
Streamlit from ``.streamlit/config.toml``, which a test holds equal. Papers are printed on white and
use the light values, which have names of their own below. A script that runs before it knows the
language, or because something did not arrive, takes its words from the same sheet.
"""

from __future__ import annotations

import json

from inlmap.words import ENGLISH, LANGUAGES, say, speaking, word

# Name -> (light, dark). Each pair of text and ground, and each mark and its neighbors, that occur
# on a screen are measured in tests/unit/test_color_pairs.py.
COLORS = {
    "ink": ("#1b2733", "#e6ecf2"),
    "ink-soft": ("#4a5a68", "#a8b6c3"),
    "paper": ("#ffffff", "#12181f"),
    "ground": ("#f0f4f7", "#1b242d"),  # sidebar, heads of tables, what is set apart
    "line": ("#c5d0d9", "#3a4956"),
    "accent": ("#005ea2", "#7ab8f5"),
    "focus": ("#0b3f75", "#ffcf70"),
    "notice": ("#faf3d1", "#2f2812"),
    "notice-ink": ("#3d2f00", "#f5e8bd"),
    "notice-edge": ("#936f38", "#c9a45c"),
    "fault": ("#f9eeee", "#351c1c"),
    "fault-ink": ("#4d0a0a", "#f8d7d4"),
    "fault-edge": ("#b50909", "#ff7a6b"),
    # The map: on dark sea a value is the brighter, the higher it is.
    "sea": ("#e9f0f5", "#16222d"),
    "land": ("#d9dee2", "#2b353f"),
    "land-edge": ("#b3bcc4", "#4b5965"),
    "border": ("#3d4f5f", "#0c1218"),
    "border-high": ("#ffffff", "#0c1218"),  # around the three higher classes
    "selected": ("#b50909", "#ff7a6b"),
    "class-0": ("#bcd6ec", "#3b71a8"),
    "class-1": ("#86b6dc", "#628cb8"),
    "class-2": ("#4d8fc6", "#86a8cb"),
    "class-3": ("#2468a4", "#acc6e2"),
    "class-4": ("#0b3f75", "#d3e7fb"),
    "pale": ("#d9e7f2", "#233e58"),  # 35 % of the lowest class over the sea
    "evidence": ("#bcd6ec", "#1f4163"),  # a cell of the Coverage page
    # Symbols of places carry their own ground and look the same in both themes.
    "place": ("#ffe3bf", "#ffe3bf"),
    "place-open": ("#ffffff", "#ffffff"),
    "place-ink": ("#3a1500", "#3a1500"),
    # Chosen by search like the colors of the initiatives below.
    "stage-allocated": ("#2468a4", "#56a4ea"),
    "stage-appropriated": ("#0b3f75", "#caddff"),
    "stage-obligated": ("#b4620f", "#a66100"),
    "stage-disbursed": ("#02a0c1", "#39748e"),
    "stage-delivered": ("#7a0c05", "#ff8d6b"),
    "stage-requested": ("#868683", "#a0a1a1"),
    "stage-estimated": ("#545150", "#ffffff"),
    # Chosen by search for contrast of 3:1 to paper and sea, and for the largest smallest difference
    # (CAM02-UCS) in normal vision and under simulated protanopia, deuteranopia and tritanopia. The
    # dark ones keep the hue of the light ones.
    "initiative-Merida": ("#1246b9", "#bcd0ff"),
    "initiative-Bicentennial-Framework": ("#986dff", "#7f54d4"),
    "initiative-CARSI": ("#ea5800", "#c25806"),
    "initiative-CBSI": ("#3c93a2", "#3c778b"),
    "initiative-Caribbean-bilateral": ("#9b786a", "#7d6c60"),
    "initiative-Plan-Colombia": ("#7d3f00", "#f5b997"),
    "initiative-Andean": ("#42005b", "#c880e0"),
    "initiative-Cross-regional": ("#575265", "#a09bab"),
    "initiative-INL-WHP": ("#0a2523", "#f0fffa"),
    "account-inl": ("#2468a4", "#6aa9e4"),
    "account-andean": ("#0b3f75", "#c3daf5"),
    "account-military": ("#7a3fa0", "#bb86e0"),
    "account-economic": ("#00796b", "#2f9d8d"),
    "account-development": ("#8a6d00", "#c9a93c"),
    "account-nadr": ("#a8326a", "#ea7fb0"),
    "account-training": ("#5b6770", "#8b98a3"),
    "account-defense": ("#b4500f", "#e98b4d"),
}
SIZES = {
    "text-title": "1.7rem",
    "text-answer": "1.2rem",
    "text-value": "1.6rem",
    "text-section": "1.2rem",
    "text-card": "1.05rem",
    "text-body": "1rem",
    "text-small": "0.88rem",
    "text-fine": "0.78rem",
    "text-cell": "0.72rem",
    "space-1": "0.3rem",
    "space-2": "0.5rem",
    "space-3": "0.75rem",
    "space-4": "1rem",
    "space-6": "1.5rem",
    "radius": "4px",
    "target": "24px",
}

STYLE_SHEET = "tokens.css"  # is not a file: it is made here
WORDS = {
    "map-coming": word(
        "Drawing the map. If it does not appear, reload the page; the table below lists the same "
        "programs."
    ),
    "map-failed": word(
        "The map could not be drawn, because a part of it did not arrive. Reload the page to try "
        "again; the table below lists the same programs."
    ),
    "shortcut": word("Shortcuts"),
    "take-away": word("Take this filter away"),
    "skip-downloads": word("Skip to the downloads"),
    "skip-briefing": word("Skip to the briefing"),
}


def light(name: str) -> str:
    """Return a color as it is on paper and in the light theme."""
    return COLORS[name][0]


def shade(name: str) -> str:
    """Return a color for what a browser draws: it follows the theme without being sent again."""
    return f"var(--{name})"


def custom_properties() -> str:
    """Return every token as a custom property.

    ``light-dark()`` follows the ``color-scheme`` of the element that uses a color. Streamlit sets
    that to the theme it has really chosen, and the map's frame to that of the page around it.
    """
    shades = (f"  --{name}: light-dark({one}, {two});\n" for name, (one, two) in COLORS.items())
    sizes = (f"  --{name}: {size};\n" for name, size in SIZES.items())
    return f":root {{\n{''.join(shades)}{''.join(sizes)}}}\n"


def _family(prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): pair[0]
        for name, pair in COLORS.items()
        if name.startswith(prefix)
    }


INK = light("ink")
INK_SOFT = light("ink-soft")
PAPER = light("paper")
SEA = light("sea")
SELECTED = light("selected")
PLACE_INK = light("place-ink")
CLASS_COLORS = tuple(_family("class-").values())
STAGE_COLORS = _family("stage-")
INITIATIVE_COLORS = _family("initiative-")
STRIPES = ("Merida", "CARSI")  # two colors that stand for any in a key of stripes
OTHER = "initiative-Cross-regional"
OTHER_COLOR = light(OTHER)
# The colors of accounts are needed on a screen alone.
ACCOUNT_SHADES = {
    "INCLE": shade("account-inl"),
    "ACI": shade("account-andean"),
    "INCLE+NADR": shade("account-inl"),
    "FMF": shade("account-military"),
    "FMF+IMET+PKO+EDA+DOD": shade("account-military"),
    "ESF": shade("account-economic"),
    "DA": shade("account-development"),
    "NADR": shade("account-nadr"),
    "IMET": shade("account-training"),
    "DOD": shade("account-defense"),
    "all": shade("account-inl"),
}

SMALLEST_TARGET_PX = 24
MAP_HEIGHT_PX = 544


def initiative_shade(initiative_id: str) -> str:
    """Return the color of an initiative for a browser; one without a color has that of the rest."""
    name = f"initiative-{initiative_id}"
    return shade(name if name in COLORS else OTHER)


def style_sheet() -> str:
    """Return the tokens and, for each language, the words as custom properties ``--say-...``.

    They follow the language of the document.
    """
    return custom_properties() + "".join(_script_words(name) for name in LANGUAGES)


def _script_words(name: str) -> str:
    with speaking(name):
        said = {key: json.dumps(say(text), ensure_ascii=False) for key, text in WORDS.items()}
    root = ":root" if name == ENGLISH else f":root:lang({name})"
    lines = "".join(f"  --say-{key}: {text};\n" for key, text in said.items())
    return f"{root} {{\n{lines}}}\n"
