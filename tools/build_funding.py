"""Build the money tables (funding, series, statements) of data/ from the research tables.

The judgement lives in hand-kept tables beside this script and in the rules below: it invents no
figure and changes no amount.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
HAND = Path(__file__).parent / "hand"

Row = dict[str, str]

FUNDING_COLUMNS = (
    "record_id",
    "series_id",
    "initiative_id",
    "iso3",
    "recipient",
    "fy_start",
    "fy_end",
    "account",
    "stage",
    "amount_usd_millions",
    "part_of",
    "basis",
    "source_id",
    "source_locator",
    "note",
)
SERIES_COLUMNS = (
    "series_id",
    "family",
    "title",
    "source_id",
    "stage",
    "scope",
    "initiative_id",
    "adds_over",
    "headline",
    "headline_from",
    "headline_to",
    "partial_from",
    "caution",
    "rule",
)
STATEMENT_COLUMNS = (
    "statement_id",
    "position",
    "kind",
    "fact",
    "initiative_id",
    "iso3",
    "fy_start",
    "fy_end",
    "value",
    "amount_usd_millions",
    "stage",
    "record_id",
    "source_id",
    "source_locator",
    "cause",
    "explanation",
)

# Columns of a statement that are copied from the funding record it names.
FROM_RECORD = ("amount_usd_millions", "stage", "source_id", "source_locator")

EASTERN_CARIBBEAN = "ATG;BRB;DMA;GRD;KNA;LCA;VCT"

# Whole locators that are tidied; every other locator is kept.
LOCATORS = {
    "text (sentence cut in the excerpt)": "text",
    "transaction type 'Appropriated and Planned'": "transaction type Appropriated and Planned",
    "transaction type 'President's Budget Requests'": (
        "transaction type President's Budget Requests"
    ),
    "2023.json sector row": "2023.json, sector row",
}

CENTRAL_AMERICA_2019 = (
    "Seems to hold El Salvador, Guatemala and Honduras, which have no line this year."
)
REPEATED_YEARS = "FY2008 and FY2009 show the same or nearly the same amount; one may be a repeat."
DEFLATED = re.compile(
    r"source gives (-?\d+) constant FY2025 dollars, divided by its implied deflator ([\d.]+)"
)


def read_rows(path: Path) -> list[Row]:
    """Read a CSV file as rows of text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as UTF-8 CSV with LF line ends, in the given columns and order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def years(fiscal_year: str) -> tuple[str, str]:
    """Return the first and last fiscal year of "2008" or "2008-2011"."""
    first, _, last = fiscal_year.partition("-")
    return first, last or first


def recipient_of(geography: str) -> tuple[str, str]:
    """Return the recipient a bulk row names and, for a named group, its ISO3 list."""
    if geography.startswith("Barbados and the Eastern Caribbean"):
        return "Barbados and the Eastern Caribbean", EASTERN_CARIBBEAN
    if geography == "State Western Hemisphere Regional line":
        return "Western Hemisphere Regional", ""
    sector = re.fullmatch(r"category=(.+); recipient (.+)", geography)
    if sector:
        return f"{sector[2]}: {sector[1]}", ""
    return geography.rpartition(": ")[2] or geography, ""


def budget_table_series(row: Row) -> str:
    """Return the series of a State Department budget table row (S001)."""
    if row["amount_type"] == "requested":
        return "cbj-request"
    return "cbj-incle" if row["account"] == "INCLE" else "cbj-other-accounts"


def greenbook_series(row: Row) -> str:
    """Return the series of a Greenbook row (S117).

    Before FY2002 the Andean account has no line of its own: its money stands under INCLE.
    """
    if row["account"] == "ACI":
        return "obligations-aci"
    if row["account"] != "INCLE":
        return "obligations-other-accounts"
    return "obligations-incle-2000-2001" if row["fiscal_year"] < "2002" else "obligations-incle"


BULK_SERIES: dict[str, Callable[[Row], str]] = {
    "S001": budget_table_series,
    "S117": greenbook_series,
    "S118": lambda row: (
        "state-usaid-request" if row["amount_type"] == "requested" else "state-usaid-allocated"
    ),
    "S119": lambda row: (
        "obligations-incle-nadr" if row["account"] == "INCLE+NADR" else "obligations-military"
    ),
    "S177": lambda row: f"sector-{row['amount_type']}",
}


def bulk_note(row: Row, remarks: dict[str, str], repeated: set[str]) -> str:
    """Return our plain words for the remarks of a bulk row.

    ``remarks`` gives our words by a part of the remark; ``repeated`` are the records whose amount
    stands under two years.
    """
    remark, year = row["note"], row["fiscal_year"]
    notes = [ours for theirs, ours in remarks.items() if theirs in remark]
    if remark.startswith("Regional line") and year == "2008":
        notes.append("The FY2008 line predates CARSI.")
    if "in FY2019 it seems to hold" in remark and year == "2019":
        notes.append(CENTRAL_AMERICA_2019)
    deflated = DEFLATED.search(remark)
    if deflated:
        notes.append(
            f"Derived: the source gives {int(deflated[1]):,} constant FY2025 dollars, divided by"
            f" its deflator for the year, {deflated[2]}."
        )
    if "Bicentennial Framework years" in remark:
        notes.append("Mexico's money of these years came under the Bicentennial Framework.")
    if row["source_id"] == "S117" and row["account"] == "ACI" and year == "2015":
        notes.append(remarks["FY2015 INCLE looks like a re-report"])
    if row["record_id"] in repeated:
        notes.append(REPEATED_YEARS)
    if row["amount_usd_millions"].startswith("-") and remarks["taken back"] not in notes:
        notes.append(remarks["taken back"])
    return " ".join(notes)


