"""Official files of every kind and vintage become tables that reconcile to the cent."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from benchmarks.aidfile import balance_lines, measured_import, write_file
from inlmap.__main__ import main
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.folder import SHIPPED_DATA
from inlmap.dataset.relations import relation_faults
from inlmap.dataset.schema import FUNDING, SERIES, SOURCES
from inlmap.dataset.table_reader import cell_faults, read_table
from inlmap.ledger.table_writer import edition_of
from tests.conftest import write_countries

HOME = "Western Hemisphere"
INCLE = "Department of State, International Narcotics Control and Law Enforcement"
TODAY_HEADING = (
    *("Country ID", "Country Code", "Country Name", "Region ID", "Region Name"),
    *("Managing Agency Name", "Managing Sub-agency or Bureau Name", "US Category Name"),
    *("US Sector Name", "Funding Account Name", "Activity Name", "Transaction Type Name"),
    *("Fiscal Year", "Current Dollar Amount", "Constant Dollar Amount", "Unnamed: 15"),
)
OLD_HEADING = (
    *("country_id", "country_code", "country_name", "region_id", "region_name"),
    *("implementing_agency_name", "subagency_name", "assistance_category_name"),
    *("USG_sector_name", "funding_account_name", "activity_name", "transaction_type_name"),
    *("fiscal_year", "current_amount", "constant_amount", "numeric_year"),
)
COUNTRY_HEADING = (
    *("Country Code", "Country Name", "Region ID", "Region Name", "Income Group Acronym"),
    *("Income Group Name", "Transaction Type ID", "Transaction Type Name", "Fiscal Year"),
    *("current_amount", "constant_amount"),
)
GREENBOOK_HEADING = (
    *("Fiscal Year", "Region", "Country", "Assistance Category", "Publication Row"),
    *("Funding Agency", "Funding Account Name", "Obligations (Historical Dollars)"),
    "Obligations (Constant Dollars)",
)
Rows = list[dict[str, str]]
Written = dict[str, Rows]


def transaction(name: str, code: str, year: str, amount: str, **other: str) -> tuple[str, ...]:
    region = "Sub-Saharan Africa" if code == "KEN" else HOME
    return (
        *("1", code, name, "3", region, "U.S. Agency", "Bureau", "Peace and Security"),
        *("Counter-Narcotics", other.get("account", INCLE), "Redacted"),
        *(other.get("type", "Obligations"), year, amount, "999999", "junk"),
    )


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_sheet(path: Path, rows: Iterable[Sequence[object]], *, before: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if before:
        sheet["A1"] = before
        sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def run(path: Path, folder: Path, *options: str) -> int:
    return main(["import-foreignassistance", str(path), str(folder), *options])


@pytest.fixture
def folder(tmp_path: Path, catalog: Catalog) -> Path:
    """A folder with squares for the shipped boundaries, which an import reads each time."""
    countries = catalog.countries[["iso3", "name", "role"]]
    write_countries(tmp_path / "out", list(countries.itertuples(index=False, name=None)))
    return tmp_path / "out"


@pytest.fixture
def imported(folder: Path, catalog: Catalog) -> Callable[..., Written]:
    """Import a file, prove the tables valid and return their rows."""

    def import_file(path: Path, *options: str) -> Written:
        assert run(path, folder, *options) == 0
        raw = {}
        for table in (FUNDING, SERIES, SOURCES):
            frame, faults = read_table(folder, table)
            assert frame is not None
            assert [*faults, *cell_faults(frame, table)] == []
            raw[table.name] = frame
        assert list(relation_faults(raw, frozenset(catalog.countries["iso3"]))) == []
        return {name: frame.to_dict("records") for name, frame in raw.items()}

    return import_file


def amounts(rows: Rows) -> dict[str, str]:
    return {row["record_id"]: row["amount_usd_millions"] for row in rows}


def balance(printed: str) -> list[str]:
    starts = ("read", "= written", "+ ")
    return [line for line in printed.splitlines() if line.startswith(starts)]


@pytest.mark.parametrize("heading", [TODAY_HEADING, OLD_HEADING], ids=["today", "explorer"])
def test_transactions_of_both_vintages_are_added_by_country_year_account_and_stage(
    heading: tuple[str, ...],
    imported: Callable[..., Written],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [
        heading,
        transaction("Honduras", "HND", "2012", "1000000.25"),
        transaction("Honduras", "HND", "2012", "-250000.25"),
        transaction("Honduras", "HND", "2012", "7.01", type="Disbursements"),
        transaction("Bahamas, The", "BHS", "2013", "0.01", account="Economic Support Fund"),
        transaction("Central America, not specified", "CAX", "2012", "5,000"),
        transaction("Kenya", "KEN", "2012", "12.34"),
        transaction("Atlantis", "ATX", "2012", "3.00"),
    ]
    written = imported(write_csv(tmp_path / "us_foreign_aid_complete.csv", rows))
    assert amounts(written["funding"]) == {
        "FA-DIS-HND-2012-INCLE": "0.00000701",
        "FA-OBL-BHS-2013-ESF": "0.00000001",
        "FA-OBL-HND-2012-INCLE": "0.75",
        "FA-OBL-CENTRAL-AMERICA-2012-INCLE": "0.005",
    }
    assert balance(capsys.readouterr().out) == [
        "read                  $755,022.36 in 7 rows",
        "= written             $755,007.02 in 5 rows (0.75500702 million)",
        "+ not mapped          $3.00 in 1 row",
        "+ outside the region  $12.34 in 1 row",
    ]


def test_a_row_says_where_it_comes_from_and_how_many_rows_it_adds(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    rows = [
        TODAY_HEADING,
        transaction("Bahamas, The", "BHS", "2012", "1"),
        transaction("The Bahamas", "BHS", "2012", "2"),
        transaction("Caribbean, not specified", "CBX", "2012", "3"),
    ]
    path = write_csv(tmp_path / "complete_2024-12-19.csv", rows)
    written = imported(path, "--retrieved", "2025-01-02", "--url", "https://example.org/x")
    country, regional = written["funding"]
    assert country == {
        "record_id": "FA-OBL-BHS-2012-INCLE",
        "series_id": "fa-obligated",
        "initiative_id": "",
        "iso3": "BHS",
        "recipient": "Bahamas, The / The Bahamas",
        "fy_start": "2012",
        "fy_end": "2012",
        "account": "INCLE",
        "stage": "obligated",
        "amount_usd_millions": "0.000003",
        "part_of": "",
        "basis": "derived",
        "source_id": "FA",
        "source_locator": f"Bahamas, The/The Bahamas, 2012, {INCLE}",
        "note": "Sum of 2 rows of the file.",
    }
    assert (regional["iso3"], regional["recipient"]) == ("", "Caribbean, not specified")
    assert regional["basis"] == "printed"
    (series,) = written["series"]
    assert series["title"] == (
        "Obligated by country and account, FY2012-FY2012 "
        "(complete transactions, edition 2024-12-19)"
    )
    assert series["headline"] == "alternate"
    assert series["adds_over"] == "country;account;year"
    (source,) = written["sources"]
    assert (source["date"], source["accessed"]) == ("2024-12-19", "2025-01-02")
    assert source["url"] == "https://example.org/x"


def test_the_country_summary_has_one_account_and_any_order_of_headings(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    first = dict.fromkeys(COUNTRY_HEADING, "x") | {
        "Country Code": "HND",
        "Country Name": "Honduras",
        "Region Name": HOME,
        "Transaction Type Name": "Obligations",
        "Fiscal Year": "2021",
        "current_amount": "1500000",
        "constant_amount": "9",
    }
    second = first | {"Transaction Type Name": "President's Budget Requests"}
    third = first | {"Transaction Type Name": "Appropriated and Planned", "current_amount": "-2"}
    order = sorted(COUNTRY_HEADING)
    spelled = [name.upper().replace(" ", "_") for name in order]
    rows = [spelled, *([row[name] for name in order] for row in (first, second, third))]
    written = imported(write_csv(tmp_path / "country.csv", rows))
    assert amounts(written["funding"]) == {
        "FA-APP-HND-2021-ALL": "-0.000002",
        "FA-OBL-HND-2021-ALL": "1.5",
        "FA-REQ-HND-2021-ALL": "1.5",
    }
    assert {row["series_id"]: row["stage"] for row in written["series"]} == {
        "fa-appropriated": "appropriated",
        "fa-obligated": "obligated",
        "fa-requested": "requested",
    }
    assert {row["adds_over"] for row in written["series"]} == {"country;year"}
    assert written["series"][2]["caution"].startswith("What the President asked Congress for")


@pytest.mark.parametrize("zipped", [False, True])
def test_a_greenbook_workbook_is_read_below_its_title_lines(
    imported: Callable[..., Written],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    zipped: bool,
) -> None:
    latin = "Latin America and Caribbean"
    line = ("Economic", "Other", "Department of State", INCLE)
    rows = [
        ("U.S. Overseas Loans and Grants",),
        ("Prepared August 9, 2022",),
        (),
        GREENBOOK_HEADING,
        (1976, latin, "Colombia", *line, 100, 500.5),
        (1976.9, latin, "Colombia", *line, 25, 120.5),
        (1952, latin, "Colombia", *line, 7.1, 50),
        (2000, latin, "St. Kitts and Nevis", *line, 1234567.89, 1),
        (2000, latin, "Latin America and Caribbean, country not specified", *line, -3, 1),
        (2000, "Sub-Saharan Africa", "Kenya", *line, 11, 1),
        ("Source: USAID",),
    ]
    path = write_sheet(tmp_path / "greenbook.xlsx", rows, before="Notes")
    if zipped:
        with zipfile.ZipFile(tmp_path / "greenbook.zip", "w") as archive:
            archive.write(path, "data/greenbook.xlsx")
        path = tmp_path / "greenbook.zip"
    written = imported(path)
    assert amounts(written["funding"]) == {
        "FA-OBL-COL-1976-INCLE": "0.0001",
        "FA-OBL-COL-1976TQ-INCLE": "0.000025",
        "FA-OBL-KNA-2000-INCLE": "1.23456789",
        "FA-OBL-LATIN-AMERICA-AND-CARIBBEAN-2000-INCLE": "-0.000003",
    }
    printed = capsys.readouterr().out
    assert 'not a fiscal year from 1960 to 2040: "1952": $7.10 in 1 row' in printed
    assert '"" of no recipient: no amount in 1 row, first in row 11' in printed
    assert balance(printed)[0] == "read                  $1,234,707.99 in 7 rows"
    assert written["sources"][0]["date"] == "2022-08-09"


def test_the_transition_quarter_is_a_series_of_its_own_and_never_part_of_a_year(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    rows = [
        TODAY_HEADING,
        transaction("Peru", "PER", "1976", "10"),
        transaction("Peru", "PER", "1976tq", "4"),
    ]
    written = imported(write_csv(tmp_path / "x.csv", rows))
    assert {row["series_id"]: row["adds_over"] for row in written["series"]} == {
        "fa-obligated": "country;account;year",
        "fa-obligated-1976tq": "country;account",
    }
    quarter = next(row for row in written["funding"] if "1976TQ" in row["record_id"])
    assert (quarter["series_id"], quarter["fy_start"]) == ("fa-obligated-1976tq", "1976")
    assert "no fiscal year" in quarter["note"]


def test_amounts_are_added_by_sector_when_that_is_asked_for(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    rows = [TODAY_HEADING, transaction("Peru", "PER", "2001", "10")]
    written = imported(write_csv(tmp_path / "x.csv", rows), "--by", "sector")
    assert [row["account"] for row in written["funding"]] == ["sector: Counter-Narcotics"]
    assert "by country and sector" in written["series"][0]["title"]


def test_everything_that_cannot_be_mapped_is_listed_with_its_amount(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        TODAY_HEADING,
        transaction("Peru", "PER", "2001", "10"),
        transaction("Peru", "PER", "2001", "4", type="Loans"),
        transaction("Peru", "PER", "1949", "5"),
        transaction("Cuba", "CUB", "2001", "6"),
        transaction("Peru", "CHL", "2001", "7"),
        transaction("Peru", "PER", "2001", "NULL"),
        transaction("Kenya", "KEN", "2001", "$8"),
        ("too", "short"),
    ]
    assert run(write_csv(tmp_path / "x.csv", rows), tmp_path / "out") == 0
    listed = [
        line.removeprefix("not mapped: ")
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("not mapped")
    ]
    disagree = "name, code and region of the recipient disagree"
    no_amount = "the amount cannot be read, so it is in no total"
    assert listed == [
        f"{disagree}: Peru, CHL, Western Hemisphere: $7.00 in 1 row",
        "not a partner country: Cuba, CUB, Western Hemisphere: $6.00 in 1 row",
        'not a fiscal year from 1960 to 2040: "1949": $5.00 in 1 row',
        'unknown transaction type: "Loans" of Peru: $4.00 in 1 row',
        f'{no_amount}: "$8" of outside the region: no amount in 1 row, first in row 8',
        f'{no_amount}: "NULL" of Peru: no amount in 1 row, first in row 7',
        "the row has another number of cells than the heading, so its amount is in no total: "
        "2 cells instead of 16: no amount in 1 row, first in row 9",
    ]


def test_text_from_the_file_is_defused_and_free_of_hidden_characters(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    hostile = transaction("Peru", "PER", "2001", "-10", account='=cmd|"/c"!A1\x07\u202e')
    written = imported(write_csv(tmp_path / "x.csv", [TODAY_HEADING, hostile]))
    (row,) = written["funding"]
    assert row["account"] == '=cmd|"/c"!A1\ufffd\ufffd'
    assert ",\"'=cmd|" in (tmp_path / "out" / "funding.csv").read_text("utf-8")
    assert row["amount_usd_millions"] == "-0.00001"


def test_accounts_with_like_letters_keep_keys_of_their_own(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    rows = [
        TODAY_HEADING,
        transaction("Peru", "PER", "2001", "1", account="Fund A-B"),
        transaction("Peru", "PER", "2001", "2", account="Fund A B"),
        transaction("Peru", "PER", "2001", "3", account="基金"),
    ]
    written = imported(write_csv(tmp_path / "x.csv", rows))
    assert amounts(written["funding"]) == {
        "FA-OBL-PER-2001-FUND-A-B": "0.000002",
        "FA-OBL-PER-2001-FUND-A-B-2": "0.000001",
        "FA-OBL-PER-2001-X": "0.000003",
    }


def test_an_amount_over_the_limit_of_the_table_is_a_fault_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [TODAY_HEADING, transaction("Peru", "PER", "2001", "100000000000.01")]
    assert run(write_csv(tmp_path / "x.csv", rows), tmp_path / "out") == 1
    assert (
        'x.csv, amount: "100000.00000001" is over 100,000 million dollars: '
        "PER, 2001, INCLE, obligated"
    ) in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_file_without_an_amount_of_the_region_writes_nothing_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [TODAY_HEADING, transaction("Kenya", "KEN", "2001", "5")]
    assert run(write_csv(tmp_path / "x.csv", rows), tmp_path / "out") == 1
    printed = capsys.readouterr().out
    assert "has no amount of this region; nothing was written" in printed
    assert "+ outside the region  $5.00 in 1 row" in printed
    assert not (tmp_path / "out").exists()


def test_tables_that_are_there_are_replaced_only_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "x.csv", [TODAY_HEADING, transaction("Peru", "PER", "2001", "5")])
    (tmp_path / "out").mkdir()
    funding = tmp_path / "out" / "funding.csv"
    funding.write_text("mine\n")
    assert run(path, tmp_path / "out") == 1
    assert "funding.csv: is in out/ already; choose another folder or --replace" in (
        capsys.readouterr().out
    )
    assert funding.read_text() == "mine\n"
    assert run(path, tmp_path / "out", "--replace") == 0
    assert "FA-OBL-PER-2001-INCLE" in funding.read_text("utf-8")


def test_the_shipped_data_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "x.csv", [TODAY_HEADING, transaction("Peru", "PER", "2001", "5")])
    assert run(path, SHIPPED_DATA, "--replace", "--url", "ftp://x", "--edition", "a\x07") == 1
    printed = capsys.readouterr().out
    assert printed.startswith("3 faults in the data")
    assert "is the shipped data" in printed


def test_the_partners_are_those_of_the_boundaries_in_the_folder(
    tiny_folder: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_folder()
    rows = [
        TODAY_HEADING,
        transaction("Honduras", "HND", "2001", "5"),
        transaction("Peru", "PER", "2001", "6"),
    ]
    assert run(write_csv(tmp_path / "x.csv", rows), folder, "--replace") == 0
    assert "unknown recipient: Peru, PER, Western Hemisphere: $6.00" in capsys.readouterr().out


def test_a_sector_that_the_file_lacks_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [COUNTRY_HEADING, ["x"] * len(COUNTRY_HEADING)]
    assert run(write_csv(tmp_path / "x.csv", rows), tmp_path / "o", "--by", "sector") == 1
    assert "is not in this file (country summary)" in capsys.readouterr().out


def test_the_day_of_retrieval_is_that_of_the_file_when_none_is_given(
    imported: Callable[..., Written], tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "x.csv", [TODAY_HEADING, transaction("Peru", "PER", "2001", "5")])
    noon = datetime(2023, 5, 6, 12, tzinfo=UTC).timestamp()
    os.utime(path, (noon, noon))
    (source,) = imported(path, "--edition", "May 2023")["sources"]
    assert (source["accessed"], source["number"]) == (str(date(2023, 5, 6)), "edition May 2023")


@pytest.mark.parametrize(
    ("file", "titles", "edition"),
    [
        ("complete_20241219.csv", (), "2024-12-19"),
        ("complete_2024_12_19.zip", (), "2024-12-19"),
        ("gb.xlsx", ("Greenbook", "Prepared August 9, 2022"), "2022-08-09"),
        ("complete_20249999.csv", (), "with data to FY2023"),
    ],
)
def test_the_edition_is_a_date_of_the_file_or_its_last_year(
    file: str, titles: tuple[str, ...], edition: str
) -> None:
    assert edition_of(file, titles, "2023") == edition


PLACES = st.sampled_from(
    [
        ("Honduras", "HND", "written"),
        ("Bahamas, The", "BHS", "written"),
        ("Western Hemisphere Region", "WHX", "written"),
        ("Kenya", "KEN", "outside"),
        ("Atlantis", "ATX", "listed"),
        ("Cuba", "CUB", "listed"),
    ]
)
ROWS = st.lists(
    st.tuples(
        PLACES,
        st.sampled_from(["1960", "2012", "1976tq", "1946", "x"]),
        st.sampled_from(["Obligations", "Disbursements", "Loans"]),
        st.sampled_from([INCLE, "", "Other"]),
        st.one_of(st.integers(-(10**12), 10**12), st.none()),
    ),
    max_size=40,
)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
def test_read_is_written_and_listed_and_outside_for_any_file(
    rows: list[tuple[tuple[str, str, str], str, str, str, int | None]],
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sums = dict.fromkeys(("written", "listed", "outside"), (0, 0))
    lines = []
    for (name, code, belongs), year, kind, account, cents in rows:
        amount = "NULL" if cents is None else str(Decimal(cents).scaleb(-2))
        lines.append(transaction(name, code, year, amount, account=account, type=kind))
        mapped = year in ("1960", "2012", "1976tq") and kind != "Loans"
        end = "listed" if cents is None or (belongs == "written" and not mapped) else belongs
        sums[end] = (sums[end][0] + (cents or 0), sums[end][1] + 1)
    path = write_csv(tmp_path / "x.csv", [TODAY_HEADING, *lines])
    run(path, folder, "--replace")
    printed = capsys.readouterr().out

    def shown(key: str) -> str:
        cents, count = sums[key]
        sign = "-" if cents < 0 else ""
        whole = f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"
        return f"{whole} in {count:,} row{'' if count == 1 else 's'}"

    assert f"= written             {shown('written')}" in printed
    assert f"+ not mapped          {shown('listed')}" in printed
    assert f"+ outside the region  {shown('outside')}" in printed
    if sums["written"][1]:
        with (folder / "funding.csv").open(encoding="utf-8", newline="") as file:
            written = sum(Decimal(row["amount_usd_millions"]) for row in csv.DictReader(file))
        assert written * 100_000_000 == sums["written"][0]


def test_a_made_up_file_imports_within_its_memory_and_to_the_cent(tmp_path: Path) -> None:
    path = tmp_path / "complete.csv"
    totals = write_file(path, 20_000)
    printed, _, peak_kilobytes = measured_import(path, tmp_path / "out")
    assert balance(printed)[0] == balance_lines(totals)[0]
    assert all(line in printed for line in balance_lines(totals))
    assert peak_kilobytes < 500_000
