"""The shipped money tables, held against totals that their sources print."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).parents[2] / "data"
CAUSES = {"date", "stage", "account", "scope", "rounding", "currency", "reporting", "unexplained"}
ROUNDING = 1.0


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def funding() -> pd.DataFrame:
    rows = table("funding")
    return rows.assign(
        amount=rows["amount_usd_millions"].astype(float),
        first=rows["fy_start"].astype(int),
        last=rows["fy_end"].astype(int),
    ).set_index("record_id", drop=False)


@pytest.fixture(scope="module")
def series() -> pd.DataFrame:
    rows = table("series")
    return rows.set_index("series_id", drop=False)


def amount_of(funding: pd.DataFrame, series_id: str, iso3: str, year: int) -> float:
    line = funding[
        (funding["series_id"] == series_id) & (funding["iso3"] == iso3) & (funding["first"] == year)
    ]
    return float(line[line["account"] == "INCLE"]["amount"].item())


def parts(funding: pd.DataFrame, parent: str) -> float:
    return round(float(funding[funding["part_of"] == parent]["amount"].sum()), 6)


def test_every_row_but_the_three_known_from_memory_is_carried(funding: pd.DataFrame) -> None:
    assert len(funding) == 3675
    assert funding["record_id"].is_unique
    assert not {"CBSI-0019", "CBSI-0020", "CBSI-0021"} & set(funding["record_id"])
    assert "S999" not in ";".join(funding["source_id"])


def test_the_tables_beside_the_amounts_have_the_expected_sizes() -> None:
    assert {name: len(table(name)) for name in ("series", "statements")} == {
        "series": 123,
        "statements": 142,
    }


def test_rows_stand_as_their_large_tables_do(funding: pd.DataFrame) -> None:
    sizes = funding["source_id"].value_counts()
    assert sizes[["S001", "S117", "S118", "S119", "S177"]].tolist() == [609, 2071, 389, 216, 96]


@pytest.mark.parametrize(
    ("series_id", "iso3", "year", "amount"),
    [
        ("cbj-incle", "BOL", 2008, 30.154),
        ("cbj-incle", "PER", 2008, 36.546),
        ("cbj-incle", "COL", 2008, 289.005),
        ("cbj-incle", "MEX", 2012, 248.5),
        ("cbj-incle", "HTI", 2015, 6.0),
        ("cbj-request", "COL", 2017, 143.0),
        ("obligations-incle", "MEX", 2015, 456.162544),
    ],
)
def test_a_country_line_shows_the_printed_amount(
    funding: pd.DataFrame, series_id: str, iso3: str, year: int, amount: float
) -> None:
    assert amount_of(funding, series_id, iso3, year) == amount


def test_allocated_incle_adds_up_to_its_total(funding: pd.DataFrame) -> None:
    lines = funding[funding["series_id"] == "cbj-incle"]
    assert lines["amount"].sum() == pytest.approx(4402.106, abs=0.0005)
    assert lines.groupby("first")["amount"].sum().round(3).to_dict() == {
        2008: 408.524,
        2009: 701.06,
        2010: 699.564,
        2011: 504.42,
        2012: 589.77,
        2013: 548.442,
        2014: 467.131,
        2015: 483.195,
    }


@pytest.mark.parametrize(
    ("parent", "printed", "added"),
    [
        ("ANDEAN-0142", 727.155, 727.155),  # Andean account FY2006, countries and programs
        ("ANDEAN-0143", 721.5, 721.5),  # FY2007
        ("ANDEAN-0144", 319.848, 319.848),  # FY2008 estimate
        ("ANDEAN-0145", 406.757, 406.757),  # FY2009 request
        ("ANDEAN-0099", 79.2, 79.2),  # Bolivia FY2006 by function
        ("ANDEAN-0109", 19.8, 19.8),  # Ecuador FY2006
        ("ANDEAN-0120", 103.165, 103.165),  # Peru FY2007
        ("PLANCOLO-0116", 464.781, 464.781),  # Colombia FY2006
        ("PLANCOLO-0117", 465.0, 465.0),  # Colombia FY2007
        ("PLANCOLO-0119", 329.557, 329.557),  # Colombia FY2009
        ("CARSI-0004", 4.835, 4.835),  # CARSI NADR, country and regional lines
        ("MERIDA-0060", 465.0, 465.0),  # 352 + 48 + 65
        ("MERIDA-0065", 420.0, 420.0),  # 260 + 160
        ("MERIDA-0066", 1120.0, 1120.0),  # 400 + 300 + 420
        ("MERIDA-0076", 723.0, 724.0),  # 542 + 182, rounded by the source
        ("ANDEAN-0156", 5200.0, 4981.0),  # 3,000 + 1,000 + 956 + 25, rounded by the source
    ],
)
def test_parts_add_up_to_what_the_source_prints(
    funding: pd.DataFrame, parent: str, printed: float, added: float
) -> None:
    assert funding.loc[parent, "amount"] == printed
    assert parts(funding, parent) == added


def test_bolivia_2008_is_the_andean_account_plus_incle(funding: pd.DataFrame) -> None:
    account, incle = funding.loc[["ANDEAN-0101", "ANDEAN-0151"], "amount"]
    assert round(account + incle, 3) == 30.154


def test_flight_safety_lies_inside_colombias_interdiction_budget(funding: pd.DataFrame) -> None:
    inside = funding.loc[["PLANCOLO-0129", "PLANCOLO-0130"]]
    assert inside["amount"].tolist() == [38.982, 45.0]
    assert inside["part_of"].tolist() == ["PLANCOLO-0122", "PLANCOLO-0123"]


def test_every_part_belongs_to_a_record_of_the_same_stage(funding: pd.DataFrame) -> None:
    children = funding[funding["part_of"] != ""]
    assert len(children) == 124
    parents = funding.loc[children["part_of"]]
    assert children["stage"].tolist() == parents["stage"].tolist()


def test_no_record_is_a_part_of_itself(funding: pd.DataFrame) -> None:
    parents = funding["part_of"].to_dict()
    for record in parents:
        chain = [record]
        while parents[chain[-1]]:
            chain.append(parents[chain[-1]])
            assert len(set(chain)) == len(chain)


def test_parts_never_exceed_their_whole(funding: pd.DataFrame) -> None:
    children = funding[funding["part_of"] != ""].groupby("part_of")["amount"].sum()
    over = children - funding.loc[children.index, "amount"]
    assert over[over > ROUNDING].to_dict() == {}


def test_every_row_has_a_series_of_its_stage_and_sources(
    funding: pd.DataFrame, series: pd.DataFrame
) -> None:
    own = series.loc[funding["series_id"]]
    assert funding["stage"].tolist() == own["stage"].tolist()
    for sources, known in zip(funding["source_id"], own["source_id"], strict=True):
        assert set(sources.split(";")) <= set(known.split(";"))
    assert set(series["series_id"]) == set(funding["series_id"])


def test_rows_of_a_series_about_an_initiative_belong_to_it(
    funding: pd.DataFrame, series: pd.DataFrame
) -> None:
    own = series.loc[funding["series_id"], "initiative_id"].tolist()
    named = [
        (mine, theirs)
        for mine, theirs in zip(funding["initiative_id"], own, strict=True)
        if mine or theirs
    ]
    assert len(named) == 264
    assert all(mine == theirs for mine, theirs in named)


def test_country_budget_lines_are_not_called_initiative_money(funding: pd.DataFrame) -> None:
    bulk = funding["source_id"].isin(["S001", "S117", "S118", "S119", "S177"])
    assert set(funding[bulk]["initiative_id"]) == {""}


def test_a_headline_series_never_counts_a_line_twice(
    funding: pd.DataFrame, series: pd.DataFrame
) -> None:
    headlines = series[series["headline"] == "headline"]["series_id"]
    rows = funding[funding["series_id"].isin(headlines)]
    line = ["series_id", "iso3", "recipient", "account", "fy_start", "fy_end"]
    assert rows[rows.duplicated(line, keep=False)]["record_id"].tolist() == []


def test_each_initiative_with_money_has_one_headline_series(series: pd.DataFrame) -> None:
    own = series[(series["scope"] == "initiative") & (series["headline"] == "headline")]
    assert own.set_index("initiative_id")["series_id"].to_dict() == {
        "Merida": "merida-cumulative",
        "CARSI": "carsi-allocated-cumulative",
        "CBSI": "cbsi-allocated-cumulative",
        "Plan-Colombia": "plan-colombia-cumulative",
        "Andean": "andean-all-agencies",
        "Caribbean-bilateral": "haiti-police-estimate",
    }
    assert own["initiative_id"].is_unique


def test_each_year_has_one_headline_country_series(
    funding: pd.DataFrame, series: pd.DataFrame
) -> None:
    country = series[(series["scope"] == "country") & (series["headline"] == "headline")]
    for year in range(2000, 2026):
        fits = country[
            (country["headline_from"].astype(int) <= year)
            & (country["headline_to"].astype(int) >= year)
        ]
        assert len(fits) == 1, year
        rows = funding[funding["series_id"] == fits["series_id"].item()]
        assert (rows["first"] == year).any(), year


def test_headline_years_are_given_for_headlines_only(series: pd.DataFrame) -> None:
    dated = (series["headline_from"] != "") & (series["headline_to"] != "")
    assert dated.tolist() == (series["headline"] == "headline").tolist()
    assert (series[["title", "caution", "rule", "family"]] != "").all(axis=None)


def test_series_stacked_beside_each_other_share_source_and_stage(series: pd.DataFrame) -> None:
    families = series.groupby("family").agg({"source_id": "nunique", "stage": "nunique"})
    assert (families == 1).all(axis=None)
    assert len(families) == 118


def test_adding_is_allowed_over_known_dimensions_only(series: pd.DataFrame) -> None:
    dimensions = {name for cell in series["adds_over"] for name in cell.split(";") if name}
    assert dimensions == {"country", "account", "year"}


def test_a_running_total_is_never_added(funding: pd.DataFrame, series: pd.DataFrame) -> None:
    spans = funding[(funding["last"] > funding["first"])]
    additive = set(series[series["adds_over"] != ""]["series_id"])
    assert set(spans["series_id"]) & additive == {
        "andean-agency-shares",
        "carsi-disbursed-accounts",
        "merida-other-recipients",
    }


def test_a_derived_amount_names_the_printed_one(funding: pd.DataFrame) -> None:
    derived = funding[funding["basis"] == "derived"]
    assert len(derived) == 175
    assert derived["note"].str.contains(r"Derived: .*\d").all()


def test_constant_dollars_were_divided_by_the_deflator(funding: pd.DataFrame) -> None:
    pattern = re.compile(r"gives (-?[\d,]+) constant .* for the year, ([\d.]+)\.")
    rows = funding[funding["note"].str.contains("constant FY2025 dollars")]
    assert len(rows) == 172
    for amount, note in zip(rows["amount"], rows["note"], strict=True):
        found = pattern.search(note)
        assert found
        printed = int(found[1].replace(",", "")) / float(found[2].rstrip(".")) / 1_000_000
        assert amount == pytest.approx(printed, abs=0.0006)


def test_a_negative_amount_is_explained(funding: pd.DataFrame) -> None:
    negative = funding[funding["amount"] < 0]
    assert len(negative) == 54
    assert negative["note"].str.contains("taken back").all()


def test_deliveries_are_not_called_disbursements(funding: pd.DataFrame) -> None:
    delivered = funding[funding["stage"] == "delivered"]
    assert sorted(delivered["amount"]) == [3.5, 6.6, 1100.0, 1200.0, 1600.0]


def test_years_run_forward_and_codes_are_three_letters(funding: pd.DataFrame) -> None:
    assert (funding["first"] <= funding["last"]).all()
    codes = {code for cell in funding["iso3"] for code in cell.split(";") if code}
    assert len(codes) == 32
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)
    assert (funding["recipient"] != "").all()


def test_a_group_line_names_its_seven_states(funding: pd.DataFrame) -> None:
    lines = funding[funding["recipient"] == "Barbados and the Eastern Caribbean"]
    assert len(lines) == 23
    assert set(lines["iso3"]) == {"ATG;BRB;DMA;GRD;KNA;LCA;VCT"}


def test_statements_hold_two_values_or_one_absence() -> None:
    rows = table("statements")
    sizes = rows.groupby(["statement_id", "kind"]).size().reset_index(name="values")
    assert (sizes["kind"] == "contradiction").sum() == 13
    assert (sizes["kind"] == "difference").sum() == 39
    assert (sizes["kind"] == "absence").sum() == 20
    assert (sizes[sizes["kind"] != "absence"]["values"] >= 2).all()
    assert (sizes[sizes["kind"] == "absence"]["values"] == 1).all()
    assert set(rows[rows["kind"] != "absence"]["cause"]) <= CAUSES
    assert set(rows[rows["kind"] == "absence"]["cause"]) == {"not found"}


def test_statement_values_are_those_of_the_records_they_name(funding: pd.DataFrame) -> None:
    rows = table("statements")
    named = rows[rows["record_id"] != ""]
    records = funding.loc[named["record_id"]]
    for column in ("amount_usd_millions", "stage", "source_id", "source_locator"):
        assert named[column].tolist() == records[column].tolist()


def test_every_differing_value_has_a_source() -> None:
    rows = table("statements")
    known = set(table("sources")["source_id"])
    cited = rows[rows["kind"] != "absence"]["source_id"]
    assert (cited != "").all()
    assert {key for cell in rows["source_id"] for key in cell.split(";") if key} <= known


def test_money_sources_are_in_the_source_table(funding: pd.DataFrame) -> None:
    known = set(table("sources")["source_id"])
    assert {key for cell in funding["source_id"] for key in cell.split(";")} <= known


@pytest.mark.parametrize("name", ["funding", "series", "statements"])
def test_files_are_plain_and_in_american_spelling(name: str) -> None:
    raw = (DATA / f"{name}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    british = r"\b(programmes?|organis\w+|defence|neighbour\w*|centres?|harbours?|labour)\b"
    assert re.findall(british, text, re.IGNORECASE) == []
    assert re.findall(r"recalled|excerpt|reviewer|\bTODO\b", text, re.IGNORECASE) == []
