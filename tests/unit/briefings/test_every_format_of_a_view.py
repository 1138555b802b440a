"""Ten views in every format: each file opens, and has the numbers of the screen as literals.

The numbers stand in tests/ten_views.py; tests/app/test_ten_views.py holds the pages to them.
"""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pypdf
import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation

from inlmap.briefings.content import briefing
from inlmap.briefings.forms import FORMS
from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import FORMULA_STARTS
from inlmap.downloads.geo import countries_geojson, geopackage, places_geojson
from inlmap.downloads.one_file import one_file
from inlmap.downloads.table_files import programs_csv, programs_table_csv
from inlmap.maps.image import map_png, map_svg
from inlmap.presentation.view import View
from tests.briefing_files import (
    opened_book,
    opened_deck,
    page_texts,
    ten_briefing,
    ten_view,
    written,
)
from tests.hostile import VECTORS, hostile, write_hostile_folder
from tests.ten_views import OWN, SINGLE_ITEMS, TEN_VIEWS, Shown
from tests.unit.downloads.test_one_file import Page

MARK = "Your rows, not published"
MOST_ROWS_OF_SLIDES = 120
ROWS_OF_ONE_SLIDE = range(2, 13)
SVG = "{http://www.w3.org/2000/svg}"
Make = Callable[[str, str], bytes]
MAKERS: dict[str, Callable[[View], bytes]] = {
    "png": map_png,
    "svg": map_svg,
    "html": one_file,
    "countries.geojson": countries_geojson,
    "places.geojson": places_geojson,
    "gpkg": geopackage,
    "csv": lambda view: programs_csv(view.catalog, view.selection),
}


@pytest.fixture(scope="session")
def file_of() -> Make:
    """The function that makes a format of one of the ten views, each of them once."""

    @cache
    def made(name: str, ending: str) -> bytes:
        form, _, tables = ending.partition(" with ")
        if form in FORMS:
            return written(ten_briefing(name, annex=bool(tables)), form)
        return MAKERS[ending](ten_view(name))

    return made


def of_every_view(test: Callable[..., None]) -> Any:
    return pytest.mark.parametrize(("name", "shown"), [(n, v.shown) for n, v in TEN_VIEWS.items()])(
        test
    )


