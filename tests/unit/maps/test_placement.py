"""Marks stand apart, names cover nothing, and symbols of small countries give way to marks."""

from __future__ import annotations

import math

import pytest
import shapely

from inlmap.maps.placement import Extent, Island, _covers, _near_mark, _push_apart, _spread, _tried

ISLANDS = {"KNA": Island(anchor=(0, 0), spot=(100, 100))}


def test_two_marks_that_are_too_close_move_apart_by_the_same_way() -> None:
    a, b = [0.0, 50.0], [10.0, 50.0]
    assert _push_apart(a, b)
    assert a[0] == pytest.approx(-8.6, abs=0.01)
    assert b[0] == pytest.approx(18.6, abs=0.01)
    assert (a[1], b[1]) == (pytest.approx(50, abs=0.01), pytest.approx(50, abs=0.01))


def test_two_marks_with_a_gap_between_them_stay() -> None:
    a, b = [0.0, 0.0], [27.0, 0.0]
    assert not _push_apart(a, b)
    assert (a, b) == ([0.0, 0.0], [27.0, 0.0])


def test_marks_on_one_spot_move_apart() -> None:
    a, b = [5.0, 5.0], [5.0, 5.0]
    assert _push_apart(a, b)
    assert math.dist(a, b) >= 27


def test_three_marks_are_spread_until_none_touches_another() -> None:
    points = [[0.0, 0.0], [5.0, 0.0], [10.0, 3.0]]
    _spread(points)
    pairs = [(0, 1), (0, 2), (1, 2)]
    assert all(math.dist(points[a], points[b]) >= 27 for a, b in pairs)


def test_a_mark_that_stands_alone_is_left_where_it_is() -> None:
    points = [[0.0, 0.0], [5.0, 0.0], [500.0, 500.0]]
    _spread(points)
    assert points[2] == [500.0, 500.0]


def test_the_name_of_a_small_country_is_tried_right_then_left_of_its_mark() -> None:
    shape = shapely.box(0, 0, 2, 2)
    assert _tried(shape, (1, 1), ISLANDS["KNA"], 20) == [(137, 100), (63, 100)]


def test_the_name_of_a_large_country_is_tried_at_its_middle_then_below_then_above() -> None:
    shape = shapely.box(0, 0, 100, 60)
    assert _tried(shape, (50, 30), None, 20) == [(50, 30), (50, 10), (50, 50)]


@pytest.mark.parametrize("size", [(30, 60), (100, 20)], ids=["narrow", "flat"])
def test_a_country_without_room_bears_no_name(size: tuple[float, float]) -> None:
    assert _tried(shapely.box(0, 0, *size), (10, 10), None, 20) == []


@pytest.mark.parametrize(("spot", "near"), [((100, 123), True), ((100, 124), False)])
def test_a_symbol_within_a_marks_width_is_near_it(spot: tuple[float, float], near: bool) -> None:
    assert _near_mark(spot, ISLANDS) is near


@pytest.mark.parametrize(
    ("spot", "covers"),
    [((0, 0), True), ((31, 0), True), ((33, 0), False), ((0, 17), True), ((0, 18), False)],
)
def test_a_name_of_40_pixels_covers_a_mark_of_24_beside_it(
    spot: tuple[float, float], covers: bool
) -> None:
    assert _covers(spot, 20, [(0, 0)], []) is covers


@pytest.mark.parametrize(("across", "covers"), [(49, True), (50, False)])
def test_a_name_covers_another_name_where_they_overlap(across: float, covers: bool) -> None:
    assert _covers((across, 0), 20, [], [((0, 0), 30)]) is covers


def test_a_spot_is_on_the_picture_within_its_margin_left_and_right() -> None:
    picture = Extent(0, 0, 1, 100, 50)
    assert picture.holds((10, 50), 10)
    assert not picture.holds((9, 50), 10)
    assert not picture.holds((10, 51), 10)
    assert not picture.holds((95, 0), 10)
