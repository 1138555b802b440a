"""Text on a picture is wrapped, cut with an ellipsis, and drawn in characters of the font."""

from __future__ import annotations

import pytest
import shapely

from inlmap.maps.image import _bands, _wrapped, drawable_text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("one", ["one"]),
        ("", [""]),
        ("abcdefghij", ["abcdefgh", "ij"]),
    ],
)
def test_text_is_wrapped_between_words_to_8_characters(text: str, lines: list[str]) -> None:
    assert _wrapped(text, 8).split("\n") == lines


def test_text_past_the_most_lines_ends_in_an_ellipsis() -> None:
    assert _wrapped("one two three four five", 8, 2) == "one two\nthree …"
    assert _wrapped("one two three", 8, 2) == "one two\nthree"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("Perú – $1\n<b>", "Perú – $1\n<b>"), ("a\U0001f6a2b", "a□b"), ("警察", "□□"), ("\0", "□")],
)
def test_a_character_that_the_font_lacks_is_a_box(text: str, drawn: str) -> None:
    assert drawable_text(text) == drawn


def test_stripes_of_two_colors_share_a_square_about_half_and_half() -> None:
    square = shapely.box(0, 0, 200, 200)
    band = _bands(square, 2, 1)
    assert square.covers(band)
    assert band.area == pytest.approx(20_000, rel=0.1)


def test_stripes_of_three_colors_do_not_cover_each_other() -> None:
    square = shapely.box(0, 0, 200, 200)
    second, third = (shapely.get_parts(_bands(square, 3, at)) for at in (1, 2))
    shared = [one.intersection(other).area for one in second for other in third]
    assert sum(shared) == pytest.approx(0, abs=1e-6)
