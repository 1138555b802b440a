"""Build data/programs.csv, data/places.csv and data/sources.csv from the research tables.

Names, descriptions and judgments come from tools/hand/; this script joins and checks them.
Usage: python tools/build_programs.py RESEARCH_FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
HAND = ROOT / "tools" / "hand"

Row = dict[str, str]

PROGRAM_COLUMNS = [
    "program_id",
    "name",
    "initiative_id",
    "iso3",
    "place_ids",
    "goal_ids",
    "theme_id",
    "assistance_type",
    "lead_agency",
    "partner_agencies",
    "modality",
    "scope",
    "start_year",
    "end_year",
    "status",
    "amount_usd_millions",
    "description",
    "source_id",
    "source_locator",
    "inferred",
]
PLACE_COLUMNS = [
    "place_id",
    "name",
    "iso3",
    "admin1_code",
    "lat",
    "lon",
    "geonameid",
    "kind",
    "precision",
    "source",
    "note",
]
SOURCE_COLUMNS = ["source_id", "title", "publisher", "number", "date", "url", "accessed", "license"]

# The research tables say that these columns are a classification made while reading.
CLASSIFIED = {
    "goal_ids",
    "theme_id",
    "assistance_type",
    "lead_agency",
    "partner_agencies",
    "modality",
    "status",
}
INITIATIVE_IDS = {
    "INL/WHP": "INL-WHP",
    "Bicentennial Framework": "Bicentennial-Framework",
    "Plan Colombia": "Plan-Colombia",
    "Regional": "Cross-regional",
}
# Goal words of the research tables that are folded into a goal of goals.csv.
GOAL_NAMES = {("Plan-Colombia", "Interdiction"): "Counternarcotics"}
STATUSES = {"nationalised": "nationalized"}
PARTNER_NAMES = {
    "Fundacion Mexicana de Apoyo Infantil": "Fundación Mexicana de Apoyo Infantil",
    "Alianza Heartland Mexico": "Alianza Heartland México",
    "Via Educacion": "Vía Educación",
}
# Umbrella records that also carry a clause of the office's own description.
UMBRELLA_CLAUSES = {"MER-P001": "SEED-04", "CAR-P001": "SEED-15", "CBS-P001": "SEED-24"}
OFFICE_TEXT = "S111"
NOTE_WORDS = {
    "centre chosen by hand": "center set by hand",
    "country centre used": "center of the country shown",
    "; town centre, not the site": "; town center, not the site",
    "centre": "center",
    "State center set by hand": "Center of the state, set by hand",
    "Department center set by hand": "Center of the department, set by hand",
}


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as UTF-8 CSV with LF line ends and minimal quoting."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def by_key(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """Return rows keyed by one column, which must be unique."""
    keyed: dict[str, Row] = {}
    for row in rows:
        if row[key] in keyed:
            raise SystemExit(f"{key} {row[key]} appears twice")
        keyed[row[key]] = row
    return keyed


def change(rows: dict[str, Row], changes: Iterable[Row], key: str) -> None:
    """Apply hand-made corrections (key, column, value) to rows, in place."""
    for item in changes:
        row = rows[item[key]]
        if item["column"] not in row:
            raise SystemExit(f"{item[key]}: no column {item['column']}")
        row[item["column"]] = item["value"]


def place_note(note: str) -> str:
    """Return a note of the research table in the words a reader sees."""
    for old, new in NOTE_WORDS.items():
        note = note.replace(old, new)
    note = note.removeprefix("; ")
    return note[:1].upper() + note[1:]


def crossing_note(row: Row, rows: dict[str, Row]) -> str:
    """Return the note of a border crossing, which names the crossing on the other side."""
    side = "U.S." if row["iso3"] == "USA" else "Mexican"
    twin = rows[row["note"].removeprefix("twin ")]
    return f"{side} side of the U.S. Southwest border, shown for context; opposite {twin['name']}"


def place_table(found: list[Row], changes: list[Row]) -> dict[str, Row]:
    """Return all sourced places in the columns of places.csv, keyed by place_id."""
    rows: dict[str, Row] = {}
    for place in found:
        if place["source"] == "recalled":
            continue
        by_hand = place["source"].startswith("typed by hand")
        rows[place["place_id"]] = {
            **{column: place.get(column, "") for column in PLACE_COLUMNS},
            "lat": place["latitude"],
            "lon": place["longitude"],
            "source": "Typed by hand" if by_hand else "GeoNames",
            "note": place_note(place["note"]) if place["program_key"] else place["note"],
        }
    change(rows, changes, "place_id")
    for row in rows.values():
        if row["note"].startswith("twin "):
            row["note"] = crossing_note(row, rows)
    return rows


def place_ids_by_key(found: list[Row]) -> dict[tuple[str, str], str]:
    """Return the place_id of each (program_key, iso3); the same place keeps its first id."""
    first: dict[tuple[str, str, str, str], str] = {}
    ids: dict[tuple[str, str], str] = {}
    for place in found:
        spot = (place["name"], place["iso3"], place["latitude"], place["longitude"])
        first.setdefault(spot, place["place_id"])
        if place["program_key"]:
            ids[place["program_key"], place["iso3"]] = first[spot]
    return ids


def goal_ids(initiative_id: str, names: str, separator: str) -> str:
    """Return the ids of the goals named; the name "all ..." means every goal."""
    goals = [g for g in read_rows(DATA / "goals.csv") if g["initiative_id"] == initiative_id]
    if not goals or not names:
        return ""
    if names.startswith("all "):
        return ";".join(goal["goal_id"] for goal in goals)
    wanted = [GOAL_NAMES.get((initiative_id, name), name) for name in names.split(separator)]
    ids = {goal["name"]: goal["goal_id"] for goal in goals}
    return ";".join(sorted(ids[name] for name in wanted))


def scope_of(row: Row) -> str:
    """Return how widely a program is placed: place, country, regional or office."""
    if row["place_ids"]:
        return "place"
    if not row["iso3"]:
        return "office"
    return "regional" if ";" in row["iso3"] else "country"


def inferred_columns(row: Row, stated: str, added: str) -> str:
    """Return the non-empty columns that hold our classification, in column order."""
    names = (CLASSIFIED - set(stated.split(";"))) | set(added.split(";"))
    return ";".join(column for column in PROGRAM_COLUMNS if column in names and row[column])


def found_program(row: Row, text: Row, places: dict[tuple[str, str], str]) -> Row:
    """Return one researched program in the columns of programs.csv."""
    initiative_id = INITIATIVE_IDS.get(row["initiative"], row["initiative"])
    keys = [key for key in row["admin1"].split(";") if key]
    partners = [PARTNER_NAMES.get(name, name) for name in row["partner_agencies"].split(";")]
    program = {
        **{column: row.get(column, "") for column in PROGRAM_COLUMNS},
        "name": text["name"],
        "initiative_id": initiative_id,
        "iso3": row["country_iso3"],
        "place_ids": ";".join(places[key, row["country_iso3"]] for key in keys),
        "goal_ids": goal_ids(initiative_id, row["goal"], " | "),
        "theme_id": text["theme_id"],
        "partner_agencies": ";".join(partners),
        "modality": text["modality"] or ("regional" if ";" in row["country_iso3"] else "bilateral"),
        "status": STATUSES.get(row["status"], row["status"]),
        "description": text["description"],
        "source_locator": text["source_locator"],
    }
    for column in filter(None, text["cleared"].split(";")):
        program[column] = ""
    clause = UMBRELLA_CLAUSES.get(row["program_id"])
    if clause:
        program["source_id"] += f";{OFFICE_TEXT}"
        program["source_locator"] = clause
    program["scope"] = scope_of(program)
    program["inferred"] = inferred_columns(program, text["stated"], text["inferred"])
    return program


def office_program(text: Row, clause: Row) -> Row:
    """Return one clause of the office's own description in the columns of programs.csv."""
    countries = text["iso3"] or clause["country_iso3"]
    program = {
        **dict.fromkeys(PROGRAM_COLUMNS, ""),
        **{column: text[column] for column in PROGRAM_COLUMNS if column in text},
        "iso3": countries,
        "goal_ids": goal_ids(text["initiative_id"], clause["goal"], "|"),
        "theme_id": clause["theme"].replace(" ", "-"),
        "assistance_type": clause["assistance_type"],
        "lead_agency": "INL",
        "source_id": OFFICE_TEXT,
        "source_locator": clause["clause_id"],
    }
    program["scope"] = scope_of(program)
    # The text names initiatives and regions; the list of countries is ours.
    added = "iso3" if ";" in countries else ""
    program["inferred"] = inferred_columns(program, text["stated"], added)
    return program


