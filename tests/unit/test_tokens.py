"""The shared colors can be told apart and read."""

from __future__ import annotations

import pytest

from inlmap import tokens
from inlmap.catalog import Catalog
from inlmap.schema import STAGES


def luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", [tokens.PAPER, tokens.SEA], ids=["paper", "sea"])
@pytest.mark.parametrize("ink", [tokens.INK, tokens.INK_SOFT], ids=["ink", "soft ink"])
def test_text_has_a_contrast_of_at_least_4_5(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("stage", STAGES)
def test_the_bars_of_every_stage_have_a_contrast_of_at_least_3(stage: str) -> None:
    assert contrast(tokens.STAGE_COLORS[stage], tokens.PAPER) >= 3


@pytest.mark.parametrize("initiative", sorted(tokens.INITIATIVE_COLORS))
def test_the_color_of_an_initiative_has_a_contrast_of_at_least_3(initiative: str) -> None:
    assert contrast(tokens.INITIATIVE_COLORS[initiative], tokens.PAPER) >= 3


def test_every_shipped_initiative_has_a_color_of_its_own(catalog: Catalog) -> None:
    assert sorted(tokens.INITIATIVE_COLORS) == sorted(catalog.initiatives["initiative_id"])
    assert len(set(tokens.INITIATIVE_COLORS.values())) == 9


def test_the_classes_of_the_map_grow_darker_with_the_value() -> None:
    lights = [luminance(color) for color in tokens.CLASS_COLORS]
    assert len(lights) == 5
    assert lights == sorted(lights, reverse=True)


def test_a_target_on_the_map_is_at_least_24_pixels() -> None:
    assert tokens.SMALLEST_TARGET_PX >= 24