def words_of(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def tables_of(deck: Any, first: str) -> list[list[str]]:
    """The rows of all tables whose first heading is this, without their headings."""
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    return [
        [cell.text for cell in row.cells]
        for table in tables
        if table.cell(0, 0).text == first
        for row in list(table.rows)[1:]
    ]


def number_of(shown: Shown) -> str:
    """The one number of a briefing: the amount, or how many programs are documented."""
    if shown.amount[2] is not None:
        return shown.amount[1]
    return f"{shown.programs} programs" if shown.programs else "No evidence found"


@of_every_view
def test_slides(name: str, shown: Shown, file_of: Make) -> None:
    deck = opened_deck(file_of(name, "pptx"))
    assert len(deck.slides) == 5
    first = words_of(deck.slides[0])
    assert number_of(shown) in first
    assert shown.sentence in "\n".join(first)
    if shown.amount[2] is None and shown.programs:
        assert f"documented in {shown.sources} sources." in "\n".join(first)
    items = tables_of(deck, "Years")
    assert len(items) == min(shown.programs, 10)
    marked = [MARK in words_of(slide) for slide in deck.slides]
    assert set(marked) == {name == OWN}


@of_every_view
def test_slides_with_tables(name: str, shown: Shown, file_of: Make) -> None:
    deck = opened_deck(file_of(name, "pptx with tables"))
    rows = tables_of(deck, "Years")[min(shown.programs, 10) :]
    whole = shown.rows <= MOST_ROWS_OF_SLIDES
    assert len(rows) in ([shown.rows] if whole else ROWS_OF_ONE_SLIDE)
    if shown.amount[2] is not None:
        label, words, _ = shown.amount
        told = " ".join(row[0] for row in tables_of(deck, "In words"))
        assert f"Documented money: {words} {label[0].lower()}{label[1:]}" in told
    marked = [MARK in words_of(slide) for slide in deck.slides]
    assert set(marked) == {name == OWN}


@of_every_view
def test_papers(name: str, shown: Shown, file_of: Make) -> None:
    content = file_of(name, "pdf")
    told = flat(" ".join(lines_of(content)))
    assert flat(number_of(shown)) in told
    assert flat(shown.sentence) in told
    assert [flat(MARK) in flat(page) for page in page_texts(content)] == [name == OWN]
    drawn = pypdfium2.PdfDocument(content)
    for page in drawn:
        shades = page.render(scale=0.25).to_pil().convert("L").getextrema()
        assert shades[0] < 200 < shades[1]


@pytest.mark.parametrize("ending", ["pdf", "pdf with tables"])
@of_every_view
def test_papers_are_tagged(name: str, shown: Shown, ending: str, file_of: Make) -> None:
    content = file_of(name, ending)
    pdf = pypdf.PdfReader(io.BytesIO(content))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == lines_of(content)[1 if name == OWN else 0]
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert tags.count("/Figure") >= 1
    if ending == "pdf":
        assert tags.count("/H2") == 5
        if shown.programs:
            assert tags.count("/TR") == min(shown.programs, 10) + 1
    else:
        assert tags.count("/H2") >= 10
        assert tags.count("/TR") >= shown.rows + min(shown.programs, 1)
        assert MARK in page_texts(content)[-1] or name != OWN


def lines_of(paper: bytes) -> list[str]:
    """The lines of the first page."""
    return [line.strip() for line in page_texts(paper)[0].split("\n")]


def tags_of(node: Any) -> Any:
    if "/S" in node:
        yield str(node["/S"])
    below = node.get("/K", [])
    for reference in below if isinstance(below, list) else [below]:
        child = reference.get_object()
        if isinstance(child, dict):
            yield from tags_of(child)


def flat(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


@of_every_view
def test_workbooks(name: str, shown: Shown, file_of: Make) -> None:
    book = opened_book(file_of(name, "xlsx"))
    summary = {row[0]: row[1] for row in book["Summary"].iter_rows(max_row=8, values_only=True)}
    assert summary["Programs"] == shown.programs
    assert summary["Sources"] == shown.sources
    if ten_view(name).selection.country and shown.countries == 1:
        assert summary["Country"] in shown.sentence  # by its name
        assert "Countries" not in summary
    else:
        assert summary["Countries"] == shown.countries
    label, words, number = shown.amount
    assert summary[label] == (words if number is None else number)
    told = [row[2] for row in book["Summary"].iter_rows(values_only=True)]
    assert shown.sentence in told
    assert book["Programs"].max_row - 1 == shown.rows
    assert book["Sources"].max_row - 1 >= shown.sources
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])
    assert [MARK in (s.oddHeader.center.text or "") for s in book] == [name == OWN] * len(
        book.sheetnames
    )


@of_every_view
def test_map_pictures(name: str, shown: Shown, file_of: Make) -> None:
    with Image.open(io.BytesIO(file_of(name, "png"))) as image:
        assert (image.format, image.size) == ("PNG", (2800, 1800))
        assert image.info["Title"] == TEN_VIEWS[name].title
        assert len(image.getcolors(maxcolors=10**7)) > 100
    root = ET.fromstring(file_of(name, "svg"))  # noqa: S314 - our own output
    told = " ".join("".join(one.itertext()).strip() for one in root.iter(f"{SVG}text"))
    assert TEN_VIEWS[name].title in told
    assert shown.sentence.split(" in 2")[0] in told
    assert (MARK in told) == (name == OWN)


def features(content: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content)["features"]
    return found


