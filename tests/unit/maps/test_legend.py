"""The legend beside a map, on slides and on paper, has the colors and the words of the map."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_FILL_TYPE

from inlmap.briefings.content import briefing
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.measures import MEASURES, PROGRAMS
from inlmap.maps.image import bare_map_canvas
from inlmap.maps.legend import STRIPED, legend, plain_map, swatch_of
from inlmap.presentation.view import View
from tests.briefing_files import page_texts, written
from tests.selections import MEASURED, SELECTIONS
from tests.unit.maps.test_image import COLORS, drawn, fill, patches, words

WORDS_OF_EVERYTHING = [
    "Programs of the country itself",
    "1 to 4 programs",
    "5 to 9 programs",
    "10 to 19 programs",
    "20 to 49 programs",
    "50 or more programs",
    "Regional only: covered by a program shared with other countries",
    "No evidence found in the sources",
    "Places of programs",
    "Town or city",
    "Near here; exact site not published",
    "Somewhere in this state or department",
    "Several places",
    "A number counts programs. Places that the round mark of a small country would cover are "
    "left out.",
    "Not on this picture: Argentina, Chile, and Uruguay.",
]
AREAS_OF_EVERYTHING = [*WORDS_OF_EVERYTHING[:8], WORDS_OF_EVERYTHING[-1]]


@pytest.mark.parametrize(("name", "measure"), MEASURED)
def test_swatches_have_the_colors_of_the_picture(catalog: Catalog, name: str, measure: str) -> None:
    view = View(catalog, SELECTIONS[name], measure, "")
    picture = drawn(view)
    for part in legend(view):
        for key in part.keys:
            if not key.look.startswith("place:"):
                assert (
                    swatch_of(key.look).fill
                    == picture.colors[f"legend-{key.look.replace(':', '-')}"]
                )


def test_patterns_and_edges_tell_the_kinds_without_a_class_apart() -> None:
    assert swatch_of("regional")[2:4] == ("lines", COLORS["class-3"])
    assert swatch_of("zero").pattern == "dots"
    assert swatch_of("none")[2:5] == ("", "", True)
    stripes = swatch_of("stripes")
    assert (stripes.fill, stripes.pattern, stripes.ink) == ("#1246b9", "bands", "#ea5800")
    assert STRIPED == "initiatives:Merida+CARSI"
    forms = {
        form: swatch_of(f"place:{form}") for form in ("exact", "approximate", "admin1", "gather")
    }
    assert [form for form, one in forms.items() if one.is_round] == [
        "exact",
        "approximate",
        "gather",
    ]
    assert [form for form, one in forms.items() if one.is_dashed] == ["approximate", "admin1"]
    assert all(one.is_small for one in forms.values())


def slide_of_map(view: View) -> Any:
    return Presentation(io.BytesIO(written(briefing(view, "map"), "pptx"))).slides[1]


def test_the_slide_of_the_map_has_its_legend_in_the_colors_of_the_classes(
    catalog: Catalog,
) -> None:
    slide = slide_of_map(View(catalog, Selection(), PROGRAMS, ""))
    told = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert [text for text in told if text in WORDS_OF_EVERYTHING] == AREAS_OF_EVERYTHING
    swatches = [shape for shape in slide.shapes if shape.shape_type == 1]
    assert len(swatches) == 7
    filled = [f"#{one.fill.fore_color.rgb}".lower() for one in swatches[:5]]
    assert filled == [COLORS[f"class-{number}"] for number in range(5)]
    assert swatches[5].fill.type == MSO_FILL_TYPE.PATTERNED


def test_the_paper_has_the_same_legend_as_text(catalog: Catalog) -> None:
    content = written(briefing(View(catalog, Selection(), PROGRAMS, ""), "map"), "pdf")
    told = "".join(page_texts(content)[0].split())
    assert [text for text in AREAS_OF_EVERYTHING if "".join(text.split()) not in told] == []


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(country=("COL",)),
        Selection(country=("COL", "PER", "ECU", "BOL")),
        Selection(initiative=("CARSI",)),
        Selection(initiative=("Merida",)),
        Selection(fy=(2010, 2012)),
    ],
)
def test_the_legend_of_a_briefing_has_at_most_eight_lines(
    catalog: Catalog, selection: Selection, measure: str
) -> None:
    plain = plain_map(View(catalog, selection, measure, ""))
    lines = [key for part in plain.legend for key in part.keys]
    assert 2 <= len(lines) <= 8
    legend = {key.look for key in lines}
    painted = {plain.paint.countries[iso3].look for iso3 in plain.drawn.countries}
    assert {look for look in painted if "+" not in look} <= legend


def test_a_chosen_country_is_filled_and_the_others_are_plain(catalog: Catalog) -> None:
    plain = plain_map(View(catalog, Selection(country=("COL",)), PROGRAMS, ""))
    looks = {iso3: one.look for iso3, one in plain.paint.countries.items()}
    assert looks.pop("COL") == "class-3"
    assert set(looks.values()) == {"outside"}
    assert [key.words for key in plain.legend[0].keys] == [
        "Colombia: 41 programs of its own, also covered by 7 regional programs",
        "Other countries",
    ]


def test_the_bare_map_has_no_words_but_names(catalog: Catalog) -> None:
    bare = bare_map_canvas(View(catalog, Selection(country=("HND",)), PROGRAMS, ""))
    colors = {name: fill(one) for name, one in patches(bare, "country-").items()}
    assert colors.pop("HND") == COLORS["class-2"]
    assert len(set(colors.values())) == 1
    assert patches(bare, "unit-") == {}
    assert "Honduras" in words(bare)
    assert "Programs by country" not in words(bare)
    assert patches(bare, "legend-") == {}
