"""Writers of briefings find columns by key: a better heading changes its words and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from inlmap.briefings import excel, pdf, short, slides
from inlmap.briefings.content import Briefing, Kind, briefing
from inlmap.catalog.selection import Selection
from inlmap.presentation import listings
from inlmap.presentation.listings import Listing
from inlmap.presentation.screen_tables import AMOUNT_COLUMNS, PROGRAM_COLUMNS
from inlmap.presentation.view import View
from tests.shipped import shipped

KINDS: tuple[Kind, ...] = ("country", "initiative", "coverage")
DECLARED = {
    column.key
    for columns in (
        PROGRAM_COLUMNS,
        AMOUNT_COLUMNS,
        listings.YEAR_COLUMNS,
        listings.SOURCE_COLUMNS,
        listings.MEMBER_COLUMNS,
        listings.PUBLISHED_COLUMNS,
        (listings.REGION, listings.ALL_PROGRAMS),
    )
    for column in columns
}


def written(kind: Kind) -> Briefing:
    selection = Selection(country=("HND",), initiative=("CARSI",))
    return briefing(View(shipped(), selection, "programs", ""), kind, annex=True)


def renamed(listing: Listing) -> Listing:
    """The listing with each heading read backward: other words of the same lengths."""
    columns = tuple(replace(one, heading=one.heading[::-1]) for one in listing.columns)
    return replace(listing, columns=columns)


def with_other_headings(content: Briefing) -> Briefing:
    found = replace(content, facts=tuple(map(renamed, content.facts)))
    for name in ("programs", "funding", "sources", "by_year"):
        vars(found)[name] = renamed(getattr(content, name))
    return found


def tables_of(content: Briefing) -> list[Any]:
    """The tables of the annex, long ones with their first rows only."""
    short_of = replace(content)
    for name in ("programs", "funding", "sources", "by_year"):
        listing: Listing = getattr(content, name)
        vars(short_of)[name] = replace(listing, rows=listing.rows[:3])
    deck = Presentation(io.BytesIO(slides.slides_file(short_of)))
    annex = list(deck.slides)[5:]
    return [s.table for slide in annex for s in slide.shapes if s.has_table]


def headings_of(table: Any) -> list[str]:
    return [cell.text for cell in table.rows[0].cells]


def look_of(table: Any) -> tuple[tuple[int, ...], tuple[Any, ...]]:
    """The widths of the columns and how the cells of the first row below the head are aligned."""
    widths = tuple(column.width for column in table.columns)
    return widths, tuple(c.text_frame.paragraphs[0].alignment for c in table.rows[1].cells)


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_heading_leaves_widths_and_alignment_of_slides(kind: Kind) -> None:
    before, after = (tables_of(one) for one in (written(kind), with_other_headings(written(kind))))
    assert headings_of(before[1])[0][::-1] == headings_of(after[1])[0]  # after the sentences
    assert list(dict.fromkeys(map(look_of, after))) == list(dict.fromkeys(map(look_of, before)))


def test_values_of_programs_stand_to_the_right_in_a_narrow_column_under_any_heading() -> None:
    content = with_other_headings(written("country"))
    found = next(one for one in tables_of(content) if "margorP" in headings_of(one))
    assert headings_of(found)[3] == "snoillim $ ,eulaV"
    widths, aligned = look_of(found)
    assert aligned == (None, None, None, PP_ALIGN.RIGHT, None, None, None, None)
    assert widths[3] / widths[1] == pytest.approx(0.9 / 3.2, abs=0.001)


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_heading_leaves_widths_and_numbers_of_sheets(kind: Kind) -> None:
    before, after = (
        openpyxl.load_workbook(io.BytesIO(excel.excel_file(one)))
        for one in (written(kind), with_other_headings(written(kind)))
    )
    assert after["Programs"]["B1"].value == "margorP"
    for old, new in zip(before.worksheets[1:], after.worksheets[1:], strict=True):
        widths, others = ({k: d.width for k, d in s.column_dimensions.items()} for s in (old, new))
        assert widths == others
        rows = list(new.iter_rows(min_row=2, values_only=True))
        assert rows == list(old.iter_rows(min_row=2, values_only=True))
    assert round(after["Programs"].column_dimensions["B"].width) == 45  # 44 and Excel's margin
    assert {cell.number_format for cell in after["Programs"]["D"][1:]} == {
        "#,##0.000_)",
        "General",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_heading_leaves_the_columns_and_rows_of_papers(kind: Kind) -> None:
    before, after = (
        pdf._document(one)["annex"]["tables"]
        for one in (written(kind), with_other_headings(written(kind)))
    )
    assert [one["rows"] for one in after] == [one["rows"] for one in before]
    assert [[h[::-1] for h in one["headings"]] for one in after] == [
        one["headings"] for one in before
    ]


def test_tables_of_records_keep_more_rows_on_paper_under_any_heading() -> None:
    everything = briefing(View(shipped(), Selection(), "programs", ""), "map")
    rows = everything.funding.rows * 5
    long = replace(renamed(everything.funding), rows=rows)
    assert len(rows) > 400
    assert len(pdf._table_content(long)["rows"]) == 400
    assert len(pdf._table_content(long.picked("account", "stage"))["rows"]) == 300


def test_every_column_of_the_ten_items_has_a_width() -> None:
    keys = {column.key for column in short.ITEM_COLUMNS}
    assert keys == set(slides.ITEM_WIDTHS) == set(pdf.ITEM_WIDTHS)
    assert keys > set(slides.CUT)


@pytest.mark.parametrize(
    "keys",
    [
        slides.WIDTHS,
        slides.PROGRAM_KEYS,
        slides.FUNDING_KEYS,
        slides.SOURCE_KEYS,
        excel.WIDTHS,
        pdf.PROGRAM_KEYS,
        pdf.FUNDING_KEYS,
        pdf.WHERE_OF_PROGRAM,
        pdf.WHERE_OF_FUNDING,
    ],
)
def test_every_key_that_a_writer_knows_is_of_a_declared_column(keys: Any) -> None:
    assert set(keys) <= DECLARED