@of_every_view
def test_geographic_files(name: str, shown: Shown, file_of: Make, tmp_path: Path) -> None:
    countries = features(file_of(name, "countries.geojson"))
    places = features(file_of(name, "places.geojson"))
    path = tmp_path / "view.gpkg"
    path.write_bytes(file_of(name, "gpkg"))
    packed = gpd.read_file(path, layer="countries").set_index("iso3")
    assert len(countries) == len(packed) == shown.countries
    assert len(places) == len(gpd.read_file(path, layer="places")) == shown.places
    if shown.here:
        iso3, own, regional = shown.here
        [here] = [one["properties"] for one in countries if one["id"] == iso3]
        assert (here["programs"], here["regional_programs"]) == (own, regional)
        row = packed.loc[iso3]
        assert (row["programs"], row["regional_programs"]) == (own, regional)


@of_every_view
def test_saved_views(name: str, shown: Shown, file_of: Make) -> None:
    page = Page(file_of(name, "html"))
    assert TEN_VIEWS[name].title in page.words
    assert shown.sentence in page.words
    rows = [row for row in page.cells if row][1:]
    assert len(rows) == shown.rows
    assert f"{shown.programs} program" in page.words
    assert sum(tag == "cite" for tag, _ in page.tags) >= shown.sources
    assert (MARK in page.words) == (name == OWN)


