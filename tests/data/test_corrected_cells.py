"""Cells that an audit of the tables corrected: the right value is there, the old one is gone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
KEYS = {
    "programs": "program_id",
    "funding": "record_id",
    "places": "place_id",
    "goals": "goal_id",
    "initiatives": "initiative_id",
    "sources": "source_id",
}
CORRECTED = (
    ("programs", "MER-P007", "amount_usd_millions", "157.9", "158"),
    ("programs", "MER-P032", "start_year", "", "2017"),
    ("programs", "MER-P061", "status", "completed", ""),
    ("programs", "CAR-P024", "amount_usd_millions", "3", "3.5"),
    ("programs", "CAR-P032", "start_year", "", "2013"),
    ("programs", "CAR-P033", "end_year", "", "2024"),
    ("programs", "CAR-P034", "status", "active", "completed"),
    ("programs", "CAR-P043", "lead_agency", "INL", "DOD (SOUTHCOM)"),
    ("programs", "CAR-P056", "lead_agency", "INL", "DOD (SOUTHCOM)"),
    ("programs", "CAR-P057", "status", "planned", "completed"),
    ("programs", "CAR-P058", "amount_usd_millions", "4.5", "4"),
    ("programs", "CAR-P058", "lead_agency", "", "INL"),
    ("programs", "CBS-P032", "iso3", "GUY;SUR", "SUR"),
    ("programs", "CBS-P033", "start_year", "", "2022"),
    ("programs", "CBS-P033", "lead_agency", "DHS (HSI)", "ATF"),
    ("programs", "CBS-P037", "lead_agency", "", "DOD (NORTHCOM)"),
    ("programs", "REG-P001", "start_year", "2011", ""),
    ("programs", "COL-P001", "end_year", "2015", ""),
    ("programs", "AND-P001", "start_year", "2002", ""),
    ("programs", "BIC-P002", "goal_ids", "", "Bicentennial-Framework-2"),
    ("funding", "CARSI-0057", "fy_start", "2021", "2022"),
    ("funding", "CARSI-0057", "fy_end", "2023", "2024"),
    ("places", "PLC-057", "admin1_code", "", "HN-OC"),
    ("places", "PLC-096", "precision", "exact", "approximate"),
    (
        "goals",
        "CBSI-1",
        "name",
        "Reduce illicit trafficking",
        "Substantially reduce illicit trafficking",
    ),
    ("goals", "CARSI-1", "source_id", "S109", "S201"),
    ("programs", "CAR-P001", "source_id", "S109;S111", "S111;S109"),
    ("sources", "S001", "number", "github:CSISdefense/ForeignAssistance FA_CSVs/", ""),
    ("initiatives", "CARSI", "source_id", "S109;S201;S111", "S201;S111;S109"),
)


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("table", "key", "column", "old", "right"), CORRECTED)
def test_a_corrected_cell_holds_the_right_value(
    table: str, key: str, column: str, old: str, right: str
) -> None:
    [row] = [row for row in rows(table) if row[KEYS[table]] == key]
    assert row[column] == right != old


def test_what_was_false_or_assumed_has_left() -> None:
    assert "CAR-P040" not in {row["program_id"] for row in rows("programs")}
    assert not {"ST-02", "ST-10", "ST-61"} & {row["statement_id"] for row in rows("statements")}


def test_the_goals_of_carsi_stand_in_the_words_of_the_state_department() -> None:
    wording = {row["goal_id"]: row["wording"] for row in rows("goals")}
    assert wording["CARSI-4"] == (
        "Re-establish effective state presence, services and security in communities at risk"
    )


def test_a_description_tells_of_the_program_and_not_of_its_source_and_is_its_own() -> None:
    told = [row["description"] for row in rows("programs")]
    about_sources = ("our reading", "the source does not", "the source leaves", "is read from")
    assert [text for text in told if any(words in text for words in about_sources)] == []
    assert sorted(set(told)) == sorted(told)


def test_why_a_series_gives_the_headline_or_not_is_told_in_a_sentence() -> None:
    begins = {
        "headline": "This series gives the headline figure ",
        "alternate": "This series does not give the headline figure because ",
    }
    assert [row for row in rows("series") if not row["rule"].startswith(begins[row["headline"]])] == []
