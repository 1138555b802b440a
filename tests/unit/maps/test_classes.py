"""Counts fall into five fixed classes; amounts into natural ones, none of one country alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.maps.picture import COUNT_CLASSES, natural_breaks

AMOUNTS = st.lists(st.integers(1, 400), min_size=1, max_size=32)


@pytest.mark.parametrize(
    ("count", "index"),
    [(1, 0), (4, 0), (5, 1), (9, 1), (10, 2), (19, 2), (20, 3), (49, 3), (50, 4), (1000, 4)],
)
def test_a_count_lies_in_a_class_that_no_view_changes(count: int, index: int) -> None:
    assert COUNT_CLASSES.index(count) == index
    assert COUNT_CLASSES.lower[index] <= count <= COUNT_CLASSES.upper[index]


def test_amounts_fall_into_natural_classes() -> None:
    classes = natural_breaks([1, 1, 2, 3, 8, 9, 20, 21, 40, 41, 90, 91])
    assert classes.lower == (1, 8, 20, 40, 90)
    assert classes.upper == (3, 9, 21, 41, 91)


def test_a_country_alone_in_its_class_joins_the_nearer_neighbor() -> None:
    # By breaks alone: 1 to 33, 104 and 122, 299, 1375, 1609.
    classes = natural_breaks([1, 2, 3, 33, 104, 122, 299, 1375, 1609])
    assert classes.lower == (1, 104, 1375)
    assert classes.upper == (33, 299, 1609)


def test_an_amount_far_above_the_rest_leaves_them_their_classes() -> None:
    classes = natural_breaks([1, 2, 11, 12, 31, 32, 61, 62, 900])
    assert classes.lower == (1, 11, 31, 61)
    assert classes.upper == (2, 12, 32, 900)


@pytest.mark.parametrize(
    ("amounts", "lower", "upper"),
    [
        ([], (), ()),
        ([7], (7,), (7,)),
        ([1, 2], (1,), (2,)),
        ([3, 1, 2], (1,), (3,)),
        ([1, 5, 1, 5], (1, 5), (1, 5)),
    ],
    ids=["none", "one", "two", "three unsorted", "two twice"],
)
def test_few_amounts_share_a_class_unless_they_are_alike(
    amounts: list[int], lower: tuple[int, ...], upper: tuple[int, ...]
) -> None:
    classes = natural_breaks(amounts)
    assert (classes.lower, classes.upper) == (lower, upper)


@pytest.mark.parametrize(("value", "index"), [(1, 0), (3, 0), (8, 1), (20, 2), (41, 3), (90, 4)])
def test_a_value_lies_in_the_class_whose_bounds_hold_it(value: int, index: int) -> None:
    amounts = [1, 1, 2, 3, 8, 9, 20, 21, 40, 41, 90, 91]
    assert natural_breaks(amounts).index(value) == index


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(values=AMOUNTS)
def test_no_class_holds_one_country_unless_it_is_the_only_one(values: list[int]) -> None:
    classes = natural_breaks(values)
    held = [classes.index(value) for value in values]
    assert len(classes.upper) <= 5
    assert len(values) == 1 or min(held.count(at) for at in range(len(classes.upper))) >= 2


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(values=AMOUNTS)
def test_every_value_lies_between_the_printed_bounds_of_its_class(values: list[int]) -> None:
    classes = natural_breaks(values)
    for value in values:
        index = classes.index(value)
        assert classes.lower[index] <= value <= classes.upper[index]


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(values=AMOUNTS)
def test_the_classes_rise_without_overlap(values: list[int]) -> None:
    classes = natural_breaks(values)
    bounds = [bound for pair in zip(classes.lower, classes.upper, strict=True) for bound in pair]
    assert bounds == sorted(bounds)
    assert len(set(classes.upper)) == len(classes.upper)
