"""The Briefing button gives what the page shows, in each format, and turns until it is there."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from playwright.sync_api import expect
from pptx import Presentation

from inlmap.dataset.schema import PROGRAMS

MARK = "Your rows, not published"
OWN = {
    "program_id": "OWN-1",
    "name": "Quiet Harbor Patrol",
    "initiative_id": "CARSI",
    "iso3": "HND",
    "assistance_type": "maritime assets",
    "lead_agency": "Harbor Office",
    "modality": "bilateral",
    "scope": "country",
    "description": "Patrols the harbor.",
    "source_id": "S001",
}
# Notes of each state of the button: whether it turns, and whether it can be pressed.
WATCHED = """button => {
    window.states = [];
    const note = () => {
        const inner = button.querySelector('button');
        const turns = Boolean(inner.querySelector('[data-testid=stSpinnerIcon]'));
        window.states.push([turns, inner.disabled]);
    };
    new MutationObserver(note).observe(
        button, { subtree: true, childList: true, attributes: true });
}"""


def slide_words(path: Path) -> str:
    return "\n".join(
        shape.text_frame.text
        for slide in Presentation(str(path)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


def counted_in_words(text: str) -> int:
    found = re.search(r"sources (?:document|and your own rows name) (\d+) programs", text)
    assert found
    return int(found[1])


def counted_on_slides(path: Path) -> int:
    return counted_in_words(slide_words(path))


def counted_on_paper(path: Path) -> int:
    return counted_in_words(" ".join(pypdf.PdfReader(path).pages[0].extract_text().split()))


def listed_in_workbook(path: Path) -> int:
    return openpyxl.load_workbook(path)["Programs"].max_row - 1


def counted_in_workbook(path: Path) -> int:
    book = openpyxl.load_workbook(path)
    rows = dict(book["Summary"].iter_rows(max_row=8, max_col=2, values_only=True))
    return int(rows["Programs"])


COUNTED = {
    "PowerPoint": ("pptx", counted_on_slides),
    "PDF": ("pdf", counted_on_paper),
    "Excel": ("xlsx", counted_in_workbook),
}


class Folder:
    """The control of a page, opened."""

    def __init__(self, dashboard: Any, folder: Path) -> None:
        self.dashboard, self.folder = dashboard, folder
        dashboard.part("briefing").get_by_role("button").first.click()

    def take(self, form: str) -> Path:
        """Choose a format, press its button and return the file under the name it was given."""
        self.dashboard.page.get_by_role("radio", name=form).click()
        button = self.dashboard.part("briefing_download")
        expect(button).to_have_text(re.compile(f"Download {form}$"))
        with self.dashboard.page.expect_download() as started:
            button.get_by_role("button").click()
        path = self.folder / started.value.suggested_filename
        started.value.save_as(path)
        return path


def test_each_format_counts_the_programs_of_the_headline_after_a_filter(dashboard, tmp_path):
    dashboard.open_map()
    dashboard.choose("country", "Honduras")
    dashboard.expect_programs(20, rows=22)
    folder = Folder(dashboard, tmp_path)
    for form, (ending, count) in COUNTED.items():
        path = folder.take(form)
        assert re.fullmatch(rf"inlmap-briefing-map-hnd-[0-9a-f]{{10}}\.{ending}", path.name)
        assert count(path) == 20
    assert listed_in_workbook(path) == 22


def test_tables_are_added_when_they_are_asked_for(dashboard, tmp_path):
    dashboard.open_map()
    dashboard.choose("country", "Honduras")
    dashboard.expect_programs(20, rows=22)
    folder = Folder(dashboard, tmp_path)
    assert len(Presentation(str(folder.take("PowerPoint"))).slides) == 5
    dashboard.part("briefing_tables").get_by_role("checkbox").check(force=True)
    assert len(Presentation(str(folder.take("PowerPoint"))).slides) > 5
    assert len(pypdf.PdfReader(folder.take("PDF")).pages) > 1
    dashboard.page.get_by_role("radio", name="Excel").click()
    expect(dashboard.part("briefing_tables")).to_have_count(0)


def test_the_button_turns_and_cannot_be_pressed_again_while_a_file_is_made(dashboard, tmp_path):
    dashboard.open_map()
    folder = Folder(dashboard, tmp_path)
    button = dashboard.part("briefing_download")
    expect(button).to_have_text(re.compile("Download PowerPoint$"))
    button.evaluate(WATCHED)
    folder.take("PowerPoint")
    expect(button.get_by_role("button")).to_be_enabled()
    states = dashboard.page.evaluate("window.states")
    assert [True, True] in states
    assert states[-1] == [False, False]


@pytest.mark.parametrize(
    ("page", "name", "title"),
    [
        ("country", "country-carsi-hnd", "Honduras"),
        ("initiative", "initiative-carsi-hnd", "Central America Regional Security Initiative"),
        (
            "coverage",
            "coverage-carsi-hnd",
            "Coverage: where programs are documented, and where no evidence was found",
        ),
    ],
)
def test_a_briefing_of_another_page_is_named_after_it(dashboard, tmp_path, page, name, title):
    dashboard.open(f"/{page}?country=HND&initiative=CARSI")
    dashboard.expect_chosen("country", "Honduras")
    dashboard.expect_chosen("initiative", "CARSI")
    path = Folder(dashboard, tmp_path).take("PDF")
    assert path.name.startswith(f"inlmap-briefing-{name}-")
    reader = pypdf.PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == title
    told = " ".join(reader.pages[0].extract_text().split())
    assert "Showing programs under CARSI in Honduras only." in told
    assert counted_on_paper(path) == 16


@pytest.fixture
def mine(dashboard):
    """Return the tab of a visitor who has brought one program and looks at Honduras."""
    text = io.StringIO()
    writer = csv.DictWriter(text, PROGRAMS.column_names, restval="")
    writer.writeheader()
    writer.writerow(OWN)
    file = {"name": "programs.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    dashboard.open("/your_data?country=HND")
    dashboard.page.locator("input[type=file]").set_input_files(file)
    dashboard.page.get_by_role("button", name="Show them on every page").click()
    expect(dashboard.part("yours")).to_contain_text("Your rows, not published.")
    dashboard.page.get_by_role("link", name="Map", exact=True).click()
    dashboard.on_map("body[data-painted]").wait_for()
    dashboard.expect_programs(21, rows=23)
    return dashboard


def test_rows_of_a_visitor_are_watermarked_in_each_format(mine, tmp_path):
    folder = Folder(mine, tmp_path)
    paths = {}
    for form, (_, count) in COUNTED.items():
        paths[form] = folder.take(form)
        assert "-yours-" in paths[form].name
        assert count(paths[form]) == 21
    assert listed_in_workbook(paths["Excel"]) == 23
    slides = Presentation(str(paths["PowerPoint"])).slides
    assert slide_words(paths["PowerPoint"]).split("\n").count(MARK) == len(slides)
    for page in pypdf.PdfReader(paths["PDF"]).pages:
        assert MARK in page.extract_text()
    book = openpyxl.load_workbook(paths["Excel"])
    assert all(MARK in (sheet.oddHeader.center.text or "") for sheet in book)
    status = {row[1]: row[-1] for row in book["Programs"].iter_rows(values_only=True)}
    assert status[f"{OWN['name']} (your row, not published)"] == "your row, not published"
