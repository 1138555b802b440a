"""Colors tell initiatives apart, on paper and sea, and for eyes that see fewer colors."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from inlmap import tokens

KINDS = ("protanomaly", "deuteranomaly", "tritanomaly")


def rgb(color: str) -> np.ndarray:
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = rgb(color)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def as_seen(color: str, kind: str) -> np.ndarray:
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return np.clip(cspace_convert(rgb(color), space, "sRGB1"), 0, 1)


def smallest_difference(colors: list[np.ndarray]) -> float:
    """The smallest difference of any two in CAM02-UCS."""
    return min(difference(a, b) for a, b in combinations(colors, 2))


def difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(deltaE(one, other, input_space="sRGB1", uniform_space="CAM02-UCS"))


@pytest.mark.parametrize("color", tokens.INITIATIVE_COLORS.values())
@pytest.mark.parametrize("ground", [tokens.PAPER, tokens.SEA])
def test_an_initiative_stands_out_from_paper_and_sea(color: str, ground: str) -> None:
    assert contrast(color, ground) >= 3


def test_no_two_initiatives_look_alike() -> None:
    assert smallest_difference([rgb(color) for color in tokens.INITIATIVE_COLORS.values()]) > 20


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_initiatives_look_alike_to_a_color_blind_eye(kind: str) -> None:
    seen = [as_seen(color, kind) for color in tokens.INITIATIVE_COLORS.values()]
    assert smallest_difference(seen) > 15


def test_classes_get_darker_from_the_lowest_to_the_highest() -> None:
    steps = [luminance(color) for color in tokens.CLASS_COLORS]
    assert all(high > low for high, low in pairwise(steps))


def test_neighboring_classes_can_be_told_apart() -> None:
    pairs = pairwise(rgb(color) for color in tokens.CLASS_COLORS)
    assert min(difference(one, other) for one, other in pairs) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_classes_keep_their_order_and_their_distance_to_a_color_blind_eye(kind: str) -> None:
    seen = [as_seen(color, kind) for color in tokens.CLASS_COLORS]
    lights = [float(cspace_convert(color, "sRGB1", "CAM02-UCS")[0]) for color in seen]
    assert all(high > low for high, low in pairwise(lights))
    assert min(difference(one, other) for one, other in pairwise(seen)) > 10


def test_no_two_stages_of_the_money_look_alike() -> None:
    assert smallest_difference([rgb(color) for color in tokens.STAGE_COLORS.values()]) > 15


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_stages_of_the_money_look_alike_to_a_color_blind_eye(kind: str) -> None:
    assert smallest_difference([as_seen(c, kind) for c in tokens.STAGE_COLORS.values()]) > 15


def test_the_simulation_turns_red_and_green_alike_and_leaves_gray() -> None:
    red, green = as_seen("#b4504b", "deuteranomaly"), as_seen("#6f7d3c", "deuteranomaly")
    assert difference(red, green) < difference(rgb("#b4504b"), rgb("#6f7d3c")) / 2
    assert difference(as_seen("#808080", "deuteranomaly"), rgb("#808080")) < 1
