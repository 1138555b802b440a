"""One series at a time: taken apart without loss, and added only where the series says so."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import SHIPPED_DATA
from inlmap.figures.adding import series_rows
from inlmap.figures.breakdowns import Bar, Breakdown, breakdown, offered_series
from inlmap.figures.series import split_reason
from tests.shipped import shipped
from tests.tiny_rows import FIVE_PARTNERS, line

CATALOG = shipped()
PRINTED = pd.read_csv(SHIPPED_DATA / "funding.csv", keep_default_na=False)
PRINTED_ROWS = {row["record_id"]: row for row in PRINTED.to_dict("records")}
SERIES = list(CATALOG.series["series_id"])
PARTNERS = CATALOG.partner_codes
INITIATIVES = list(CATALOG.initiatives["initiative_id"])


def printed(series_id: str) -> pd.DataFrame:
    """The rows of a series as funding.csv prints them, without the code under test."""
    return PRINTED[PRINTED["series_id"] == series_id]


def values(bars: tuple[Bar, ...]) -> dict[str, float | None]:
    return {bar.label: bar.figure.value for bar in bars}


def whole(series_id: str, selection: Selection | None = None) -> Breakdown:
    return breakdown(CATALOG, selection or Selection(), series_id)


def test_the_total_of_a_series_is_that_of_its_table() -> None:
    rows = printed("cbj-incle")
    total = whole("cbj-incle").total
    assert total.value == pytest.approx(rows["amount_usd_millions"].sum())
    assert set(total.record_ids) == set(rows["record_id"])


def test_a_total_says_stage_and_years(tiny_catalog: Callable[..., Catalog]) -> None:
    later = {"fy_start": "2012", "fy_end": "2012"}
    catalog = tiny_catalog(funding=[line("HND", "1.5"), line("GTM", "2.25", **later)])
    total = breakdown(catalog, Selection(), "lines").total
    assert (total.value, total.in_words) == (3.75, "$3.8M allocated, FY2010–FY2012")


def test_each_fiscal_year_is_the_sum_of_its_rows() -> None:
    found = values(whole("cbj-incle").by_year)
    rows = printed("cbj-incle").groupby("fy_start")["amount_usd_millions"].sum()
    assert found == {f"FY{year}": pytest.approx(value) for year, value in rows.items()}


def test_accounts_of_one_year_stay_apart_so_that_they_can_be_stacked() -> None:
    parts = whole("cbj-other-accounts")
    found = {(bar.label, bar.part): bar.figure.value for bar in parts.by_year}
    rows = printed("cbj-other-accounts")
    rows = rows[(rows["fy_start"] == 2010) & (rows["account"] == "FMF")]
    assert found["FY2010", "FMF"] == pytest.approx(rows["amount_usd_millions"].sum())
    assert {part for _, part in found} == {"DA", "ESF", "FMF", "IMET", "NADR"}
    assert parts.accounts_stack


def test_countries_stand_in_the_order_of_their_amounts_beside_lines_for_several(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            line("GTM", "2"),
            line("HND", "4"),
            line("HND", "1", record_id="more", fy_start="2011", fy_end="2011"),
            line("GTM;HND", "3", recipient="Two neighbors"),
        ]
    )
    bars = breakdown(catalog, Selection(), "lines").by_country
    assert [(bar.label, bar.figure.value) for bar in bars] == [
        ("Honduras", 5),
        ("Two neighbors", 3),
        ("Guatemala", 2),
    ]


def test_a_whole_stands_as_its_countries_where_they_add_up_to_it(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            line("", "10", record_id="all", recipient="Region"),
            line("HND", "6", part_of="all"),
            line("GTM", "4", part_of="all"),
        ]
    )
    parts = breakdown(catalog, Selection(), "lines")
    assert values(parts.by_country) == {"Honduras": 6, "Guatemala": 4}
    assert parts.total.value == 10


def test_a_whole_stands_as_its_years_where_they_add_up_to_it(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            line("HND", "10", record_id="both", fy_start="2008", fy_end="2009"),
            line("HND", "7", record_id="A", fy_start="2008", fy_end="2008", part_of="both"),
            line("HND", "3", record_id="B", fy_start="2009", fy_end="2009", part_of="both"),
        ]
    )
    parts = breakdown(catalog, Selection(), "lines")
    assert values(parts.by_year) == {"FY2008": 7, "FY2009": 3}
    assert parts.total.value == 10


def test_a_whole_that_its_parts_do_not_add_up_to_stays_whole(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            {"iso3": "", "recipient": "Region", "amount_usd_millions": "10"},
            {"record_id": "R2", "part_of": "R1", "amount_usd_millions": "4"},
        ]
    )
    found = breakdown(catalog, Selection(), "lines")
    assert values(found.by_country) == {"Region": 10.0}
    assert found.left_out[0].reason == "part of “Region, FY2010”, which is counted"


def test_accounts_add_over_countries_and_years() -> None:
    found = values(whole("carsi-disbursed-accounts").by_account)
    rows = printed("carsi-disbursed-accounts")
    assert found == dict(zip(rows["account"], rows["amount_usd_millions"], strict=True))


def test_accounts_that_do_not_add_stand_side_by_side_and_have_no_total(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        series=[{"adds_over": "country;year"}],
        funding=[
            {"amount_usd_millions": "3"},
            {"record_id": "R2", "iso3": "GTM", "amount_usd_millions": "5"},
            {"record_id": "R3", "account": "ESF", "amount_usd_millions": "2"},
        ],
    )
    found = breakdown(catalog, Selection(), "lines")
    assert not found.accounts_stack
    assert [(b.part, b.figure.value) for b in found.by_year] == [("ESF", 2.0), ("INCLE", 8.0)]
    assert [(b.label, b.part, b.figure.value) for b in found.by_country] == [
        ("Guatemala", "INCLE", 5.0),
        ("Honduras", "INCLE", 3.0),
        ("Honduras", "ESF", 2.0),
    ]
    assert found.total.value is None
    assert found.total.reason == "The amounts of this series are not added over accounts."


def test_several_initiatives_of_one_series_have_a_bar_each(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        initiatives=[
            {},
            {"initiative_id": "BETA", "name": "Beta Plan", "short_name": "B", "sort_order": "2"},
        ],
        funding=[
            {"initiative_id": "ALPHA", "amount_usd_millions": "3"},
            {"record_id": "R2", "initiative_id": "BETA", "iso3": "GTM", "amount_usd_millions": "5"},
            {"record_id": "R3", "iso3": "GTM", "amount_usd_millions": "1"},
        ],
    )
    assert values(breakdown(catalog, Selection(), "lines").by_initiative) == {
        "Beta Plan": 5.0,
        "Alpha Security Initiative": 3.0,
        "no initiative named": 1.0,
    }


def test_a_sum_over_several_years_is_never_drawn_as_a_year(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    years = {"fy_start": "2006", "fy_end": "2011"}
    catalog = tiny_catalog(funding=[line("HND", "25", **years), line("GTM", "3000", **years)])
    parts = breakdown(catalog, Selection(), "lines")
    assert parts.by_year == ()
    assert [bar.figure.years for bar in parts.single_amounts] == ["FY2006–FY2011"] * 2
    assert parts.total.value == 3025


def test_amounts_that_never_add_stand_each_by_itself(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        series=[{"adds_over": ""}],
        funding=[
            line("HND", "13", record_id="A", fy_start="2008", fy_end="2009"),
            line("HND", "33", record_id="B", fy_start="2008", fy_end="2012"),
            line("HND", "28", record_id="C", fy_start="2008", fy_end="2011"),
        ],
    )
    parts = breakdown(catalog, Selection(), "lines")
    assert parts.by_year == parts.by_country == parts.by_account == parts.by_initiative == ()
    assert sorted(bar.figure.value or 0 for bar in parts.single_amounts) == [13, 28, 33]
    assert parts.total.value == 33
    assert len(parts.left_out) == 2


def test_amounts_of_one_year_that_never_add_stand_each_by_itself() -> None:
    parts = whole("colombia-inl-programs-2008")
    rows = printed("colombia-inl-programs-2008")
    assert [bar.figure.value for bar in parts.single_amounts] == list(rows["amount_usd_millions"])
    assert parts.by_year == ()


def test_a_line_shared_with_other_countries_is_left_out_with_its_reason(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        countries=FIVE_PARTNERS,
        funding=[line("HND", "0.5"), line("GTM;PAN", "8", recipient="Guatemala and Panama")],
    )
    parts = breakdown(catalog, Selection(country=("GTM", "HND")), "lines")
    assert values(parts.by_country) == {"Honduras": 0.5}
    assert [(o.bar.label, o.reason) for o in parts.left_out] == [
        ("Guatemala and Panama", "covers other countries too")
    ]


def test_a_sum_that_reaches_beyond_the_chosen_years_is_left_out_with_its_reason() -> None:
    parts = whole("merida-cumulative", Selection(fy=(2008, 2010)))
    assert parts.total.value is None  # 1,300 of April 2010 and 1,500 with the supplemental
    assert parts.total.reason.endswith("none of them stands for all.")
    assert "covers FY2008–FY2017, which reaches beyond the chosen years" in {
        out.reason for out in parts.left_out
    }


def test_reasons_name_no_record_by_its_id() -> None:
    ids = set(PRINTED["record_id"])
    reasons = [out.reason for key in SERIES for out in whole(key).left_out]
    assert any(reason.startswith("part of “Andean account") for reason in reasons)
    words = {word.strip("“”,.;") for reason in reasons for word in reason.split()}
    assert words.isdisjoint(ids)


def test_headline_series_are_offered_first_then_those_with_more_amounts() -> None:
    offered = offered_series(CATALOG, Selection())
    assert sorted(offered) == sorted(SERIES)
    headlines = [series_rows(CATALOG)[key]["headline"] == "headline" for key in offered]
    assert headlines == sorted(headlines, reverse=True)
    numbers = [len(printed(key)) for key in offered[headlines.index(False) :]]
    assert numbers == sorted(numbers, reverse=True)


def test_only_series_of_a_chosen_initiative_are_offered() -> None:
    offered = offered_series(CATALOG, Selection(initiative=("Merida",)))
    assert set(offered) == set(PRINTED[PRINTED["initiative_id"] == "Merida"]["series_id"])


def test_only_series_with_an_amount_in_the_chosen_years_are_offered() -> None:
    offered = offered_series(CATALOG, Selection(fy=(2025, 2025)))
    rows = PRINTED[(PRINTED["fy_start"] == 2025) & (PRINTED["fy_end"] == 2025)]
    assert set(offered) == set(rows["series_id"])
    assert "obligations-incle-nadr" in offered


def test_filters_that_cannot_split_money_leave_no_series_and_say_so() -> None:
    selection = Selection(theme=("borders",), agency=("INL",))
    assert offered_series(CATALOG, selection) == ()
    assert split_reason(selection) == (
        "No source splits the money by theme or agency, so no budget figure can be stated for this "
        "selection."
    )
    assert split_reason(Selection(country=("HND",))) == ""


selections = st.builds(
    Selection,
    country=st.lists(st.sampled_from(PARTNERS), max_size=4, unique=True).map(tuple),
    initiative=st.just(()) | st.lists(st.sampled_from(INITIATIVES), max_size=2).map(tuple),
    fy=st.none()
    | st.tuples(st.integers(2000, 2025), st.integers(2000, 2025)).map(
        lambda pair: (min(pair), max(pair))
    ),
)
pairs = st.one_of(
    selections.filter(lambda chosen: offered_series(CATALOG, chosen)).flatmap(
        lambda chosen: st.tuples(st.just(chosen), st.sampled_from(offered_series(CATALOG, chosen)))
    ),
    st.tuples(st.just(Selection()), st.sampled_from(SERIES)),
)


def fitting_ids(selection: Selection, series_id: str) -> set[str]:
    """Which rows of funding.csv lie wholly inside a selection, told without the code under test."""
    rows = printed(series_id)
    first, last = selection.fy or (1900, 2100)
    keep = (rows["fy_start"] >= first) & (rows["fy_end"] <= last)
    if selection.country:
        inside = rows["iso3"].map(lambda c: c != "" and set(c.split(";")) <= set(selection.country))
        keep &= inside.astype(bool)
    if selection.initiative:
        keep &= rows["initiative_id"].isin(selection.initiative)
    return set(rows[keep]["record_id"])


@settings(deadline=None, max_examples=150)
@given(pairs)
def test_each_amount_that_fits_is_counted_or_left_out_exactly_once(
    pair: tuple[Selection, str],
) -> None:
    total = whole(pair[1], pair[0]).total
    counted = list(total.record_ids)
    out = [exclusion.record_id for exclusion in total.exclusions]
    assert len(set(counted + out)) == len(counted + out)
    fitting = fitting_ids(*pair)
    assert set(counted) <= fitting <= set(counted + out)


@settings(deadline=None, max_examples=150)
@given(pairs)
def test_every_breakdown_adds_up_to_the_total_where_the_series_adds(
    pair: tuple[Selection, str],
) -> None:
    parts = whole(pair[1], pair[0])
    if not parts.adds_over:
        assert parts.by_year == parts.by_country == parts.by_account == ()
        return
    assert parts.total.value is not None
    rows = PRINTED[PRINTED["record_id"].isin(parts.total.record_ids)]
    expected = rows["amount_usd_millions"].sum()
    ranges = rows[rows["fy_start"] < rows["fy_end"]]["amount_usd_millions"].sum()
    assert parts.total.value == pytest.approx(expected, abs=1e-5)
    assert added(parts.by_year) == pytest.approx(expected - ranges, abs=1e-5)
    for bars in (parts.by_country, parts.by_account, parts.by_initiative):
        assert added(bars) == pytest.approx(expected, abs=1e-5)


def added(bars: tuple[Bar, ...]) -> float:
    return math.fsum(bar.figure.value or 0.0 for bar in bars)


@settings(deadline=None, max_examples=150)
@given(pairs)
def test_no_amount_mixes_series_stages_or_years_outside_the_choice(
    pair: tuple[Selection, str],
) -> None:
    selection, series_id = pair
    parts = whole(series_id, selection)
    first, last = selection.fy or (1900, 2100)
    shown = (*parts.by_year, *parts.by_country, *parts.by_account, *parts.single_amounts)
    for bar in shown:
        rows = [PRINTED_ROWS[record_id] for record_id in bar.figure.record_ids]
        assert {row["series_id"] for row in rows} == {series_id}
        assert {row["stage"] for row in rows} == {bar.figure.stage}
        assert first <= min(row["fy_start"] for row in rows)
        assert max(row["fy_end"] for row in rows) <= last
    assert all(bar.figure.fy_start == bar.figure.fy_end for bar in parts.by_year)
