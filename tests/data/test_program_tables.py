"""The shipped program tables hold what the office's text names and nothing that is unchecked."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
TABLES = ("programs", "places", "sources", "initiatives", "goals", "themes", "members")
KEYS = {
    "programs": "program_id",
    "places": "place_id",
    "sources": "source_id",
    "initiatives": "initiative_id",
    "goals": "goal_id",
    "themes": "theme_id",
}
UNCHECKED = {
    "CAR-P003",
    "CAR-P004",
    "CAR-P005",
    "CAR-P007",
    "CAR-P008",
    "CAR-P009",
    "COL-P036",
}
THIRTEEN = [
    "ATG",
    "BHS",
    "BRB",
    "DMA",
    "DOM",
    "GRD",
    "GUY",
    "JAM",
    "KNA",
    "LCA",
    "SUR",
    "TTO",
    "VCT",
]
SEVEN = ["BLZ", "CRI", "GTM", "HND", "NIC", "PAN", "SLV"]
BRITISH = re.compile(
    r"programme|organis|nationalis|modernis|recognis|\bcentre|harbour|defence|neighbour|licence"
    r"|tonne|storey|ageing|labour",
    re.IGNORECASE,
)
REVIEWER_WORDS = re.compile(r"\b(recalled|excerpt|from memory|supersedes)\b", re.IGNORECASE)


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def column(table: str, name: str) -> set[str]:
    return {row[name] for row in rows(table)}


def named(table: str, name: str) -> set[str]:
    return {part for row in rows(table) for part in parts(row[name])}


def countries_of(initiative_id: str, role: str) -> list[str]:
    return sorted(
        row["iso3"]
        for row in rows("members")
        if row["initiative_id"] == initiative_id and row["role"] == role
    )


def test_the_tables_have_the_expected_sizes() -> None:
    assert {table: len(rows(table)) for table in TABLES} == {
        "programs": 363,
        "places": 203,
        "sources": 341,
        "initiatives": 11,
        "goals": 24,
        "themes": 8,
        "members": 39,
    }


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_ids_are_unique(table: str, key: str) -> None:
    assert len(column(table, key)) == len(rows(table))


def test_every_clause_of_the_office_text_has_a_record() -> None:
    carried = {
        clause
        for row in rows("programs")
        if "S111" in parts(row["source_id"])
        for clause in re.findall(r"SEED-\d\d", row["source_locator"])
    }
    assert carried == {f"SEED-{number:02d}" for number in range(1, 41)}


def test_no_clause_lies_outside_a_record_of_the_office_text() -> None:
    stray = [
        row["program_id"]
        for row in rows("programs")
        if "SEED-" in row["source_locator"] and "S111" not in parts(row["source_id"])
    ]
    assert stray == []


@pytest.mark.parametrize(
    ("initiative_id", "role", "expected"),
    [
        ("CBSI", "partner", THIRTEEN),
        ("CBSI", "observer", ["BLZ", "HTI"]),
        ("CARSI", "partner", SEVEN),
        ("Plan-Colombia", "partner", ["COL"]),
        ("Andean", "partner", ["BOL", "COL", "ECU", "PER"]),
        ("Bicentennial-Framework", "partner", ["MEX"]),
    ],
)
def test_initiatives_have_their_countries(
    initiative_id: str, role: str, expected: list[str]
) -> None:
    assert countries_of(initiative_id, role) == expected


def test_only_mexico_is_in_the_merida_initiative_after_2009() -> None:
    merida = [row for row in rows("members") if row["initiative_id"] == "Merida"]
    assert [row["iso3"] for row in merida if row["to"] != "2009"] == ["MEX"]


@pytest.mark.parametrize(
    ("initiative_id", "number"),
    [
        ("Merida", 4),
        ("CARSI", 5),
        ("CBSI", 3),
        ("Plan-Colombia", 4),
        ("Andean", 5),
        ("Bicentennial-Framework", 3),
    ],
)
def test_initiatives_have_their_goals(initiative_id: str, number: int) -> None:
    goals = [row for row in rows("goals") if row["initiative_id"] == initiative_id]
    assert [row["number"] for row in goals] == [str(n) for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("referring", "name", "table"),
    [
        ("programs", "place_ids", "places"),
        ("programs", "goal_ids", "goals"),
        ("programs", "theme_id", "themes"),
        ("programs", "initiative_id", "initiatives"),
        ("programs", "source_id", "sources"),
        ("goals", "source_id", "sources"),
        ("goals", "theme_id", "themes"),
        ("goals", "initiative_id", "initiatives"),
        ("members", "source_id", "sources"),
        ("members", "initiative_id", "initiatives"),
        ("initiatives", "source_id", "sources"),
        ("initiatives", "succeeded_by", "initiatives"),
    ],
)
def test_everything_referred_to_exists(referring: str, name: str, table: str) -> None:
    assert named(referring, name) - column(table, KEYS[table]) == set()


def test_a_program_serves_goals_of_its_own_initiative() -> None:
    foreign = [
        row["program_id"]
        for row in rows("programs")
        for goal_id in parts(row["goal_ids"])
        if goal_id.rpartition("-")[0] != row["initiative_id"]
    ]
    assert foreign == []


def test_a_program_and_its_places_are_in_the_same_country() -> None:
    iso3 = {row["place_id"]: row["iso3"] for row in rows("places")}
    elsewhere = [
        row["program_id"]
        for row in rows("programs")
        for place_id in parts(row["place_ids"])
        if iso3[place_id] not in parts(row["iso3"])
    ]
    assert elsewhere == []


def test_scope_follows_places_and_countries() -> None:
    for row in rows("programs"):
        countries = len(parts(row["iso3"]))
        by_country = {0: "office", 1: "country"}.get(countries, "regional")
        expected = "place" if row["place_ids"] else by_country
        assert row["scope"] == expected, row["program_id"]


def test_inferred_names_columns_that_are_filled() -> None:
    for table in ("programs", "goals"):
        for row in rows(table):
            for name in parts(row["inferred"]):
                assert row.get(name), f"{table}, {row[KEYS[table]]}, {name}"


def test_the_office_text_gives_no_years_status_or_amounts() -> None:
    office = [row for row in rows("programs") if row["source_id"] == "S111"]
    names = ("start_year", "end_year", "status", "amount_usd_millions")
    assert len(office) == 39
    assert [row["program_id"] for row in office if any(row[name] for name in names)] == []


def test_unchecked_programs_places_and_sources_are_absent() -> None:
    assert column("programs", "program_id") & UNCHECKED == set()
    assert "S999" not in column("sources", "source_id")
    assert column("places", "place_id") & {f"PLC-{n}" for n in range(208, 217)} == set()


def test_every_place_is_named_by_a_program_or_is_a_border_crossing_of_mexico() -> None:
    unused = [r for r in rows("places") if r["place_id"] not in named("programs", "place_ids")]
    assert len(unused) == 70
    assert {row["iso3"] for row in unused} == {"MEX", "USA"}
    assert {row["kind"] for row in unused} == {"border post"}


def test_programs_in_one_country_have_different_names() -> None:
    names = [(row["iso3"], row["name"]) for row in rows("programs")]
    assert sorted(names) == sorted(set(names))


def test_places_in_one_country_have_different_names() -> None:
    names = [(row["iso3"], row["name"]) for row in rows("places")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("table", TABLES)
def test_no_reviewer_words_are_left(table: str) -> None:
    cells = [cell for row in rows(table) for cell in row.values()]
    assert [cell for cell in cells if REVIEWER_WORDS.search(cell)] == []


@pytest.mark.parametrize("table", TABLES)
def test_spelling_is_american(table: str) -> None:
    # Titles and names of publishers are quoted and addresses no text; Coral Harbour is a place.
    quoted = {"url", "title", "publisher"} if table == "sources" else set()
    cells = [cell for row in rows(table) for name, cell in row.items() if name not in quoted]
    british = [cell for cell in cells if BRITISH.search(cell.replace("Coral Harbour", ""))]
    assert british == []


def test_no_description_repeats_the_claim_about_all_cocaine() -> None:
    assert [row["program_id"] for row in rows("programs") if "100 percent" in str(row)] == []


def test_each_description_is_one_sentence() -> None:
    # A full stop inside is allowed in "U.S." and numbers only.
    for row in rows("programs"):
        text = row["description"].replace("U.S.", "US")
        assert re.fullmatch(r"(?:[^.]|\.\d)+\.", text), row["program_id"]


def test_source_addresses_are_one_web_address() -> None:
    assert [
        row["url"] for row in rows("sources") if not re.fullmatch(r"https?://\S+", row["url"])
    ] == []


@pytest.mark.parametrize("table", TABLES)
def test_files_have_plain_line_ends_and_no_byte_order_mark(table: str) -> None:
    content = (DATA / f"{table}.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


def test_amounts_stay_as_printed() -> None:
    amount = {row["program_id"]: row["amount_usd_millions"] for row in rows("programs")}
    assert amount["MER-P012"] == "19.060548"
    assert amount["CBS-P055"] == "0.372368"
    assert amount["HTI-P004"] == "0.1054"
    assert amount["CAR-P045"] == ""