def bulk_locator(row: Row, recipient: str) -> str:
    """Return where in its source a bulk row stands."""
    locator = row["source_locator"]
    if row["source_id"] == "S117":
        return f"workbook row: {recipient}, {row['fiscal_year']}, {row['account']}"
    if row["source_id"] == "S119":
        return f"series of {recipient}, {row['account']}, {row['fiscal_year']}"
    if row["source_id"] == "S001":
        return re.sub(r' row "(.+)" column ', r", row \1, column ", locator)
    return LOCATORS.get(locator, locator)


def repeated_years(rows: list[Row]) -> set[str]:
    """Return Greenbook Andean account records whose FY2008 and FY2009 agree within 0.1 percent."""
    amounts = {
        (row["country_iso3"], row["geography_note"], row["fiscal_year"]): row
        for row in rows
        if row["source_id"] == "S117" and row["account"] == "ACI"
    }
    found: set[str] = set()
    for (iso3, geography, year), row in amounts.items():
        other = amounts.get((iso3, geography, "2009")) if year == "2008" else None
        if other is None:
            continue
        one, two = float(row["amount_usd_millions"]), float(other["amount_usd_millions"])
        if abs(one - two) <= 0.001 * abs(one):
            found |= {row["record_id"], other["record_id"]}
    return found


def bulk_record(row: Row, remarks: dict[str, str], repeated: set[str]) -> Row:
    """Turn a row of one of the large country tables into a funding record."""
    recipient, group = recipient_of(row["geography_note"])
    return {
        "series_id": BULK_SERIES[row["source_id"]](row),
        "initiative_id": "",
        "iso3": row["country_iso3"] or group,
        "recipient": recipient,
        "account": row["account"],
        "stage": row["amount_type"],
        "part_of": "",
        "source_locator": bulk_locator(row, recipient),
        "note": bulk_note(row, remarks, repeated),
    }


def hand_record(row: Row, judgement: Row) -> Row:
    """Join a single row with what the hand-kept table says of it."""
    locator = row["source_locator"]
    return judgement | {"source_locator": LOCATORS.get(locator, locator)}


def funding_records(
    rows: list[Row], judgements: dict[str, Row], remarks: dict[str, str]
) -> list[Row]:
    """Return every funding record; rows known from memory only are left out."""
    repeated = repeated_years(rows)
    records = []
    for row in rows:
        if row["verified"] == "recalled":
            continue
        if row["source_id"] in BULK_SERIES:
            record = bulk_record(row, remarks, repeated)
        else:
            record = hand_record(row, judgements[row["record_id"]])
        fy_start, fy_end = years(row["fiscal_year"])
        records.append(
            record
            | {
                "record_id": row["record_id"],
                "fy_start": fy_start,
                "fy_end": fy_end,
                "amount_usd_millions": row["amount_usd_millions"],
                "basis": "derived" if row["verified"] == "derived" else "printed",
                "source_id": row["source_id"],
            }
        )
    return records


def in_reading_order(records: list[Row], series: list[Row]) -> list[Row]:
    """Sort records by series, year, recipient, account and id."""
    place = {row["series_id"]: number for number, row in enumerate(series)}
    return sorted(
        records,
        key=lambda row: (
            place[row["series_id"]],
            row["fy_start"],
            row["fy_end"],
            row["iso3"] or "~",
            row["recipient"],
            row["account"],
            row["record_id"],
        ),
    )


def statements(drafts: list[Row], records: list[Row]) -> list[Row]:
    """Fill each statement that names a funding record from that record."""
    by_id = {row["record_id"]: row for row in records}
    filled = []
    for draft in drafts:
        record = by_id[draft["record_id"]] if draft["record_id"] else {}
        copied = {column: record[column] for column in FROM_RECORD} if record else {}
        filled.append(draft | copied)
    return filled


def faults(records: list[Row], series: list[Row]) -> list[str]:
    """Return what contradicts the series table or the part_of links."""
    stages = {row["series_id"]: row["stage"] for row in series}
    ids = {row["record_id"] for row in records}
    wrong = []
    for row in records:
        if stages.get(row["series_id"]) != row["stage"]:
            wrong.append(f"{row['record_id']}: stage {row['stage']} is not that of its series")
        if row["part_of"] and row["part_of"] not in ids:
            wrong.append(f"{row['record_id']}: part_of {row['part_of']} does not exist")
    empty = stages.keys() - {row["series_id"] for row in records}
    return wrong + [f"{name}: the series has no record" for name in sorted(empty)]


def main(research: Path) -> None:
    """Write data/funding.csv, data/series.csv and data/statements.csv."""
    rows = read_rows(research / "facts" / "funding.csv")
    series = read_rows(HAND / "money_series.csv")
    judgements = {row["record_id"]: row for row in read_rows(HAND / "money_records.csv")}
    remarks = {row["remark"]: row["note"] for row in read_rows(HAND / "money_remarks.csv")}
    records = in_reading_order(funding_records(rows, judgements, remarks), series)
    wrong = faults(records, series)
    if wrong:
        raise SystemExit("\n".join(wrong))
    data = ROOT / "data"
    data.mkdir(exist_ok=True)
    write_rows(data / "funding.csv", FUNDING_COLUMNS, records)
    write_rows(data / "series.csv", SERIES_COLUMNS, series)
    drafts = read_rows(HAND / "money_statements.csv")
    write_rows(data / "statements.csv", STATEMENT_COLUMNS, statements(drafts, records))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the money tables of data/.")
    parser.add_argument("research", type=Path, help="folder that holds facts/funding.csv")
    main(parser.parse_args().research)
