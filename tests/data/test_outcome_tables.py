"""The shipped results and indicators, held against values that their sources print."""

from __future__ import annotations

import pytest
from tests.conftest import read_rows

RESULTS = {row["result_id"]: row for row in read_rows("results")}
INDICATORS = {row["indicator_id"]: row for row in read_rows("indicators")}
VALUES = {
    (row["indicator_id"], row["iso3"], int(row["year"])): row
    for row in read_rows("indicator_values")
}
SOURCES = {row["source_id"] for row in read_rows("sources")}


@pytest.mark.parametrize(
    ("key", "kind", "precision", "value", "unit", "source"),
    [
        ("RES-001", "reported", "more than", "4000", "people", "S207"),
        ("RES-002", "audit gap", "", "46", "percent", "S207"),
        ("RES-003", "audit gap", "about", "9", "percent", "S207"),
        ("RES-007", "reported", "", "98", "facilities", "S133"),
        ("RES-010", "reported", "nearly", "500000", "pills", "S211"),
        ("RES-011", "audit gap", "more than", "3000", "million U.S. dollars", "S204"),
        ("RES-013", "study claim", "", "-51", "percent", "S218;S217"),
        ("RES-031", "reported", "", "3.155", "metric tons", "S261"),
        ("RES-036", "reported", "more than", "36000", "hectares", "S276"),
        ("RES-052", "audit gap", "about", "1700", "million U.S. dollars", "S004"),
    ],
)
def test_a_result_is_as_its_source_prints_it(
    key: str, kind: str, precision: str, value: str, unit: str, source: str
) -> None:
    row = RESULTS[key]
    assert (row["kind"], row["precision"], row["value"], row["unit"], row["source_id"]) == (
        kind,
        precision,
        value,
        unit,
        source,
    )


def test_there_are_49_results_and_three_that_no_text_bears_out_are_not_among_them() -> None:
    assert len(RESULTS) == 49
    assert not {"RES-012", "RES-039", "RES-042"} & set(RESULTS)


@pytest.mark.parametrize(
    "key", ["RES-021", "RES-023", "RES-040", "RES-041", "RES-046", "RES-050"]
)
def test_a_result_names_no_program_that_did_not_bring_it(key: str) -> None:
    assert RESULTS[key]["program_id"] == ""


def test_a_study_says_who_disputes_it() -> None:
    claims = [row for row in RESULTS.values() if row["kind"] == "study claim"]
    assert len(claims) == 5
    assert {row["disputed_by"] for row in claims} == {
        "Center for Economic and Policy Research (CEPR), 2016"
    }
    assert {row["dispute_source_id"] for row in claims} == {"S219"}


def test_two_seizures_that_may_be_one_name_each_other() -> None:
    assert RESULTS["RES-030"]["overlaps"] == "RES-031"
    assert RESULTS["RES-031"]["overlaps"] == "RES-030"


@pytest.mark.parametrize(
    ("key", "unit", "direction", "comparable", "shown_with"),
    [
        ("homicide_rate", "per 100,000 population", "higher is worse", "yes", ""),
        ("homicide_count_national", "victims", "higher is worse", "no", ""),
        ("population", "people", "neutral", "yes", ""),
        ("rule_of_law_wgi", "index (about -2.5 to +2.5)", "higher is better", "yes", ""),
        ("prison_capacity_unodc", "places", "neutral", "no", ""),
        ("cocaine_seizures_unodc", "kilograms", "neutral", "no", ""),
        ("coca_cultivation_unodc", "hectares", "higher is worse", "yes", "coca_cultivation_us"),
        ("coca_cultivation_us", "hectares", "higher is worse", "yes", "coca_cultivation_unodc"),
        ("coca_eradication_aerial", "hectares sprayed", "neutral", "no", ""),
        ("gdp_price_index_fy_cbo", "index, 2017 = 100", "neutral", "no", ""),
    ],
)
def test_an_indicator_says_how_it_may_be_shown(
    key: str, unit: str, direction: str, comparable: str, shown_with: str
) -> None:
    row = INDICATORS[key]
    assert [row[name] for name in ("unit", "direction", "comparable", "shown_with")] == [
        unit,
        direction,
        comparable,
        shown_with,
    ]


@pytest.mark.parametrize(
    ("indicator", "iso3", "year", "value", "source"),
    [
        ("homicide_rate", "MEX", 2023, "24.858995", "S401"),
        ("homicide_rate", "HND", 2011, "83.179333", "S401"),
        ("homicide_count_national", "COL", 2025, "14038", "S459"),
        ("population", "PER", 2024, "34217848", "S404"),
        ("rule_of_law_wgi", "COL", 2023, "-0.458273", "S405"),
        ("prison_population_unodc", "SLV", 2022, "39538", "S406"),
        ("cocaine_seizures_unodc", "COL", 2005, "173265", "S432"),
        ("coca_cultivation_unodc", "PER", 2021, "80700", "S411"),
        ("coca_cultivation_us", "COL", 2020, "245000", "S414"),
        ("coca_eradication_aerial", "COL", 2015, "36494", "S412"),
        ("coca_eradication_manual", "PER", 2016, "30151", "S439"),
        ("gdp_price_index_fy_cbo", "USA", 2024, "124.4713", "S452"),
    ],
)
def test_a_value_is_as_its_source_prints_it(
    indicator: str, iso3: str, year: int, value: str, source: str
) -> None:
    row = VALUES[indicator, iso3, year]
    assert (row["value"], row["source_id"]) == (value, source)


def test_every_value_is_there_once_with_a_source_that_is_told() -> None:
    assert len(VALUES) == len(read_rows("indicator_values")) == 3776
    assert {row["source_id"] for row in VALUES.values()} <= SOURCES


@pytest.mark.parametrize(
    ("iso3", "year"),
    [("ATG", 2022), ("BLZ", 2023), ("HTI", 2023), ("TTO", 2023), ("GRD", 2013), ("GRD", 2014)],
)
def test_a_seizure_that_cannot_be_a_whole_year_is_not_shipped(iso3: str, year: int) -> None:
    assert ("cocaine_seizures_unodc", iso3, year) not in VALUES


@pytest.mark.parametrize(("iso3", "year"), [("GTM", 2013), ("SUR", 2016), ("BLZ", 2015)])
def test_a_part_of_a_year_is_marked(iso3: str, year: int) -> None:
    assert VALUES["cocaine_seizures_unodc", iso3, year]["mark"] == "partial year"


def test_the_survey_of_2005_is_marked_as_a_break() -> None:
    row = VALUES["coca_cultivation_us", "COL", 2005]
    assert (row["value"], row["mark"]) == ("144000", "break")
    assert "81 percent" in row["note"]