def program_table(research: Path, places: dict[tuple[str, str], str]) -> list[Row]:
    """Return all programs, those found in public sources and those of the office's text."""
    texts = by_key(read_rows(HAND / "program_texts.csv"), "program_id")
    found = [
        row
        for row in read_rows(research / "facts" / "programs.csv")
        if row["verified"] != "recalled"
    ]
    unmatched = texts.keys() ^ {row["program_id"] for row in found}
    if unmatched:
        raise SystemExit(f"program_texts.csv and the research differ: {sorted(unmatched)}")
    programs = [found_program(row, texts[row["program_id"]], places) for row in found]
    clauses = by_key(read_rows(research / "seed" / "clauses.csv"), "clause_id")
    programs += [
        office_program(text, clauses[text["clause_id"]])
        for text in read_rows(HAND / "office_text_programs.csv")
    ]
    order = {row["initiative_id"]: int(row["sort_order"]) for row in initiatives()}
    return sorted(programs, key=lambda row: (order[row["initiative_id"]], row["program_id"]))


def initiatives() -> list[Row]:
    """Return the rows of data/initiatives.csv, which is kept by hand."""
    return read_rows(DATA / "initiatives.csv")


def source_table(found: list[Row]) -> list[Row]:
    """Return the publications in the columns of sources.csv, without unchecked memory."""
    terms = {row["noted"]: row["license"] for row in read_rows(HAND / "license_terms.csv")}
    rows: dict[str, Row] = {}
    for source in found:
        if source["source_id"] == "S999":
            continue
        rows[source["source_id"]] = {
            **{column: source.get(column, "") for column in SOURCE_COLUMNS},
            "url": source["url"].split(" ; ")[0],
            "license": terms.get(source["licence_note"], ""),
        }
    change(rows, read_rows(HAND / "source_changes.csv"), "source_id")
    unlicensed = [key for key, row in rows.items() if not row["license"]]
    if unlicensed:
        raise SystemExit(f"no license terms for {unlicensed}")
    return list(rows.values())


def main(research: Path) -> None:
    """Write the three tables."""
    found = read_rows(research / "facts" / "places.csv")
    programs = program_table(research, place_ids_by_key(found))
    used = {place_id for row in programs for place_id in row["place_ids"].split(";")}
    crossings = {row["place_id"] for row in found if not row["program_key"]}
    places = place_table(found, read_rows(HAND / "place_changes.csv"))
    kept = [row for row in places.values() if row["place_id"] in used | crossings]
    write_rows(DATA / "programs.csv", PROGRAM_COLUMNS, programs)
    write_rows(DATA / "places.csv", PLACE_COLUMNS, kept)
    sources = source_table(read_rows(research / "facts" / "sources.csv"))
    write_rows(DATA / "sources.csv", SOURCE_COLUMNS, sources)


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
