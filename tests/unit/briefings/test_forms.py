"""Briefings open in their own formats, say what the screen says, and hold text as text."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from inlmap.__main__ import main
from inlmap.briefings.content import Briefing, Kind, briefing
from inlmap.briefings.forms import FORMS, briefing_name
from inlmap.briefings.pdf import DRAWN, pdf_file
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.presentation.screen_tables import screen_rows
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View
from tests.briefing_files import opened_book, opened_deck, page_texts, ten_briefing, written
from tests.shipped import shipped
from tests.ten_views import OWN, TEN_VIEWS, tenth_view
from tests.tiny_rows import line, programs_in

ROOT = Path(__file__).parents[3]
HOSTILE = '=1+1 #panic("x") $y$ *b* <b>&amp; "q" \\u{41} @SUM(A1) _x0041_ [link] ñ 中'


def deck_of(content: Briefing) -> Any:
    return opened_deck(written(content, "pptx"))


def words_of(deck: Any) -> str:
    return "\n".join(
        "\n".join(cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_table
        else shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame or shape.has_table
    )


def charts_of(deck: Any) -> list[Any]:
    return [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]


def book_of(content: Briefing) -> Any:
    return opened_book(written(content, "xlsx"))


def paper_of(content: Briefing) -> bytes:
    return written(content, "pdf")


def pdf_of(content: Briefing) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper_of(content)))


def flat(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


def screen_words(content: Briefing) -> list[str]:
    """What the page draws at the top: the numbers of the headline and the sentences."""
    view = content.view
    return [f"{view.count:,}", *summary(view), view.catalog.version]


@pytest.mark.parametrize("name", TEN_VIEWS)
def test_five_slides_say_a_part_of_what_the_screen_says(name: str) -> None:
    content = ten_briefing(name)
    deck = deck_of(content)
    told = words_of(deck)
    assert len(deck.slides) == 5
    assert (deck.slide_width * 9) == pytest.approx(deck.slide_height * 16, rel=0.001)
    screen = summary(content.view)
    assert 2 <= len(content.answer) <= 3
    assert [one for one in content.answer if one not in told] == []
    assert [one for one in content.answer if one not in " ".join(screen)] == []
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all(note.startswith("Sources") for note in notes)
    assert all(content.view.catalog.version in note for note in notes)
    [picture] = [s for slide in deck.slides for s in slide.shapes if s.shape_type == 13]
    assert picture._element.xpath(".//p:cNvPr/@descr")[0].startswith("Map. ")
    charts = charts_of(deck)
    assert len(charts) == bool(content.shown_years)
    for chart in charts:
        drawn = [v for one in chart.plots[0].series for v in one.values if v is not None]
        assert drawn == [one.value for one in content.shown_years]


@pytest.mark.parametrize("name", TEN_VIEWS)
def test_slides_with_their_annex_say_all_that_the_screen_says(name: str) -> None:
    content = ten_briefing(name, annex=True)
    deck = deck_of(content)
    told = words_of(deck)
    assert [words for words in screen_words(content) if words not in told] == []
    years = [one for one in content.view.yearly if one.value is not None]
    if years:
        series = charts_of(deck)[1].plots[0].series
        drawn = [v for one in series for v in one.values if v is not None]
        assert sorted(drawn) == sorted(one.value for one in years)


@pytest.mark.parametrize("name", TEN_VIEWS)
def test_no_letter_of_the_five_slides_is_smaller_than_14_points(name: str) -> None:
    deck = deck_of(ten_briefing(name))
    frames = [
        cell.text_frame
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    frames += [s.text_frame for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    runs = [run for frame in frames for one in frame.paragraphs for run in one.runs if run.text]
    assert min(run.font.size.pt for run in runs) == 14
    sizes = {
        run.text: run.font.size.pt
        for shape in deck.slides[0].shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert min(sizes[sentence] for sentence in ten_briefing(name).answer) >= 18


@pytest.mark.parametrize("name", TEN_VIEWS)
def test_workbooks_hold_the_numbers_of_the_screen(name: str) -> None:
    content = ten_briefing(name)
    book = book_of(content)
    assert book.sheetnames[0] == "Summary"
    assert {"Programs", "Funding", "Sources"} <= set(book.sheetnames)
    shown = {row[0].value: row[1].value for row in book["Summary"].iter_rows(max_row=8)}
    assert shown["Programs"] == content.view.count
    amount = content.view.figure.value
    assert amount is None or amount in shown.values()
    rows = list(book["Programs"].iter_rows(min_row=2, values_only=True))
    screen = screen_rows(content.view.catalog, content.view.programs, None)
    names = screen.column("program").to_pylist()
    own_first = sorted(names, key=lambda one: "(your row, not published)" not in one)
    assert [row[1] for row in rows] == own_first
    texts = [c.value for row in book["Summary"].iter_rows() for c in row if c.value is not None]
    assert [words for words in summary(content.view) if words not in texts] == []
    assert book["Programs"].auto_filter.ref.startswith("A1:")
    assert book["Programs"].freeze_panes == "C2"


@pytest.mark.parametrize("annex", [False, True], ids=["one page", "annex"])
@pytest.mark.parametrize("name", TEN_VIEWS)
def test_papers_are_tagged_and_say_what_the_screen_says(name: str, annex: bool) -> None:
    content = ten_briefing(name, annex=annex)
    pdf = pdf_of(content)
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en-US"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    told = flat(" ".join(page_texts(paper_of(content))))
    wanted = screen_words(content) if annex else [content.number.words, *content.answer]
    assert [words for words in wanted if flat(words) not in told] == []
    assert (len(pdf.pages) == 1) != annex


def tags(node: Any) -> set[str]:
    found = {str(node["/S"])} if "/S" in node else set()
    below = node.get("/K", [])
    for reference in below if isinstance(below, list) else [below]:
        child = reference.get_object()
        found |= tags(child) if isinstance(child, dict) else set()
    return found


def test_a_paper_has_headings_headed_tables_and_a_described_figure() -> None:
    root: Any = pdf_of(ten_briefing("one country")).trailer["/Root"]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= tags(root["/StructTreeRoot"])


@pytest.mark.parametrize("ending", FORMS)
def test_the_same_view_gives_the_same_bytes(ending: str) -> None:
    again = briefing(tenth_view(shipped(), "one country"), "country")
    assert FORMS[ending].write(again) == written(ten_briefing("one country"), ending)


IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from inlmap.briefings.content import briefing
from inlmap.briefings.forms import FORMS
from tests.ten_views import tenth_view
from tests.shipped import shipped
for ending, form in FORMS.items():
    content = briefing(tenth_view(shipped(), "one country"), "country")
    Path(sys.argv[1], ending).write_bytes(form.write(content))
"""


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7"},
        check=True,
    )
    for ending in FORMS:
        assert (tmp_path / ending).read_bytes() == written(ten_briefing("one country"), ending)