@of_every_view
def test_tables_of_programs(name: str, shown: Shown, file_of: Make) -> None:
    rows = list(csv.DictReader(io.StringIO(file_of(name, "csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == shown.rows
    own = [row["name"] for row in rows if row.get("row_status") == "your row, not published"]
    assert own == (["My dogs"] if name == OWN else [])


ITEMS_TOLD = ("havetheirownvalue", "hasitsownvalue", "valueoftheirown", "valueofitsown")


@pytest.mark.parametrize("ending", [*FORMS, "html"])
@pytest.mark.parametrize(("name", "words"), SINGLE_ITEMS.items())
def test_single_items_are_told_in_every_format_that_has_sentences(
    name: str, words: str, ending: str, file_of: Make
) -> None:
    content = file_of(name, ending)
    told = flat(Page(content).words if ending == "html" else all_words(content, ending))
    assert flat(words) in told
    assert any(one in told for one in ITEMS_TOLD) == bool(words)


@pytest.mark.parametrize("ending", FORMS)
def test_a_briefing_states_its_filters_its_date_its_version_and_its_boundaries(
    ending: str, file_of: Make, catalog: Catalog
) -> None:
    told = flat(all_words(file_of("a year range", ending), ending))
    for words in (
        "Showing programs in Guatemala active in FY2010–FY2012 or undated only.",
        "All that the sources say; newest source of 2026-10-06",
        catalog.version,
        "Boundaries: Natural Earth; not authoritative.",
        "not an official U.S. Government site.",
        "State Department and USAID country/account summary (CBJ foreign operations tables)",
    ):
        assert flat(words) in told


def all_words(content: bytes, ending: str) -> str:
    if ending == "pdf":
        return " ".join(page_texts(content))
    if ending == "xlsx":
        book = opened_book(content)
        return " ".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)
    slides = opened_deck(content).slides
    return " ".join(
        " ".join([*words_of(slide), slide.notes_slide.notes_text_frame.text]) for slide in slides
    )


def test_letters_with_accents_are_whole_in_every_format(file_of: Make) -> None:
    deck = Presentation(io.BytesIO(file_of("accents", "pptx")))
    assert deck.core_properties.title == "Mérida Initiative"
    assert words_of(deck.slides[0])[0] == "Mérida Initiative"
    pdf = pypdf.PdfReader(io.BytesIO(file_of("accents", "pdf")))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Mérida Initiative"
    book = openpyxl.load_workbook(io.BytesIO(file_of("accents", "xlsx")))
    assert book["Summary"]["A1"].value == "Mérida Initiative"
    assert "under Mérida active" in file_of("accents", "svg").decode()
    assert "under Mérida active" in file_of("accents", "html").decode()
    assert '"México"' in file_of("accents", "countries.geojson").decode()
    assert "Mérida" in file_of("accents", "csv").decode("utf-8-sig")


# --- text that tries to be code ---------------------------------------------------------------


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> View:
    """A view of a folder in which every free text tries to be code."""
    folder = write_hostile_folder(tmp_path_factory.mktemp("hostile") / "data")
    return View(read_catalog(folder), Selection(), "programs", "")


NAMES = sorted(hostile("programs", "name", row) for row in range(len(VECTORS)))


def test_hostile_text_stays_text_on_slides(traps: View) -> None:
    deck = Presentation(io.BytesIO(FORMS["pptx"].write(briefing(traps, "map", annex=True))))
    items, rows = tables_of(deck, "Years")[:10], tables_of(deck, "Years")[10:]
    assert sorted(row[1] for row in rows) == NAMES
    for row in items:
        cut = row[1].removesuffix(" …")
        assert any(name.startswith(cut) for name in NAMES)
    links = [
        run.hyperlink.address
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert set(links) == {None}
    for shape in (s for slide in deck.slides for s in slide.shapes if s.has_chart):
        blob = shape.chart.part.chart_workbook.xlsx_part.blob
        cells = [c for row in openpyxl.load_workbook(io.BytesIO(blob)).active.rows for c in row]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_hostile_text_stays_text_on_paper(traps: View) -> None:
    content = FORMS["pdf"].write(briefing(traps, "map", annex=True))
    pdf = pypdf.PdfReader(io.BytesIO(content))
    told = flat(" ".join(page_texts(content)))
    latin = [name for name in NAMES if "שלום" not in name]
    assert len(latin) == len(NAMES) - 1
    assert [name for name in latin if flat(name) not in told] == []
    assert "[U+05E9][U+05DC]" in told
    root: Any = pdf.trailer["/Root"]
    assert "/JavaScript" not in root.get("/Names", {})
    assert "/OpenAction" not in root
    assert [page for page in pdf.pages if "/Annots" in page] == []


def test_hostile_text_stays_text_in_workbooks(traps: View) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].write(briefing(traps, "map"))))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert sorted(row[1].value for row in book["Programs"].iter_rows(min_row=2)) == NAMES


def test_hostile_text_stays_text_in_pictures(traps: View) -> None:
    chosen = View(traps.catalog, Selection(country=("HND",)), "initiatives", "")
    root = ET.fromstring(map_svg(chosen))  # noqa: S314 - our own output
    assert {one.tag.removeprefix(SVG) for one in root.iter()} & {"script", "image", "a"} == set()
    assert [key for one in root.iter() for key in one.attrib if key.startswith("on")] == []
    told = [text for one in root.iter(f"{SVG}text") if (text := "".join(one.itertext()))]
    assert any("<script>window.__ran=1</script>" in text for text in told)
    assert map_png(chosen).startswith(b"\x89PNG")


def test_hostile_text_stays_text_in_geographic_files(traps: View, tmp_path: Path) -> None:
    path = tmp_path / "view.gpkg"
    path.write_bytes(geopackage(traps))
    packed = gpd.read_file(path, layer="places")["programs"]
    found = [one["properties"]["programs"] for one in features(places_geojson(traps))]
    assert sorted(found) == sorted(packed)
    assert {name for cell in found for name in NAMES if name in cell} == set(NAMES)


def test_hostile_text_stays_text_in_saved_views(traps: View) -> None:
    page = Page(one_file(traps))
    assert sorted(row[1] for row in page.cells[1:]) == NAMES
    assert len(page.all("script")) == 5
    assert [name for _, about in page.tags for name in about if name.startswith("on")] == []
    assert {str(about["href"]).partition(":")[0] for about in page.all("a")} <= {"https"}


def test_hostile_text_stays_text_in_tables(traps: View) -> None:
    text = programs_table_csv(traps.catalog, traps.selection).decode("utf-8-sig")
    shown = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [c for row in shown for c in row.values() if c.startswith(FORMULA_STARTS)] == []
    text = programs_csv(traps.catalog, traps.selection).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for name, cell in row.items() if "amount" not in name]
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []
    names = [row["name"] for row in rows]
    assert sorted(name[1:] if name.startswith("'=") else name for name in names) == NAMES
