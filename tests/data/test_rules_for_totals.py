"""The rules against double counting, each one held by the shipped data and the ledger.

Their reasons stand in data/README.md; the numbers here can be read in data/funding.csv.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from inlmap.errors import AddingError
from inlmap.figures.adding import Figure, add_records, records_by_series, series_rows
from inlmap.figures.statements import disputes_of, notes_of_years
from inlmap.catalog.selection import Selection
from inlmap.figures.totals import headline_figure, totals_by_year

ALLOCATED = "cbj-incle"
OBLIGATED = "obligations-incle"
LATE_OBLIGATIONS = "obligations-incle-nadr"


def disputed(catalog, selection: Selection) -> set[str]:
    figures = totals_by_year(catalog, selection)
    return {note.statement_id for note in notes_of_years(catalog, figures)}


def year_of(catalog, selection: Selection, year: int) -> Figure:
    [figure] = [f for f in totals_by_year(catalog, selection) if f.fy_start == year]
    return figure


def test_rule_1_amounts_of_two_sources_are_never_added(catalog):
    records = records_by_series(catalog)
    for first, second in combinations((ALLOCATED, OBLIGATED, LATE_OBLIGATIONS), 2):
        with pytest.raises(AddingError, match="2 series"):
            add_records(catalog, [records[first][0], records[second][0]])


def test_rule_1_every_year_of_everything_has_one_source(catalog):
    figures = totals_by_year(catalog, Selection())
    assert len({figure.fy_start for figure in figures}) == len(figures)
    assert {len(figure.source_ids) for figure in figures} == {1}


def test_rule_2_a_range_of_years_is_not_added_to_its_years(catalog):
    for series_id, records in records_by_series(catalog).items():
        figure = add_records(catalog, records)
        counted = [record for record in records if record.record_id in figure.record_ids]
        for one, other in combinations(counted, 2):
            same = (one.iso3, one.recipient, one.account) == (
                other.iso3,
                other.recipient,
                other.account,
            )
            if same and (one.span or other.span) and series_rows(catalog)[series_id]["adds_over"]:
                assert not one.overlaps(other)


def test_rule_2_parts_are_left_out_beside_their_whole(catalog):
    for records in records_by_series(catalog).values():
        kept = set(add_records(catalog, records).record_ids)
        assert [r.record_id for r in records if r.record_id in kept and r.part_of in kept] == []


def test_rule_3_stages_are_never_mixed(catalog):
    stages = {r.stage for r in records_by_series(catalog)[ALLOCATED]}
    assert stages == {"allocated"}
    for figure in totals_by_year(catalog, Selection()):
        rows = catalog.funding[catalog.funding["record_id"].isin(figure.record_ids)]
        assert set(rows["stage"]) == {figure.stage}


def test_rule_3_requests_are_never_the_documented_amount(catalog):
    initiatives = catalog.initiatives["initiative_id"]
    figures = [headline_figure(catalog, Selection(initiative=(key,))) for key in initiatives]
    figures += [
        headline_figure(catalog, Selection(country=(iso3,))) for iso3 in catalog.partner_codes
    ]
    assert "requested" not in {figure.stage for figure in figures}


@pytest.mark.parametrize(
    ("iso3", "statements"),
    [("MEX", {"ST-40", "ST-43"}), ("COL", {"ST-41", "ST-44"}), ("BOL", {"ST-42"})],
)
def test_rule_4_the_uneven_years_of_the_obligations_carry_a_note(catalog, iso3, statements):
    assert statements <= disputed(catalog, Selection(country=(iso3,)))


@pytest.mark.parametrize(("iso3", "statement"), [("HND", "ST-45"), ("PAN", "ST-46")])
def test_rule_5_the_break_at_fy2021_carries_a_note(catalog, iso3, statement):
    assert statement in disputed(catalog, Selection(country=(iso3,)))


def test_rule_6_the_last_year_is_fy2025(catalog):
    assert int(catalog.funding["fy_end"].max()) == 2025


def test_rule_7_two_initiatives_have_no_common_amount(catalog):
    both = headline_figure(catalog, Selection(initiative=("Merida", "CARSI")))
    assert both.value is None
    assert "their amounts are not added" in both.reason


def test_rule_8_the_first_money_of_merida_carries_a_note(catalog):
    assert "ST-03" in disputed(catalog, Selection(initiative=("Merida",)))


def test_rule_9_mexicos_fy2009_supplemental_carries_a_note(catalog):
    figure = year_of(catalog, Selection(country=("MEX",)), 2009)
    assert "ST-06" in {dispute.statement_id for dispute in disputes_of(catalog, figure)}


def test_rule_10_mexico_in_fy2008_says_that_the_supplemental_is_missing(catalog):
    figure = year_of(catalog, Selection(country=("MEX",)), 2008)
    assert figure.value == 26.553
    assert "supplemental money for Mexico in FY2008" in figure.caution


def test_rule_11_the_change_of_account_in_fy2008_carries_a_note(catalog):
    assert "ST-34" in disputed(catalog, Selection(initiative=("Andean",)))


def test_rule_12_a_share_of_colombias_money_is_not_added_to_the_whole(catalog):
    note = [d for d in notes_of_years(catalog, totals_by_year(catalog, Selection(country=("COL",))))
            if d.statement_id == "ST-26"]
    assert [d.cause for d in note] == ["scope"]


def test_rule_13_deliveries_are_not_money_paid_out(catalog):
    delivered = catalog.funding[catalog.funding["stage"] == "delivered"]
    assert set(delivered["amount_usd_millions"]) >= {1100.0, 1200.0, 1600.0}
    series = catalog.series.set_index("series_id").loc[list(set(delivered["series_id"]))]
    assert set(series["headline"]) == {"alternate"}
