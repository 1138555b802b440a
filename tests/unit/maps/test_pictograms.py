"""Each kind of assistance has one small picture that holds nothing of the data."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from inlmap import colors
from inlmap.dataset.schema import ASSISTANCE_TYPES
from inlmap.maps import pictograms

HEAD = "data:image/svg+xml,"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_kind_of_assistance_has_a_picture_and_nothing_else_has() -> None:
    assert sorted(pictograms.PATHS) == sorted(ASSISTANCE_TYPES)


def test_no_two_kinds_share_a_picture() -> None:
    assert len(set(pictograms.PATHS.values())) == len(ASSISTANCE_TYPES)


@pytest.mark.parametrize("kind", ASSISTANCE_TYPES)
def test_a_picture_is_one_path_in_a_box_of_16_and_has_no_text(kind: str) -> None:
    root = ET.fromstring(pictograms.pictogram(kind, colors.PLACE_INK))  # noqa: S314 # our own text
    assert root.attrib == {"viewBox": "0 0 16 16"}
    (path,) = root
    assert path.tag == f"{SVG}path"
    assert path.attrib == {
        "fill": colors.PLACE_INK,
        "fill-rule": "evenodd",
        "d": pictograms.PATHS[kind],
    }
    assert "".join(root.itertext()) == ""


@pytest.mark.parametrize("kind", ASSISTANCE_TYPES)
def test_the_name_of_a_kind_is_not_in_its_picture(kind: str) -> None:
    assert kind not in unquote(pictograms.pictogram_address(kind, colors.PLACE_INK))


@pytest.mark.parametrize("kind", ASSISTANCE_TYPES)
def test_a_path_is_made_of_drawing_commands_and_starts_inside_the_box(kind: str) -> None:
    path = pictograms.PATHS[kind]
    assert re.fullmatch(r"M[MLHVCAaZ0-9.\- ]+Z", path)
    start = re.match(r"M([\d.]+) ([\d.]+)", path)
    assert start
    assert all(0 <= float(number) <= 16 for number in start.groups())


@pytest.mark.parametrize("kind", ASSISTANCE_TYPES)
def test_the_address_of_a_picture_can_stand_in_an_attribute(kind: str) -> None:
    address = pictograms.pictogram_address(kind, "#123456")
    assert address.startswith(HEAD)
    assert not set("\"'<> #") & set(address.removeprefix(HEAD))
    assert unquote(address.removeprefix(HEAD)) == pictograms.pictogram(kind, "#123456")


def test_an_unknown_kind_has_no_picture() -> None:
    with pytest.raises(KeyError):
        pictograms.pictogram("</svg><script>", colors.PLACE_INK)
