"""The picture of the map has the looks and the words of the map on the screen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from io import BytesIO
from time import sleep
from typing import NamedTuple

import matplotlib.colors
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from PIL import Image

from inlmap import colors
from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.figures.measures import FUNDING, INITIATIVES, MEASURES, PROGRAMS
from inlmap.maps.captions import map_alt, map_title
from inlmap.maps.image import map_canvas, map_png, map_svg
from inlmap.maps.picture import MapPicture, map_picture
from inlmap.presentation.view import View
from tests.conftest import write_tiny_tables
from tests.selections import MEASURED, SELECTIONS
from tests.tiny_rows import FIVE_PARTNERS, line, programs_in

# The colors of the looks of the screen, written out; static/page.css has the same.
COLORS = {
    "class-0": "#bcd6ec",
    "class-1": "#86b6dc",
    "class-2": "#4d8fc6",
    "class-3": "#2468a4",
    "class-4": "#0b3f75",
    "regional": "#ffffff",
    "zero": "#ffffff",
    "none": "#ffffff",
    "outside": "#d9dee2",
    "pale": "#d9e7f2",
}
HATCHED = {"regional": "//////", "zero": "..."}
SMALL = {"ATG", "BRB", "DMA", "GRD", "KNA", "LCA", "VCT", "TTO", "BHS", "JAM"}
HOSTILE = "<script>alert('$x^2$')</script> & Perú $1"


# On the shipped boundaries: a country for each class and each gap, under two initiatives whose
# colors are fixed. Of three programs in Honduras two have a place, both in Cortés.
SKETCH: dict[str, list[dict[str, str]]] = {
    "initiatives": [
        {"initiative_id": "Merida", "name": "Mérida Initiative", "short_name": "Mérida"},
        {"initiative_id": "CARSI", "name": "Central Plan", "sort_order": "2"},
    ],
    "members": [
        {"initiative_id": "Merida", "iso3": "MEX"},
        {"initiative_id": "Merida", "iso3": "HND"},
        {"initiative_id": "CARSI", "iso3": "HND"},
        {"initiative_id": "CARSI", "iso3": "PAN"},
    ],
    "goals": [{"initiative_id": "Merida"}],
    "places": [{"admin1_code": "HN-CR"}],
    "programs": [
        *programs_in("MEX", 50, initiative_id="Merida"),
        *programs_in("COL", 20, initiative_id="Merida"),
        *programs_in("PER", 10, initiative_id="Merida"),
        *programs_in("PAN", 5, initiative_id="CARSI"),
        *programs_in("HND", 1, initiative_id="CARSI"),
        {"program_id": "A", "initiative_id": "CARSI", "scope": "place", "place_ids": "P1"},
        {"program_id": "B", "initiative_id": "CARSI", "scope": "place", "place_ids": "P1"},
        {"program_id": "R", "initiative_id": "CARSI", "iso3": "BLZ;PAN", "scope": "regional"},
    ],
    "funding": [
        line("COL", "50"),
        line("MEX", "40"),
        line("PER", "2"),
        line("PAN", "0.5"),
        line("HND", "0"),
        line("BLZ;PAN", "9"),
    ],
}


@pytest.fixture(scope="module")
def sketch(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("sketch")
    write_tiny_tables(folder, **SKETCH)
    return read_catalog(folder)


def view(
    catalog: Catalog, selection: Selection = SELECTIONS["everything"], measure: str = PROGRAMS
) -> View:
    return View(catalog, selection, measure, "")


def patches(figure: Figure, kind: str) -> dict[str, PathPatch]:
    named = (one for one in figure.findobj(PathPatch) if one.get_gid())
    found = (one for one in named if str(one.get_gid()).startswith(kind))
    return {str(patch.get_gid()).removeprefix(kind): patch for patch in found}


def fill(patch: PathPatch) -> str:
    return matplotlib.colors.to_hex(patch.get_facecolor())


def words(figure: Figure) -> str:
    texts = (text.get_text() for axes in figure.axes for text in axes.texts)
    return " ".join(" ".join(texts).split())


class Drawn(NamedTuple):
    """The colors and hatches of a drawn map by the ids of its patches, and its words."""

    colors: dict[str, str]
    hatches: dict[str, str | None]
    words: str


@cache
def drawn(shown: View) -> Drawn:
    """What is on the picture of a view, drawn once for all tests."""
    figure = map_canvas(shown)
    found = patches(figure, "")
    colors = {name: fill(patch) for name, patch in found.items()}
    return Drawn(colors, {name: patch.get_hatch() for name, patch in found.items()}, words(figure))


def expected(look: str) -> str:
    kind, _, keys = look.partition(":")
    return colors.INITIATIVE_COLORS[keys.split("+")[0]] if keys else COLORS[kind]


def looks(picture: MapPicture) -> dict[str, str]:
    return {iso3: look for iso3, (look, _) in picture.paint.countries.items()}


@pytest.mark.parametrize(("name", "measure"), MEASURED)
def test_every_country_has_the_color_of_its_class_on_the_screen(
    catalog: Catalog, name: str, measure: str
) -> None:
    shown = view(catalog, SELECTIONS[name], measure)
    picture = drawn(shown)
    paint = map_picture(shown).paint
    on_screen = {iso3: paint.land_look(iso3) for iso3 in paint.countries}
    # Bands of a second color have longer ids: country-HND-1.
    land = [name for name in picture.colors if re.fullmatch("country-...", name)]
    assert land
    assert {name[-3:]: picture.colors[name] for name in land} == {
        name[-3:]: expected(on_screen[name[-3:]]) for name in land
    }
    assert {name[-3:]: picture.hatches[name] for name in land} == {
        name[-3:]: HATCHED.get(on_screen[name[-3:]]) for name in land
    }


@pytest.mark.parametrize(
    ("measure", "colors"),
    [
        (
            PROGRAMS,
            {
                "MEX": "#0b3f75",
                "COL": "#2468a4",
                "PER": "#4d8fc6",
                "PAN": "#86b6dc",
                "HND": "#bcd6ec",
                "BLZ": "#ffffff",
                "VEN": "#ffffff",
            },
        ),
        (
            FUNDING,
            {
                "COL": "#86b6dc",
                "MEX": "#86b6dc",
                "PER": "#bcd6ec",
                "PAN": "#bcd6ec",
                "HND": "#ffffff",
                "BLZ": "#ffffff",
                "VEN": "#ffffff",
            },
        ),
        (INITIATIVES, {"MEX": "#1246b9", "HND": "#1246b9", "PAN": "#ea5800", "VEN": "#ffffff"}),
    ],
)
def test_the_colors_of_countries_are_these(
    sketch: Catalog, measure: str, colors: dict[str, str]
) -> None:
    found = drawn(view(sketch, measure=measure)).colors
    assert {iso3: found[f"country-{iso3}"] for iso3 in colors} == colors


@pytest.mark.parametrize(
    ("measure", "hatches"),
    [
        (PROGRAMS, {"HND": None, "BLZ": "//////", "VEN": None}),
        (FUNDING, {"HND": "...", "BLZ": "//////", "VEN": None}),
    ],
)
def test_a_zero_is_dotted_and_regional_only_is_hatched(
    sketch: Catalog, measure: str, hatches: dict[str, str | None]
) -> None:
    found = drawn(view(sketch, measure=measure)).hatches
    assert {iso3: found[f"country-{iso3}"] for iso3 in hatches} == hatches


def test_every_partner_is_on_the_picture_of_the_region_or_named_as_missing(
    catalog: Catalog,
) -> None:
    figure = map_canvas(view(catalog))
    found = set(patches(figure, "country-"))
    assert set(catalog.partner_codes) - found <= {"ARG", "CHL", "URY"}
    assert "Not on this picture: Argentina, Chile, and Uruguay." in words(figure)


@pytest.mark.parametrize("measure", MEASURES)
def test_small_islands_have_a_round_mark_of_24_pixels_in_the_same_look(
    catalog: Catalog, measure: str
) -> None:
    shown = view(catalog, measure=measure)
    marks = patches(map_canvas(shown), "island-")
    assert set(marks) >= SMALL
    for iso3 in SMALL:
        box = marks[iso3].get_path().get_extents()
        assert box.width == pytest.approx(24, abs=0.1)
        assert box.height == pytest.approx(24, abs=0.1)
        assert fill(marks[iso3]) == expected(looks(map_picture(shown))[iso3])
        assert marks[iso3].get_hatch() == HATCHED.get(looks(map_picture(shown))[iso3])


def test_marks_of_small_islands_do_not_cover_each_other(catalog: Catalog) -> None:
    marks = [
        one.get_path().get_extents()
        for one in patches(map_canvas(view(catalog)), "island-").values()
    ]
    middles = [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in marks]
    apart = [
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        for at, a in enumerate(middles)
        for b in middles[at + 1 :]
    ]
    assert min(apart) >= 24


def test_a_country_of_several_initiatives_is_striped_in_their_colors(sketch: Catalog) -> None:
    found = drawn(view(sketch, measure=INITIATIVES)).colors
    assert found["country-HND"] == "#1246b9"
    assert found["country-HND-1"] == "#ea5800"
    assert "country-PAN-1" not in found


@pytest.mark.parametrize(("name", "measure"), MEASURED)
def test_the_legend_has_the_words_and_the_colors_of_the_screen(
    catalog: Catalog, name: str, measure: str
) -> None:
    shown = view(catalog, SELECTIONS[name], measure)
    picture = drawn(shown)
    told = picture.words
    for entry in map_picture(shown).legend:
        assert entry.words in told
        color = "#1246b9" if entry.look == "stripes" else expected(entry.look)
        assert picture.colors[f"legend-{entry.look.replace(':', '-')}"] == color
    assert map_picture(shown).heading in told
    assert map_picture(shown).note in told


def test_units_of_a_chosen_country_have_their_classes_and_a_legend(sketch: Catalog) -> None:
    figure = map_canvas(view(sketch, Selection(country=("HND",))))
    units = patches(figure, "unit-")
    assert len(units) == 18  # all departments of Honduras
    assert fill(units["HN-CR"]) == "#bcd6ec"
    assert units["HN-CR"].get_fill()
    assert not units["HN-YO"].get_fill()
    assert fill(patches(figure, "country-")["HND"]) == "#d9e7f2"
    assert (
        "States or departments In the shades of the countries; only programs with a known place "
        "count. No program with a place found here. Programs without a named state: 1"
    ) in words(figure)


def test_the_picture_says_what_it_shows_and_that_its_boundaries_have_no_authority(
    catalog: Catalog,
) -> None:
    told = words(map_canvas(view(catalog, Selection(initiative=("CBSI",), fy=(2010, 2012)))))
    assert "Programs by country under CBSI active in FY2010–FY2012 or undated" in told
    assert "Boundaries: Natural Earth; not authoritative." in told
    assert "Independent tool" in told
    assert f"Dataset version {catalog.version}." in told
    assert "not published." not in told


def test_a_png_has_twice_the_pixels_of_the_page(catalog: Catalog) -> None:
    with Image.open(BytesIO(map_png(view(catalog)))) as image:
        assert (image.format, image.size) == ("PNG", (2800, 1800))
        assert image.info["Title"] == "Programs by country, without a filter"
        assert "Software" not in image.info


def test_the_same_view_gives_the_same_bytes_later(catalog: Catalog) -> None:
    chosen = view(catalog, Selection(country=("SLV",)), INITIATIVES)
    png, svg = map_png(chosen), map_svg(chosen)
    sleep(1.1)  # a second later: a time in the file would tell
    assert map_png(chosen) == png
    assert map_svg(chosen) == svg
    assert b"<dc:date>" not in svg


def svg_texts(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    return [
        "".join(one.itertext()).strip() for one in root.iter("{http://www.w3.org/2000/svg}text")
    ]


def test_the_text_of_an_svg_is_text(sketch: Catalog) -> None:
    texts = svg_texts(map_svg(view(sketch, measure=FUNDING)))
    assert {"$40.0M to $50.0M", "Peru", "Documented funding by country, without a filter"} <= set(
        texts
    )


def test_markup_and_formulas_in_the_data_stay_letters(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(initiatives=[{"name": HOSTILE, "short_name": HOSTILE}])
    shown = view(catalog, Selection(initiative=("ALPHA",)), INITIATIVES)
    svg = map_svg(shown)
    assert f"Initiatives by country under {HOSTILE}" in svg_texts(svg)
    assert b"<script>" not in svg
    assert map_png(shown).startswith(b"\x89PNG")


def test_a_character_without_a_shape_in_the_font_is_a_box(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(initiatives=[{"name": "安全", "short_name": "安全 Segurança"}])
    told = words(map_canvas(view(catalog, Selection(initiative=("ALPHA",)))))
    assert "under □□ Segurança" in told


def test_own_rows_are_marked_across_the_picture(catalog: Catalog) -> None:
    own = {"members": catalog.raw["members"].iloc[:1]}
    mine = view(with_own_rows(catalog, own, beside=False), Selection(), INITIATIVES)
    assert "Your rows, not published" in words(map_canvas(mine))
    assert map_alt(mine).endswith("Your rows, not published.")


def test_the_alternative_counts_countries_and_names_most_and_least(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        countries=FIVE_PARTNERS,
        programs=programs_in("MEX", 50)
        + programs_in("PAN", 1)
        + programs_in("COL", 1)
        + programs_in("MEX;HND", 2, scope="regional"),
    )
    assert map_alt(view(catalog)) == (
        "Map. Programs by country, without a filter. Programs of the country itself. "
        "1 to 4 programs, 2 countries; 50 or more programs, 1 country; "
        "Regional only: covered by a program shared with other countries, 1 country; "
        "No evidence found in the sources, 1 country. "
        "Most: Mexico, 50 programs of its own. "
        "Least, where documented: Colombia and Panama, 1 program of its own."
    )


def test_the_alternative_counts_a_striped_country_for_each_initiative(sketch: Catalog) -> None:
    told = map_alt(view(sketch, measure=INITIATIVES))
    assert "Mérida Initiative, 2 countries; Central Plan, 2 countries; Striped" in told


def test_a_title_tells_the_year_of_membership(tiny_catalog: Callable[..., Catalog]) -> None:
    shown = view(tiny_catalog(), Selection(as_of=2012), INITIATIVES)
    assert map_title(shown) == "Initiatives by country, without a filter, as of 2012"
