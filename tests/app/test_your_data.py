"""A visitor drops rows of their own, learns what is wrong, and sees them marked on every page."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from inlmap.dataset.schema import PROGRAMS
from inlmap.downloads.excel_template import template_workbook
from inlmap.ui.menu import ENTRIES
from tests.tiny_rows import programs_in

MINE = {
    "program_id": "OWN-1",
    "name": "New canine unit",
    "initiative_id": "CARSI",
    "iso3": "HND",
    "theme_id": "",
    "assistance_type": "canines",
    "modality": "bilateral",
    "scope": "country",
    "description": "Trains dogs.",
    "source_id": "S001",
}


def programs_file(*rows: dict[str, str], name: str = "programs.csv") -> tuple[str, bytes, str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, PROGRAMS.column_names, restval="")
    writer.writeheader()
    writer.writerows(MINE | row for row in rows)
    return (name, text.getvalue().encode(), "text/csv")


def workbook(catalog, **sheets):
    """Return the template, filled with rows by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(catalog)))
    for name, rows in sheets.items():
        sheet = book[name]
        heading = [cell.value for cell in sheet[1]]
        for row in rows:
            sheet.append([row.get(column) or None for column in heading])
    content = io.BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return ("mine.xlsx", content.getvalue(), kind)


@pytest.fixture
def dropped(visit):
    """Return a function that opens the page and drops files on it."""

    def drop(*files, **query):
        page = visit(**query)
        page.open_page("your_data")
        page.app.file_uploader(key="upload").set_value(list(files)).run()
        return page

    return drop


@pytest.fixture
def shown(dropped):
    """Return a function that drops one own program and shows it on every page."""

    def show(way="Beside the published rows", **query):
        page = dropped(programs_file({}), **query)
        page.app.radio(key="way").set_value(way).run()
        page.app.button(key="show_rows").click().run()
        return page

    return show


def test_the_page_says_that_nothing_is_kept_before_anything_is_dropped(visit):
    page = visit()
    page.open_page("your_data")
    assert "it is not written to disk, no one else sees it" in page.everything_said
    assert not page.app.exception


def test_a_good_file_is_counted_and_offered(dropped):
    page = dropped(programs_file({}))
    assert "No fault was found. Not published yet: 1 program." in page.html_words
    assert not page.app.exception


def test_faults_are_listed_with_file_row_column_value_and_cure(dropped):
    page = dropped(programs_file({"start_year": "20x4"}, {"program_id": "B", "source_id": "S9"}))
    text = page.html_words
    assert (
        "programs.csv 2 start_year 20x4 is not a year (four digits from 1960 to 2040, e.g. 2019)"
    ) in text
    assert not page.app.exception


def test_a_row_that_refers_to_nothing_is_listed_under_the_name_of_the_dropped_file(dropped):
    page = dropped(programs_file({"source_id": "S9"}, name="march.csv"))
    text = page.html_words
    assert "march.csv 2 source_id S9 is not in sources.csv; add it there or correct it" in text


def test_a_table_that_comes_again_takes_the_place_of_the_one_before(dropped):
    wrong = programs_file({"start_year": "20x4"})
    page = dropped(wrong, programs_file({}, name="mended.csv"))
    assert "No fault was found. Not published yet: 1 program." in page.html_words
    assert "mended.csv" in page.html_words


def test_a_file_of_another_kind_is_refused_in_words(dropped):
    page = dropped(("letter.csv", b"Dear colleague,\n", "text/csv"))
    assert "letter.csv is not a table of this program" in page.html_words


def test_the_filled_workbook_is_read_with_a_source_of_its_own(dropped, catalog):
    source = {"source_id": "OWN-S", "title": "Cable", "publisher": "Office"}
    page = dropped(workbook(catalog, programs=[MINE | {"source_id": "OWN-S"}], sources=[source]))
    assert "No fault was found. Not published yet: 1 program and 1 source." in page.html_words
    assert "mine.xlsx, sheet programs" in page.html_words


def test_faults_of_a_workbook_name_its_sheet(dropped, catalog):
    page = dropped(workbook(catalog, programs=[MINE | {"status": "done", "source_id": "S9"}]))
    text = page.html_words
    assert "mine.xlsx, sheet programs 2 status done is not allowed; use one of: active" in text
    mended = workbook(catalog, programs=[MINE | {"source_id": "S9"}])
    text = dropped(mended).html_words
    assert "mine.xlsx, sheet programs 2 source_id S9 is not in sources.csv" in text


