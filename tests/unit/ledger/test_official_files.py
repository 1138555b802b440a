"""Official files are recognized by their headings; damaged and foreign ones are faults in words."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from inlmap.errors import DataError
from inlmap.ledger.layouts import Layout, layout_of
from inlmap.ledger.official_files import opened

HEADING = "Country Name,Region Name,Transaction Type Name,Fiscal Year,Current Dollar Amount\n"
ROW = "Peru,Western Hemisphere,Obligations,2001,5\n"
CSV = (HEADING + ROW).encode()


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    with opened(path) as file:
        return list(file.rows)


def fault_of(path: Path) -> str:
    with pytest.raises(DataError) as raised:
        rows_of(path)
    return "\n".join(map(str, raised.value.faults))


def save(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zip_of(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv").replace("_xlsx", ".xlsx"), content)
    return buffer.getvalue()


def sheet_of(*rows: tuple[object, ...]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        assert book.active is not None
        book.active.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("heading", "kind", "group"),
    [
        (
            "Country Name,Region Name,Transaction Type Name,Fiscal Year,Current Dollar Amount,"
            "Funding Account Name,Activity ID",
            "complete transactions",
            "account",
        ),
        (
            "fiscal_year,country_name,region_name,transaction_type_name,current_amount,"
            "funding_account_name",
            "accounts by country",
            "account",
        ),
        (
            "COUNTRY NAME;Region-Name;transaction type;Fiscal  Year;Current_Amount;US Sector Name",
            "country summary",
            "sector",
        ),
        (
            "Country Name,Region Name,Transaction Type Name,Fiscal Year,current_amount",
            "country summary",
            "all",
        ),
        (
            "Fiscal Year,Region,Country,Funding Account Name,Obligations (Historical Dollars)",
            "Greenbook",
            "account",
        ),
    ],
)
def test_the_kind_is_known_by_the_headings_in_any_order_and_spelling(
    heading: str, kind: str, group: str
) -> None:
    layout = layout_of(heading.replace(";", ",").split(","), "x.csv", 1)
    assert (layout.kind, layout.group(None)) == (kind, group)


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        (
            "Country Name,Region Name,Fiscal Year,Current Dollar Amount",
            "Transaction Type Name: is missing; without it the stage of the money is not known",
        ),
        (
            "Country Name,Region Name,Transaction Type Name,Fiscal Year,Constant Dollar Amount",
            "constant dollars are not read in its place",
        ),
        (
            "Country Name,Fiscal Year,Transaction Type Name,current_amount",
            'Region Name: is missing; one column must be "Region Name" or "Region"',
        ),
        (
            "Country Name,country_name,Region,Transaction Type Name,Fiscal Year,current_amount",
            "Country Name: stands twice in the heading; keep one",
        ),
        (
            "Country Name,Region,Transaction Type,Fiscal Year,current_amount,Current Dollar Amount",
            "stands under two headings; keep one of the columns",
        ),
    ],
)
def test_a_missing_repeated_or_doubtful_heading_is_named(heading: str, fault: str) -> None:
    with pytest.raises(DataError) as raised:
        layout_of(heading.split(","), "x.csv", 3)
    (found,) = raised.value.faults
    assert str(found).startswith("x.csv, row 3, ")
    assert fault in str(found)


def test_the_united_states_sector_is_preferred_to_the_international_one() -> None:
    heading = [*HEADING.strip().split(","), "International Sector Name", "US Sector Name"]
    layout: Layout = layout_of(heading, "x.csv", 1)
    assert layout.places["sector"] == 6


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        b"\xef\xbb\xbf" + CSV,
        CSV.replace(b"\n", b"\r\n"),
        b"Some title,,,,\n\n" + CSV,
        zip_of(data_csv=CSV),
        zip_of(**{"readme.md": b"x", "a/data.csv": CSV, "__MACOSX/data.csv": b"x"}),
        sheet_of(("title",), tuple(HEADING.strip().split(",")), tuple(ROW.strip().split(","))),
        zip_of(book_xlsx=sheet_of(tuple(HEADING.strip().split(",")), tuple(ROW[:-1].split(",")))),
    ],
    ids=["plain", "mark", "crlf", "titles", "zip", "zip with more", "workbook", "zipped workbook"],
)
def test_the_same_rows_are_read_from_every_form(tmp_path: Path, content: bytes) -> None:
    assert [row for _, row in rows_of(save(tmp_path / "file", content))] == [
        ["Peru", "Western Hemisphere", "Obligations", "2001", "5"]
    ]


def test_numbers_of_a_workbook_have_the_digits_that_excel_keeps(tmp_path: Path) -> None:
    heading = tuple(HEADING.strip().split(","))
    content = sheet_of(
        heading, ("Peru", "x", "x", 2001, 0.1 + 0.2), ("Peru", "x", "x", 1976.9, None)
    )
    assert [row[3:] for _, row in rows_of(save(tmp_path / "x.xlsx", content))] == [
        ["2001", "0.3"],
        ["1976.9", ""],
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,b\n1,2\n", "has no heading of an official file"),
        (b"\x00\x01\x02binary", "holds binary data"),
        (b"\x89PNG\r\n\x1a\n\x00", "is not UTF-8 near row 1 (byte 0x89"),
        (CSV + "Perú,a,b,c,d\n".encode("latin-1"), "probably Latin-1 or Windows-1252"),
        (CSV + b'"open,', "is not a CSV file (unexpected end of data)"),
        (CSV + b'"a"b,c\n', "row 3: is not a CSV file"),
        (CSV + b"x" * 1_000_001, "has a line of over a million characters"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an old Excel file (.xls)"),
        (zip_of(), "holds binary data"),
        (zip_of(readme=b"x"), "must hold one CSV file or workbook; it holds none"),
        (zip_of(a_csv=CSV, b_csv=CSV), "it holds a.csv, b.csv: unzip it first"),
        (zip_of(a_csv=CSV)[:-30], "is a damaged or locked zip file"),
        (sheet_of(("a",))[:200], "is a damaged"),
        (zip_of(**{"[Content_Types].xml": b"<x/>"}), "is a damaged workbook"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_a_fault_in_words(
    tmp_path: Path, content: bytes, fault: str
) -> None:
    assert fault in fault_of(save(tmp_path / "file", content))


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "none.csv") == "none.csv: cannot be read (No such file or directory)"
    assert "cannot be read" in fault_of(tmp_path)


def test_a_locked_zip_is_a_fault(tmp_path: Path) -> None:
    content = bytearray(zip_of(a_csv=CSV))
    content[6] |= 1  # the flag of a password, in the entry and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "is a damaged or locked zip file" in fault_of(save(tmp_path / "x.zip", bytes(content)))


def test_a_zip_with_one_changed_digit_is_a_fault_and_no_half_result(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", CSV + ROW.encode() * 1_000)
    changed = buffer.getvalue().replace(b"2001,5", b"2001,6", 1)
    assert "is damaged near row" in fault_of(save(tmp_path / "x.zip", changed))


def test_a_workbook_with_a_row_far_beyond_the_last_is_a_fault_and_no_endless_wait(
    tmp_path: Path,
) -> None:
    source, buffer = zipfile.ZipFile(io.BytesIO(sheet_of(("a",), ("b",)))), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b'r="2"', b'r="999999999999"'))
    path = save(tmp_path / "x.xlsx", buffer.getvalue())
    assert "x.xlsx, row 1048577: is beyond the rows of Excel" in fault_of(path)


def test_a_workbook_of_endless_text_is_refused_before_it_is_read(tmp_path: Path) -> None:
    content = zip_of(**{"[Content_Types].xml": b"", "xl/sharedStrings.xml": b" " * 30_000_001})
    assert "holds too much text" in fault_of(save(tmp_path / "x.xlsx", content))


@pytest.mark.parametrize(
    "make", [lambda: zip_of(a_csv=CSV), lambda: sheet_of(tuple(HEADING.strip().split(",")), (1, 2))]
)
def test_any_damage_is_a_fault_or_harmless_but_never_a_crash(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    chance, whole = random.Random(7), make()
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with contextlib.suppress(DataError):
            rows_of(save(tmp_path / "x", bytes(content)))