def test_no_date_of_today_is_inside_an_office_file() -> None:
    with zipfile.ZipFile(io.BytesIO(written(ten_briefing("one country"), "pptx"))) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in file.read("docProps/core.xml")
    with zipfile.ZipFile(io.BytesIO(written(ten_briefing("one country"), "xlsx"))) as file:
        assert b"2000-01-01T00:00:00Z" in file.read("docProps/core.xml")


def test_own_rows_are_watermarked_in_every_format() -> None:
    content = ten_briefing(OWN)
    deck = deck_of(content)
    mark = "Your rows, not published"
    marked = [
        any(mark == shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in deck.slides
    ]
    assert all(marked)
    book = book_of(content)
    assert all(mark in book[name].oddHeader.center.text for name in book.sheetnames)
    status = {r[1]: r[-1] for r in book["Programs"].iter_rows(min_row=2, values_only=True)}
    assert status["My dogs (your row, not published)"] == "your row, not published"
    assert set(status.values()) == {"your row, not published", "published"}
    pages = [flat(text) for text in page_texts(paper_of(content))]
    assert [page for page in pages if flat(mark) not in page] == []
    assert mark not in words_of(deck_of(ten_briefing("one country")))


@pytest.fixture
def hostile(tiny_catalog: Callable[..., Catalog]) -> Briefing:
    """A catalog with markup of every format in each of its free texts."""
    text = HOSTILE
    catalog = tiny_catalog(
        programs=[
            {
                "name": text,
                "description": text,
                "source_locator": text,
                "goal_ids": "ALPHA-1",
                "lead_agency": text,
            }
        ],
        funding=[{"recipient": text, "source_locator": text, "note": text}],
        series=[{"title": text, "caution": text}],
        initiatives=[{"name": text, "short_name": text, "description": text}],
        goals=[{"name": text}],
        sources=[{"title": text, "publisher": text, "number": text}],
        members=[{"note": text}],
    )
    return briefing(
        View(catalog, Selection(initiative=("ALPHA",)), "programs", ""), "initiative", annex=True
    )


def test_hostile_text_stays_text_in_slides_and_in_the_data_of_their_charts(
    hostile: Briefing,
) -> None:
    deck = deck_of(hostile)
    assert HOSTILE in words_of(deck)
    for chart in charts_of(deck):
        blob = chart.part.chart_workbook.xlsx_part.blob
        cells = [c for row in openpyxl.load_workbook(io.BytesIO(blob)).active.rows for c in row]
        assert cells
        assert [cell for cell in cells if cell.data_type == "f"] == []


def test_hostile_text_stays_text_in_workbooks(hostile: Briefing) -> None:
    book = book_of(hostile)
    cells = [cell for name in book.sheetnames for row in book[name].rows for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert book["Programs"]["B2"].value == HOSTILE
    assert book["Programs"]["B2"].data_type in {"s", "inlineStr"}


def test_hostile_text_stays_text_on_paper_and_names_what_no_font_draws(hostile: Briefing) -> None:
    told = flat(" ".join(page_texts(paper_of(hostile))))
    assert flat(HOSTILE.replace("中", "[U+4E2D]")) in told


def test_every_character_that_counts_as_drawn_is_drawn() -> None:
    content = ten_briefing("nothing")
    letters = "".join(chr(c) for first, last in DRAWN for c in range(first, last + 1))
    assert pdf_file(replace(content, filters=letters))[:5] == b"%PDF-"


def test_a_file_name_carries_page_filters_and_version() -> None:
    content = ten_briefing("one country")
    expected = f"inlmap-briefing-country-hnd-{shipped().version}.pdf"
    assert briefing_name(content, "pdf") == expected


@pytest.fixture
def out(tmp_path: Any) -> Any:
    return tmp_path / "out.pptx"


def test_the_command_line_writes_a_briefing(out: Any) -> None:
    assert main(["brief", "--country", "HND", "--initiative", "CARSI", "-o", str(out)]) == 0
    deck = Presentation(out)
    assert "CARSI" in words_of(deck)
    assert len(deck.slides) == 5


def test_the_command_line_adds_tables(out: Any) -> None:
    asked = ["brief", "--country", "HND", "--initiative", "CARSI", "--tables"]
    assert main([*asked, "-o", str(out)]) == 0
    titles = titles_of(Presentation(out))
    assert len(titles) > 5
    assert any(title.startswith("16 programs") for title in titles)


@pytest.mark.usefixtures("tiny_data")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--country", "Narnia"], 'Unknown country "narnia": not a known value.'),
        (["--fy", "12"], 'Unknown fy "12"'),
        (["--kind", "country"], "A briefing of kind country needs --country."),
    ],
)
def test_the_command_line_names_what_it_does_not_know(
    arguments: list[str], said: str, out: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", *arguments, "-o", str(out)]) == 1
    assert said in capsys.readouterr().out
    assert not out.exists()


def test_the_command_line_wants_a_known_ending(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "-o", "out.doc"]) == 1
    assert '"out.doc" must end in .pptx, .pdf, .xlsx.' in capsys.readouterr().out


