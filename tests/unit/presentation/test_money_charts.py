"""The bars of the Funding page show each amount once, and stack only what adds."""

from __future__ import annotations

import pytest

from inlmap import colors
from inlmap.catalog.catalog import Catalog
from inlmap.figures.adding import Figure
from inlmap.figures.breakdowns import Bar
from inlmap.presentation import money_charts


def bar(label: str, part: str, value: float, year: int = 2010) -> Bar:
    return Bar(label, part, Figure(value, stage="allocated", fy_start=year, fy_end=year))


YEARS = [
    bar("FY2010", "ESF", 2.5),
    bar("FY2010", "INCLE", 8.0),
    bar("FY2012", "INCLE", -1.0, year=2012),
]
COUNTRIES = [bar("Guatemala", "", 5.0), bar("Honduras", "", 3.25), bar("Panama", "", -0.5)]


def test_each_amount_is_one_row_with_stage_and_year() -> None:
    rows = money_charts.year_chart(YEARS, stacked=True).data.to_pylist()
    assert rows[0] == {
        "fiscal_year": 2010,
        "part": "ESF",
        "amount_usd_millions": 2.5,
        "amount": "$2.5M allocated, FY2010",
        "partial": False,
    }
    assert len(rows) == 3


def test_accounts_that_add_stand_on_each_other() -> None:
    encoding = money_charts.year_chart(YEARS, stacked=True).spec["encoding"]
    assert encoding["y"]["stack"] == "zero"
    assert "xOffset" not in encoding


def test_accounts_that_do_not_add_stand_side_by_side() -> None:
    encoding = money_charts.year_chart(YEARS, stacked=False).spec["encoding"]
    assert encoding["y"]["stack"] is None
    assert encoding["xOffset"]["field"] == "part"


def test_a_year_without_an_amount_stays_an_empty_place() -> None:
    encoding = money_charts.year_chart(YEARS, stacked=True).spec["encoding"]
    assert encoding["x"]["scale"]["domain"] == [2010, 2011, 2012]


def test_one_account_has_the_color_of_its_stage_and_no_legend() -> None:
    color = money_charts.year_chart(YEARS[1:], stacked=True).spec["encoding"]["color"]
    assert color["scale"]["range"] == ["var(--stage-allocated)"]
    assert color["legend"] is None


def test_no_two_accounts_of_one_chart_share_a_color(catalog: Catalog) -> None:
    for _, rows in catalog.funding.groupby("series_id"):
        accounts = sorted(set(rows["account"]))
        shades = money_charts.part_colors(accounts)
        assert list(shades) == accounts
        assert len(set(shades.values())) == len(accounts)


def test_an_account_keeps_its_usual_color() -> None:
    shades = money_charts.part_colors(["DOD Section 1004", "ESF", "INC"])
    assert shades["ESF"] == colors.ACCOUNT_SHADES["ESF"]
    assert shades["DOD Section 1004"] == colors.ACCOUNT_SHADES["DOD"]


def test_ranked_bars_carry_their_amounts_as_labels_that_clear_a_negative_bar() -> None:
    rows = money_charts.ranked_chart(COUNTRIES).data.to_pylist()
    assert [(row["name"], row["short"], row["end"]) for row in rows] == [
        ("Guatemala", "$5.0M", 5.0),
        ("Honduras", "$3.2M", 3.25),
        ("Panama", "−$500K", 0.0),
    ]


def test_a_bar_of_one_part_names_the_part() -> None:
    rows = money_charts.ranked_chart([bar("Honduras", "ESF", 2.0)]).data.to_pylist()
    assert rows[0]["name"] == "Honduras, ESF"


def test_a_ranked_bar_has_the_color_of_its_account_or_else_of_its_stage() -> None:
    account, within, other = bar("ESF", "", 3), bar("Honduras", "ESF", 2), bar("Panama", "", 1)
    rows = money_charts.ranked_chart([account, within, other], {"ESF": "#123456"}).data.to_pylist()
    assert [row["color"] for row in rows] == [
        "#123456",
        "#123456",
        "var(--stage-allocated)",
    ]


@pytest.mark.parametrize("stacked", [True, False])
def test_the_drawings_fetch_nothing_and_hold_no_data(stacked: bool) -> None:
    for drawing in (
        money_charts.year_chart(YEARS, stacked=stacked),
        money_charts.ranked_chart(COUNTRIES),
    ):
        assert "http" not in str(drawing.spec)
        assert "data" not in drawing.spec
        assert "2.5" not in str(drawing.spec)


def test_the_words_of_a_chart_name_years_accounts_and_the_largest_amount() -> None:
    assert money_charts.year_alternative(YEARS, stacked=False) == (
        "Bars of nominal U.S. dollars by fiscal year, FY2010–FY2012, side by side by account "
        "(ESF and INCLE). The largest amount is $8.0M allocated, FY2010 (INCLE)."
    )
    assert money_charts.ranked_alternative(COUNTRIES, "country") == (
        "Bars of nominal U.S. dollars by country, 3 bars, the largest first. "
        "Guatemala: $5.0M allocated, FY2010; Honduras: $3.2M allocated, FY2010; "
        "Panama: −$500K allocated, FY2010."
    )


def test_a_legend_has_as_many_columns_as_its_longest_name_leaves_room_for() -> None:
    narrow = money_charts._legend(
        ["ACI", "DOD Section 1004"]
    )  # 16 letters of 6 px and 30 px of symbol
    assert narrow.columns == {"expr": "max(1, floor(width / 126))"}
    assert narrow.labelLimit == 0
