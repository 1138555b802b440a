"""The shared colors can be read, in both themes, and every style and setting stands on them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from inlmap import colors
from inlmap.catalog.catalog import Catalog
from inlmap.colors import WORDS
from inlmap.dataset.schema import STAGES
from inlmap.maps import looks

ROOT = Path(__file__).parents[2]
THEMES = {"light": 0, "dark": 1}
SHEETS = (
    "static/page.css",
    "static/phone.css",
    "static/map.css",
    "static/answers.css",
    "downloads/one_file.css",
)
STREAMLIT_COLORS = {
    "primaryColor": "accent",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "ground",
    "textColor": "ink",
    "linkColor": "accent",
    "borderColor": "line",
    "dataframeBorderColor": "line",
    "dataframeHeaderBackgroundColor": "ground",
    "blueBackgroundColor": "ground",
    "blueTextColor": "ink",
    "redBackgroundColor": "fault",
    "redTextColor": "fault-ink",
    "yellowBackgroundColor": "notice",
    "yellowTextColor": "notice-ink",
}
# Text on the ground it is written on, somewhere on a page or on the map.
TEXTS = (
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "sea"),
    ("ink", "land"),
    ("ink", "evidence"),
    ("ink-soft", "paper"),
    ("ink-soft", "ground"),
    ("ink-soft", "sea"),
    ("accent", "paper"),
    ("accent", "ground"),
    ("notice-ink", "notice"),
    ("fault-ink", "fault"),
    ("selected", "paper"),
    ("place-ink", "place"),
    ("place-ink", "place-open"),
)
# Marks and what lies beside them; the edge of a class is not among them, for on the dark sea a
# class stands out by its own fill.
GRAPHICS = (
    *(
        (f"initiative-{name}", ground)
        for name in colors.INITIATIVE_COLORS
        for ground in ("paper", "sea")
    ),
    *((name, "paper") for name in colors.COLORS if name.startswith(("stage-", "account-"))),
    *((edge, ground) for edge in ("ink-soft", "selected", "focus") for ground in ("paper", "sea")),
    ("focus", "ground"),
    ("accent", "paper"),
    ("ink-soft", "land"),  # a country that is not in the choice, and its edge
    ("ink-soft", "pale"),
    ("selected", "pale"),
    ("class-3", "paper"),
    ("class-3", "sea"),
    ("notice-edge", "notice"),
    ("fault-edge", "fault"),
    ("place-ink", "place"),
)


def luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast_in(theme: str, one: str, other: str) -> float:
    at = THEMES[theme]
    return contrast(colors.COLORS[one][at], colors.COLORS[other][at])


def test_black_on_white_has_the_contrast_of_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_has_a_contrast_of_at_least_4_5(ink: str, ground: str, theme: str) -> None:
    assert contrast_in(theme, ink, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), GRAPHICS)
def test_a_mark_has_a_contrast_of_at_least_3(mark: str, ground: str, theme: str) -> None:
    assert contrast_in(theme, mark, ground) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["sea", "paper"])
@pytest.mark.parametrize("index", range(5))
def test_a_country_stands_out_by_its_fill_or_by_its_edge(
    index: int, ground: str, theme: str
) -> None:
    names = (f"class-{index}", looks.EDGES[index])
    assert max(contrast_in(theme, name, ground) for name in names) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("index", range(5))
def test_two_neighbors_of_one_class_are_told_apart_by_their_edge(index: int, theme: str) -> None:
    assert contrast_in(theme, looks.EDGES[index], f"class-{index}") >= 3


def test_the_page_is_dark_in_the_dark_theme_and_light_in_the_light_one() -> None:
    light, dark = colors.COLORS["paper"]
    assert luminance(light) > 0.9
    assert luminance(dark) < 0.02


def test_every_stage_and_every_initiative_that_is_drawn_has_a_color_of_its_own(
    catalog: Catalog,
) -> None:
    assert sorted(colors.STAGE_COLORS) == sorted(STAGES)
    drawn = {*catalog.members["initiative_id"], *catalog.goals["initiative_id"]}
    assert drawn <= set(colors.INITIATIVE_COLORS)
    assert set(colors.INITIATIVE_COLORS) <= set(catalog.initiatives["initiative_id"])
    for prefix, count in (("stage-", 7), ("initiative-", 9)):
        pairs = [pair for name, pair in colors.COLORS.items() if name.startswith(prefix)]
        assert {len(set(shades)) for shades in zip(*pairs, strict=True)} == {count}


def test_a_value_stands_out_the_more_from_the_sea_the_higher_it_is() -> None:
    light, dark = zip(*(colors.COLORS[f"class-{index}"] for index in range(5)), strict=True)
    assert list(light) == sorted(light, key=luminance, reverse=True)
    assert list(dark) == sorted(dark, key=luminance)


def test_a_country_under_its_states_is_nearer_to_the_sea_than_each_class() -> None:
    light, dark = zip(*(colors.COLORS[name] for name in ("sea", "pale", "class-0")), strict=True)
    assert list(light) == sorted(light, key=luminance, reverse=True)
    assert list(dark) == sorted(dark, key=luminance)


def test_an_initiative_without_a_color_has_that_of_the_rest() -> None:
    assert colors.initiative_shade("CBSI") == "var(--initiative-CBSI)"
    assert colors.initiative_shade("Own") == "var(--initiative-Cross-regional)"


def test_a_target_is_at_least_24_pixels() -> None:
    assert colors.SMALLEST_TARGET_PX == 24
    assert colors.SIZES["target"] == "24px"


@pytest.mark.parametrize("theme", THEMES)
def test_streamlit_is_given_the_colors_of_the_tokens(theme: str) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    wanted = {key: colors.COLORS[name][THEMES[theme]] for key, name in STREAMLIT_COLORS.items()}
    assert settings["theme"][theme] == wanted


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_style_sheet_writes_no_color_of_its_own_and_asks_for_known_tokens(sheet: str) -> None:
    text = (ROOT / "inlmap" / sheet).read_text("utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b(?!_)|rgba?\(", text) == []
    known = {*colors.COLORS, *colors.SIZES, *(f"say-{name}" for name in WORDS)}
    assert set(re.findall(r"var\(--([\w-]+)", text)) <= known


def test_the_map_asks_for_known_tokens() -> None:
    named = re.findall(r"var\(--([\w-]+)\)", str(looks.map_settings()))
    assert len(named) > 20
    assert set(named) <= colors.COLORS.keys()


def test_a_saved_view_has_the_colors_of_paper() -> None:
    assert "var(" not in str(looks.map_settings(colors.light))


def test_every_token_is_a_custom_property() -> None:
    sheet = colors.custom_properties()
    assert sheet.startswith(":root {\n  --ink: light-dark(#1b2733, #e6ecf2);\n")
    assert "  --text-title: 1.7rem;\n" in sheet
    assert sheet.count("  --") == len(colors.COLORS) + len(colors.SIZES)