def test_nothing_on_a_slide_reaches_beyond_it() -> None:
    deck = deck_of(ten_briefing("everything", annex=True))
    beyond = [
        (number, shape.name)
        for number, slide in enumerate(deck.slides, start=1)
        for shape in slide.shapes
        if shape.top + shape.height > deck.slide_height
        or shape.left + shape.width > deck.slide_width
    ]
    assert beyond == []


def test_a_source_without_a_number_has_no_filler_in_its_place() -> None:
    told = flat(" ".join(page_texts(paper_of(ten_briefing("an island")))))
    first = "Caribbean Basin Security Initiative (program page), U.S. Department of State, 2022"
    assert flat(first) in told


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("one country", "Showing programs in Honduras only."),
        ("one initiative", "Showing programs under CARSI only."),
    ],
)
def test_the_page_of_a_country_or_an_initiative_is_a_filter(name: str, filters: str) -> None:
    content = ten_briefing(name)
    rows = {row[0]: row[2] for row in book_of(content)["Summary"].iter_rows(values_only=True)}
    assert rows["Filters"] == filters
    first = deck_of(content).slides[0]
    told = [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]
    assert any(text.startswith(f"{filters} All that the sources say") for text in told)
    assert flat(filters) in flat(page_texts(paper_of(content))[0])


