"""Amounts are added only where they may be, and each record is counted or left out, never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.catalog import Catalog
from inlmap.errors import AddingError
from inlmap.figures.adding import (
    Exclusion,
    Figure,
    Record,
    add_records,
    grouped_by,
    records_by_series,
    series_rows,
    to_records,
)

Row = dict[str, str]
SUM_OF_YEARS = "covers several years; the single years are counted"
NEVER_ADDED = "overlaps the record over the most years; these amounts are never added"
RUNNING_TOTALS = {"series_id": "lines", "scope": "initiative", "adds_over": ""}


def amount(
    record: str, value: str, years: str = "2010", *, part_of: str = "", iso3: str = "HND"
) -> Row:
    first, _, last = years.partition("-")
    return {
        "record_id": record,
        "amount_usd_millions": value,
        "fy_start": first,
        "fy_end": last or first,
        "part_of": part_of,
        "iso3": iso3,
        "recipient": iso3 or "Regional",
    }


@pytest.fixture
def added(tiny_catalog: Callable[..., Catalog]) -> Callable[..., Figure]:
    """Add the given amounts, all of one series of the country lines."""

    def add(*rows: Row, **tables: list[Row]) -> Figure:
        catalog = tiny_catalog(funding=list(rows), **tables)
        return add_records(catalog, to_records(catalog.funding))

    return add


def left_out(figure: Figure) -> dict[str, str]:
    return {exclusion.record_id: exclusion.reason for exclusion in figure.exclusions}


def test_a_row_becomes_a_record_of_plain_values(tiny_catalog: Callable[..., Catalog]) -> None:
    own = {"iso3": "HND;GTM", "source_id": "S1;S2"}
    row = amount("A", "2.5", "2008-2010", part_of="W") | own
    catalog = tiny_catalog(funding=[amount("W", "10"), row], sources=[{}, {"source_id": "S2"}])
    assert to_records(catalog.funding)[1] == Record(
        record_id="A",
        series_id="lines",
        initiative_id="",
        iso3=("HND", "GTM"),
        recipient="HND",
        account="INCLE",
        stage="allocated",
        fy_start=2008,
        fy_end=2010,
        amount_usd_millions=2.5,
        part_of="W",
        source_ids=("S1", "S2"),
    )


def test_the_ledger_holds_every_row_under_its_series_in_table_order(catalog: Catalog) -> None:
    for series_id, records in records_by_series(catalog).items():
        rows = catalog.funding[catalog.funding["series_id"] == series_id]
        assert [record.record_id for record in records] == rows["record_id"].to_list()
    assert sum(map(len, records_by_series(catalog).values())) == 3675


def test_a_series_without_amounts_stands_in_the_ledger_all_the_same(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert records_by_series(tiny_catalog(funding=[])) == {"lines": ()}


def test_the_series_are_found_by_their_ids_in_table_order(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = series_rows(tiny_catalog(series=[{}, {"series_id": "a", "title": "Another"}]))
    assert [(key, row["title"]) for key, row in rows.items()] == [
        ("lines", "Country lines"),
        ("a", "Another"),
    ]


@pytest.mark.parametrize(
    ("years", "others", "overlapping"),
    [
        ("2010", "2010", True),
        ("2010", "2011", False),
        ("2008-2010", "2010-2012", True),
        ("2008-2012", "2009-2010", True),
        ("2008-2009", "2010-2012", False),
    ],
)
def test_two_records_overlap_when_they_share_a_fiscal_year(
    tiny_catalog: Callable[..., Catalog], years: str, others: str, *, overlapping: bool
) -> None:
    catalog = tiny_catalog(funding=[amount("A", "1", years), amount("B", "1", others)])
    one, other = to_records(catalog.funding)
    assert one.overlaps(other) is overlapping
    assert other.overlaps(one) is overlapping


def test_the_span_of_a_record_is_its_years_beyond_the_first(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[amount("A", "1"), amount("B", "1", "2008-2010")])
    assert [record.span for record in to_records(catalog.funding)] == [0, 2]


def test_groups_stand_in_the_order_in_which_they_first_appear(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = [amount("A", "1", "2012"), amount("B", "1", "2010"), amount("C", "1", "2012")]
    groups = grouped_by(to_records(tiny_catalog(funding=rows).funding), lambda one: one.fy_start)
    found = {year: [record.record_id for record in group] for year, group in groups.items()}
    assert list(found.items()) == [(2012, ["A", "C"]), (2010, ["B"])]


def test_the_years_and_countries_of_one_series_are_added(added: Callable[..., Figure]) -> None:
    figure = added(
        amount("A", "2.5"), amount("B", "3.25", "2011"), amount("C", "1", "2011", iso3="GTM")
    )
    assert figure.value == 6.75
    assert figure.record_ids == ("A", "B", "C")
    assert figure.exclusions == ()


def test_a_sum_of_decimal_amounts_has_no_binary_dust(added: Callable[..., Figure]) -> None:
    assert added(amount("A", "0.1"), amount("B", "0.2", "2011")).value == 0.3


def test_a_figure_carries_stage_years_series_and_sources(added: Callable[..., Figure]) -> None:
    figure = added(
        amount("A", "2") | {"source_id": "S2;S1"},
        amount("B", "3", "2012") | {"source_id": "S1"},
        sources=[{}, {"source_id": "S2"}],
        series=[{"caution": "Read with care."}],
    )
    assert figure.stage == "allocated"
    assert (figure.fy_start, figure.fy_end, figure.years) == (2010, 2012, "FY2010–FY2012")
    assert (figure.series_id, figure.title) == ("lines", "Country lines")
    assert figure.caution == "Read with care."
    assert figure.source_ids == ("S1", "S2")


def test_a_figure_reads_with_unit_stage_and_years(added: Callable[..., Figure]) -> None:
    assert added(amount("A", "115", "2012")).in_words == "$115.0M allocated, FY2012"


def test_a_figure_without_a_value_says_so() -> None:
    assert Figure(None, "No source.").in_words == "no budget figure"


def test_amounts_of_different_series_are_refused(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        series=[{}, {"series_id": "other"}],
        funding=[amount("A", "1"), amount("B", "2") | {"series_id": "other"}],
    )
    with pytest.raises(AddingError, match="amounts of 2 series cannot be added; choose one"):
        add_records(catalog, to_records(catalog.funding))


def test_adding_nothing_is_refused(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog()
    with pytest.raises(AddingError, match="amounts of 0 series"):
        add_records(catalog, ())


def test_a_negative_amount_is_taken_off(added: Callable[..., Figure]) -> None:
    figure = added(amount("A", "2.5"), amount("B", "-4.0", "2011"))
    assert (figure.value, figure.in_words) == (-1.5, "−$1.5M allocated, FY2010–FY2011")


def test_an_amount_of_zero_is_an_amount(added: Callable[..., Figure]) -> None:
    assert added(amount("A", "0")).value == 0


def test_a_part_is_not_counted_beside_its_whole(added: Callable[..., Figure]) -> None:
    figure = added(amount("W", "10"), amount("P", "4", part_of="W"))
    assert (figure.value, figure.record_ids) == (10, ("W",))
    assert left_out(figure) == {"P": "part of W, which is counted"}


def test_parts_are_counted_where_their_whole_is_not_asked_for(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = [amount("W", "10", iso3=""), amount("P", "4", part_of="W"), amount("Q", "5")]
    catalog = tiny_catalog(funding=rows)
    figure = add_records(catalog, to_records(catalog.funding[catalog.funding["iso3"] == "HND"]))
    assert (figure.value, figure.exclusions) == (9, ())


def test_a_part_of_a_part_is_not_counted_either(added: Callable[..., Figure]) -> None:
    figure = added(amount("W", "10"), amount("P", "4", part_of="W"), amount("Q", "1", part_of="P"))
    assert (figure.value, figure.record_ids) == (10, ("W",))


def test_a_part_of_a_part_is_left_out_although_the_part_between_is_not_asked_for(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = [amount("W", "10"), amount("P", "4", part_of="W"), amount("Q", "1", part_of="P")]
    catalog = tiny_catalog(funding=rows)
    figure = add_records(catalog, to_records(catalog.funding[catalog.funding["record_id"] != "P"]))
    assert (figure.value, figure.record_ids) == (10, ("W",))


def test_the_whole_that_an_exclusion_names_as_counted_is_counted(
    added: Callable[..., Figure],
) -> None:
    figure = added(amount("W", "10"), amount("P", "4", part_of="W"), amount("Q", "1", part_of="P"))
    assert left_out(figure)["Q"] == "part of W, which is counted"


def test_a_sum_over_years_is_not_counted_beside_its_years(added: Callable[..., Figure]) -> None:
    figure = added(amount("A", "2"), amount("B", "3", "2011"), amount("SUM", "5", "2010-2011"))
    assert figure.value == 5
    assert figure.exclusions == (Exclusion("SUM", SUM_OF_YEARS),)


def test_sums_over_years_are_counted_where_no_single_year_is_known(
    added: Callable[..., Figure],
) -> None:
    figure = added(amount("A", "42", "2008-2010"), amount("B", "248", "2008-2010", iso3="GTM"))
    assert (figure.value, figure.years) == (290, "FY2008–FY2010")


def test_a_sum_over_years_of_another_country_is_still_counted(
    added: Callable[..., Figure],
) -> None:
    figure = added(amount("A", "2"), amount("G", "7", "2010-2011", iso3="GTM"))
    assert (figure.value, figure.exclusions) == (9, ())


def test_a_sum_over_other_years_is_still_counted(added: Callable[..., Figure]) -> None:
    figure = added(amount("A", "2", "2012"), amount("B", "7", "2008-2010"))
    assert (figure.value, figure.exclusions) == (9, ())


def test_two_sums_over_overlapping_years_of_one_line_are_not_added(
    added: Callable[..., Figure],
) -> None:
    figure = added(amount("A", "7", "2008-2010"), amount("B", "9", "2008-2012"))
    assert (figure.value, figure.record_ids) == (9, ("B",))


def test_of_running_totals_the_one_over_the_most_years_stands_for_all(
    added: Callable[..., Figure],
) -> None:
    figure = added(
        amount("A", "350", "2008-2011"), amount("B", "495", "2008-2013"), series=[RUNNING_TOTALS]
    )
    assert (figure.value, figure.record_ids, figure.years) == (495, ("B",), "FY2008–FY2013")
    assert figure.exclusions == (Exclusion("A", NEVER_ADDED),)


def test_of_two_equally_wide_running_totals_none_stands_for_all(
    added: Callable[..., Figure],
) -> None:
    figure = added(
        amount("A", "1300", "2008-2010"), amount("B", "1500", "2008-2010"), series=[RUNNING_TOTALS]
    )
    assert figure.value is None
    assert figure.reason == (
        "The amounts of this series are never added, and none of them stands for all."
    )
    assert figure.record_ids == ()
    assert list(left_out(figure)) == ["A", "B"]


@settings(database=None, deadline=None, derandomize=True, max_examples=60)
@given(data=st.data())
def test_every_record_is_counted_or_left_out_and_never_both(
    catalog: Catalog, data: st.DataObject
) -> None:
    series_id = data.draw(st.sampled_from(catalog.series["series_id"].to_list()))
    records = catalog.funding[catalog.funding["series_id"] == series_id]
    rows = data.draw(st.sets(st.sampled_from(range(len(records))), min_size=1))
    asked = records.iloc[sorted(rows)]
    figure = add_records(catalog, to_records(asked))
    excluded = [exclusion.record_id for exclusion in figure.exclusions]
    assert sorted([*figure.record_ids, *excluded]) == sorted(asked["record_id"])


def test_every_exclusion_of_the_shipped_series_has_a_reason(catalog: Catalog) -> None:
    figures = [
        add_records(catalog, to_records(rows)) for _, rows in catalog.funding.groupby("series_id")
    ]
    assert all(one.reason for figure in figures for one in figure.exclusions)


def test_an_amount_in_a_stage_of_its_own_is_refused(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[amount("A", "1"), amount("B", "2", "2011")])
    mixed = catalog.funding.assign(stage=["allocated", "requested"])
    with pytest.raises(AddingError):
        add_records(catalog, to_records(mixed))


@settings(database=None, deadline=None, derandomize=True, max_examples=60)
@given(data=st.data())
def test_records_in_any_order_make_the_same_figure(catalog: Catalog, data: st.DataObject) -> None:
    records = records_by_series(catalog)[
        data.draw(st.sampled_from(sorted(records_by_series(catalog))))
    ]
    asked = data.draw(st.lists(st.sampled_from(records), min_size=1, unique=True))
    shuffled = data.draw(st.permutations(asked))
    assert add_records(catalog, shuffled) == add_records(catalog, asked)


@settings(database=None, deadline=None, derandomize=True, max_examples=60)
@given(data=st.data())
def test_parts_never_add_up_to_more_than_their_whole(catalog: Catalog, data: st.DataObject) -> None:
    every = {r.record_id: r for records in records_by_series(catalog).values() for r in records}
    wholes = sorted({r.part_of for r in every.values() if r.part_of and r.amount_usd_millions >= 0})
    whole = every[data.draw(st.sampled_from(wholes))]
    parts = [r for r in every.values() if r.part_of == whole.record_id]
    parts = [r for r in parts if r.series_id == parts[0].series_id and r.amount_usd_millions >= 0]
    asked = data.draw(st.lists(st.sampled_from(parts), min_size=1, unique=True))
    figure = add_records(catalog, asked)
    assert (figure.value or 0) <= whole.amount_usd_millions + 1.0  # sources round to whole millions
