"""Values fall into at most five classes that do not overlap."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.maps.picture import natural_breaks


@pytest.mark.parametrize(
    "values",
    [[7], [1, 2], [1, 2, 3, 4, 5], [3, 1, 2, 2, 1]],
    ids=["one", "two", "five", "unsorted"],
)
def test_few_distinct_values_have_a_class_each(values: list[int]) -> None:
    classes = natural_breaks(values)
    assert classes.lower == classes.upper == tuple(sorted(set(values)))


def test_many_values_fall_into_five_natural_classes() -> None:
    classes = natural_breaks([1, 1, 2, 3, 8, 9, 20, 40, 41, 90])
    assert classes.upper == (3, 9, 20, 41, 90)
    assert classes.lower == (1, 8, 20, 40, 90)


def test_a_value_repeated_often_does_not_use_up_the_classes() -> None:
    classes = natural_breaks([1] * 50 + [2, 3, 4, 5, 6])
    assert len(set(classes.upper)) == 5


@pytest.mark.parametrize(("value", "index"), [(1, 0), (3, 0), (8, 1), (20, 2), (41, 3), (90, 4)])
def test_a_value_lies_in_the_class_whose_bounds_hold_it(value: int, index: int) -> None:
    assert natural_breaks([1, 1, 2, 3, 8, 9, 20, 40, 41, 90]).index(value) == index


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(values=st.lists(st.integers(1, 400), min_size=1, max_size=32))
def test_every_value_lies_between_the_printed_bounds_of_its_class(values: list[int]) -> None:
    classes = natural_breaks(values)
    assert len(classes.upper) <= 5
    for value in values:
        index = classes.index(value)
        assert classes.lower[index] <= value <= classes.upper[index]


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(values=st.lists(st.integers(1, 400), min_size=1, max_size=32))
def test_the_classes_rise_without_overlap(values: list[int]) -> None:
    classes = natural_breaks(values)
    bounds = [bound for pair in zip(classes.lower, classes.upper, strict=True) for bound in pair]
    assert bounds == sorted(bounds)
    assert len(set(classes.upper)) == len(classes.upper)