def test_the_axis_of_years_keeps_the_years_without_an_amount_and_leaves_them_empty(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    later = {"record_id": "R2", "fy_start": "2013", "fy_end": "2013", "amount_usd_millions": "2.5"}
    view = View(tiny_catalog(funding=[{}, later]), Selection())
    deck = deck_of(briefing(view, "map"))
    plot = charts_of(deck)[0].plots[0]
    assert list(plot.categories) == ["FY2010", "FY2011", "FY2012", "FY2013"]
    assert [one.values for one in plot.series] == [(1.0, None, None, 2.5)]
    assert "These series have no amount for the years without a bar." in words_of(deck)


@pytest.mark.parametrize(
    ("highest", "axis"),
    [("33", ["0", "10", "20", "30"]), ("1165", ["0", "250", "500", "750", "1,000"])],
)
def test_the_chart_on_paper_has_every_year_and_an_axis_of_amounts(
    tiny_catalog: Callable[..., Catalog], highest: str, axis: list[str]
) -> None:
    last = {"fy_start": "2013", "fy_end": "2013"}
    lines = [line("HND", "12.5"), line("HND", highest, record_id="last", **last)]
    paper = paper_of(briefing(View(tiny_catalog(funding=lines), Selection()), "map"))
    told = " ".join(page_texts(paper)).split()
    at = told.index("2010")
    assert told[at : at + 4] == ["2010", "2011", "2012", "2013"]
    assert set(axis) <= set(told[:at])


def rows_of(deck: Any, first: str) -> list[list[str]]:
    """The rows of all tables of the annex whose first heading is this, in their order."""
    annex = list(deck.slides)[5:]
    tables = [s.table for slide in annex for s in slide.shapes if s.has_table]
    return [
        [cell.text for cell in row.cells]
        for table in tables
        if table.cell(0, 0).text == first
        for row in list(table.rows)[1:]
    ]


def titles_of(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


@pytest.fixture
def too_many(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    """A catalog with one program more than a table on slides has rows."""
    names = [f"Program {number}" for number in range(1, 122)]
    return tiny_catalog(programs=[{"program_id": name, "name": name} for name in names])


def test_own_rows_stand_first_where_a_table_is_cut(too_many: Catalog) -> None:
    last = too_many.raw["programs"].tail(1)
    mine = last.assign(program_id="MINE", name="My dogs")
    own = with_own_rows(too_many, {"programs": mine}, beside=True)
    content = briefing(View(own, Selection(), "programs", ""), "map", annex=True)
    deck = deck_of(content)
    programs = rows_of(deck, "Years")
    assert len(programs) == 8
    assert programs[0][1] == "My dogs (your row, not published)"
    assert programs[0][-1] == "your row, not published"
    assert {row[-1] for row in programs[1:]} == {"published"}
    assert book_of(content)["Programs"]["B2"].value == "My dogs (your row, not published)"
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    at = next(n for n, title in enumerate(titles_of(deck)) if title.startswith("122 programs"))
    assert "A report" in notes[at]


def test_the_first_slide_of_a_table_that_is_cut_says_so_in_its_title(too_many: Catalog) -> None:
    cut = briefing(View(too_many, Selection(), "programs", ""), "map", annex=True)
    deck = deck_of(cut)
    titles = titles_of(deck)
    first = "121 programs: first 9 rows; all are in the Excel file"
    assert [title for title in titles if title.startswith("121 programs")] == [first]
    assert titles[titles.index(first) - 1] == "Programs by country and theme"
    honduras = rows_of(deck, "Country")[1]
    assert honduras == ["Honduras", "Other countries", "no evidence found", "121", "121"]


def test_the_annex_of_the_whole_region_has_at_most_16_slides_and_a_country_is_whole() -> None:
    region = deck_of(ten_briefing("everything", annex=True))
    assert len(region.slides) - 5 <= 16
    here = View(shipped(), Selection(country=("MEX",)), "programs", "")
    mexico = deck_of(briefing(here, "country", annex=True))
    assert len(rows_of(mexico, "Years")) == 94
    assert [title for title in titles_of(mexico) if "Excel" in title] == []
    sizes = {
        run.font.size.pt
        for deck in (region, mexico)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert min(sizes) == 12


def test_a_table_that_is_whole_names_no_other_file_in_its_title(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    whole = tiny_catalog(programs=[{}, {"program_id": "PR2"}])
    titles = titles_of(
        deck_of(briefing(View(whole, Selection(), "programs", ""), "map", annex=True))
    )
    assert [title for title in titles if "programs" in title and "Excel" in title] == []
    assert any(title.startswith("2 programs") for title in titles)


def test_an_empty_cell_of_a_program_reads_not_stated_and_a_missing_number_is_empty(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    full = {
        "program_id": "full",
        "start_year": "2010",
        "status": "active",
        "source_locator": "page 3",
        "amount_usd_millions": "1.5",
    }
    catalog = tiny_catalog(programs=[*programs_in("HND", 2), full])
    content = briefing(View(catalog, Selection()), "map", annex=True)
    sheet = book_of(content)["Programs"]
    column = {cell.value: cell.column - 1 for cell in sheet[1]}
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[column["Years"]] for row in rows].count("year not stated") == 2
    for heading in ("Status", "Where in the source"):
        assert [row[column[heading]] for row in rows].count("not stated") == 2
    values = [row[column["Value, $ millions"]] for row in rows]
    assert (values.count(None), values.count(1.5)) == (2, 1)
    on_slides = [cell for row in rows_of(deck_of(content), "Years") for cell in row]
    assert on_slides.count("year not stated") == 2
    assert on_slides.count("not stated") == 4  # status and value
    assert "no evidence found" not in on_slides
    told = [flat(text) for text in page_texts(paper_of(content))]
    assert "notstated" in "".join(told)
    assert "noevidencefound" not in "".join(told)


def test_a_gap_of_coverage_still_reads_no_evidence_found() -> None:
    content = briefing(View(shipped(), Selection(), "programs", ""), "coverage")
    cells = [cell.value for row in book_of(content)["Coverage"].rows for cell in row]
    assert "no evidence found" in cells
    assert "not stated" not in cells


@pytest.mark.parametrize(
    ("kind", "facts"), [("map", []), ("country", ["What it is in"])], ids=["map", "country"]
)
def test_slides_of_an_annex_that_would_hold_nothing_are_left_out(
    kind: Kind, facts: list[str]
) -> None:
    nothing = Selection(initiative=("CARSI",), country=("LCA",))
    content = briefing(View(shipped(), nothing, "programs", ""), kind, annex=True)
    titles = titles_of(deck_of(content))
    assert titles[1:5] == [
        "Programs by country under CARSI in Saint Lucia",
        "Money by fiscal year",
        "The newest items",
        "Gaps and cautions",
    ]
    assert titles[5:] == ["In words", *facts, "Please note"]
    first = deck_of(content).slides[0]
    told = [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]
    assert "No program under CARSI in Saint Lucia was found in the sources." in "\n".join(told)
    assert "No evidence found" in told
    assert "0" not in told


def test_a_goal_of_one_program_is_in_the_singular_in_workbooks(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        goals=[{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}],
        programs=[
            {"goal_ids": "ALPHA-1"},
            *programs_in("HND", 2, goal_ids="ALPHA-2"),
        ],
    )
    content = briefing(View(catalog, Selection(country=("HND",))), "country")
    told = [row[2] for row in book_of(content)["Summary"].iter_rows(values_only=True)]
    assert "Alpha, Safe ports: 1 program" in told
    assert "Alpha, Safe streets: 2 programs" in told


def test_amounts_of_a_column_have_the_same_decimals_and_stand_to_the_right(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    values = ("1.75", "0.432", "3", "")
    years = {"2010": "0.744", "2011": "0.4", "2012": "33"}
    catalog = tiny_catalog(
        programs=[
            {"program_id": f"P{at}", "amount_usd_millions": value}
            for at, value in enumerate(values)
        ],
        funding=[
            line("HND", amount, record_id=year, fy_start=year, fy_end=year)
            for year, amount in years.items()
        ],
    )
    content = briefing(View(catalog, Selection()), "map", annex=True)
    deck = deck_of(content)
    assert [row[3] for row in rows_of(deck, "Years")] == ["1.750", "0.432", "3.000", "not stated"]
    tables = [s.table for slide in list(deck.slides)[5:] for s in slide.shapes if s.has_table]
    [by_year] = [table for table in tables if table.cell(0, 0).text == "Fiscal year"]
    cells = [row.cells[2] for row in by_year.rows]
    assert [cell.text for cell in cells] == ["Nominal $ millions", "0.744", "0.400", "33.000"]
    assert {cell.text_frame.paragraphs[0].alignment for cell in cells} == {PP_ALIGN.RIGHT}
    assert by_year.cell(1, 0).text_frame.paragraphs[0].alignment is None
    on_paper = " ".join(page_texts(paper_of(content))).split()
    assert {"0.744", "0.400", "33.000"} <= set(on_paper)