def test_a_file_that_only_calls_itself_a_workbook_is_refused_in_words(dropped):
    page = dropped(("mine.xlsx", b"not a workbook", "application/octet-stream"))
    assert "mine.xlsx, workbook is not an Excel workbook (.xlsx)" in page.html_words
    assert not page.app.exception


@pytest.fixture
def three(tiny_pages):
    """Three published programs."""
    tiny_pages(
        initiatives=[{"initiative_id": "CARSI"}],
        goals=[{"initiative_id": "CARSI"}],
        members=[{"initiative_id": "CARSI"}],
        programs=programs_in("HND", 3, initiative_id="CARSI"),
        sources=[{}, {"source_id": "S001", "title": "A law"}],
    )


@pytest.mark.usefixtures("three")
def test_without_a_preview_no_page_says_anything_of_own_rows(dropped):
    page = dropped(programs_file({}))
    page.open_page("map")
    assert page.headline["Programs"] == "3"
    assert "not published" not in page.html_words


@pytest.mark.usefixtures("three")
def test_own_rows_beside_the_published_ones_are_in_the_counts_and_marked(shown):
    page = shown()
    page.open_page("map")
    assert page.headline["Programs"] == "4"
    assert "Your rows, not published. They are 1 program." in page.html_words
    table = page.table
    [own] = table[table["Program"].str.startswith("New canine")]["Program"]
    assert own == "New canine unit (your row, not published)"


@pytest.mark.usefixtures("three")
def test_own_rows_instead_of_the_published_ones_stand_alone(shown):
    page = shown(way="Instead of the published rows")
    page.open_page("map")
    assert page.headline["Programs"] == "1"


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_every_page_says_that_own_rows_are_shown(shown, name):
    page = shown(country="HND")
    page.open_page(name)
    assert "Your rows, not published." in page.html_words
    assert not page.app.exception


def test_the_data_addresses_are_said_to_give_published_rows_only(shown):
    page = shown(part="downloads")
    page.open_page("sources")
    said = [caption.value for caption in page.app.caption]
    assert [line for line in said if line.startswith("The addresses give the published rows only")]


def test_the_footer_names_a_version_that_is_not_a_published_one(shown):
    page = shown()
    page.open_page("about")
    assert f"Dataset version {page.catalog.version}." in page.html_words
    assert "-yours-" in page.catalog.version


def test_filters_stay_when_own_rows_are_shown(shown):
    page = shown(initiative="CARSI", country="HND")
    page.open_page("map")
    assert page.chosen == {"initiative": ["CARSI"], "country": ["HND"]}


@pytest.mark.usefixtures("three")
def test_the_published_rows_come_back_at_one_click(shown):
    page = shown()
    page.open_page("map")
    page.app.button(key="stop_preview").click().run()
    assert page.headline["Programs"] == "3"
    assert "Your rows, not published." not in page.html_words


@pytest.mark.usefixtures("three")
def test_a_file_that_is_taken_back_is_forgotten(shown):
    page = shown()
    page.app.file_uploader(key="upload").clear().run()
    page.open_page("map")
    assert page.headline["Programs"] == "3"


@pytest.mark.usefixtures("three")
def test_forgetting_takes_everything_away(shown):
    page = shown()
    page.app.button(key="forget").click().run()
    assert "What you brought" not in page.html_words
    page.open_page("map")
    assert page.headline["Programs"] == "3"


@pytest.mark.usefixtures("three")
def test_another_visitor_sees_the_published_rows(shown, visit):
    mine = shown()
    mine.open_page("map")
    assert visit().headline["Programs"] == "3"
    mine.app.run()
    assert mine.headline["Programs"] == "4"


def test_a_link_copied_beside_own_rows_is_of_the_published_version_and_says_so(shown, catalog):
    page = shown(country="HND")
    page.app.session_state["copy_link"] = True
    page.app.run()
    [link] = page.app.code
    assert link.value.endswith(f"?country=HND&version={catalog.version}")
    assert "The link shows the published rows only; yours stay in this visit." in (
        page.app.main.caption[0].value
    )
