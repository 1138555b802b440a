"""The Funding page, read without a browser: one series at a time, no amount without its stage."""

from __future__ import annotations

import re

import pytest

from tests.app.conftest import opener
from tests.tiny_rows import line

AMOUNT = re.compile(r"−?\$[\d,.]+[KMB]?")
STAGE = re.compile(
    r"requested|appropriated|allocated|obligated|disbursed|delivered|estimated", re.IGNORECASE
)
ROW = r"<tr>.*?</tr>|<div><div class='label'>.*?</div></div>"  # of a table, or a tile
YEARS = re.compile(r"FY\d{4}")


@pytest.fixture
def funding(visit):
    """Open the Funding page under the given address parameters."""
    return opener(visit, "funding")


def series_box(visitor):
    return next(box for box in visitor.app.selectbox if str(box.key).startswith("funding_series"))


def stage_switch(visitor):
    return next(
        group for group in visitor.app.button_group if str(group.key).startswith("funding_stage")
    )


def markup(visitor):
    """All that the page draws as HTML, with its tags."""
    return " ".join(node.proto.body for node in visitor.app.get("html"))


ALTERNATE = {"headline": "alternate", "rule": "Alternate because it is another one."}
NEVER_ADDED = {"scope": "initiative", "initiative_id": "ALPHA", "adds_over": ""}
TOTAL = {"series_id": "total", "initiative_id": "ALPHA", "stage": "appropriated"}
LATER = {"fy_start": "2012", "fy_end": "2012"}


@pytest.fixture
def small(tiny_pages):
    """A headline of country lines, two alternates of other stages, and a running total."""
    tiny_pages(
        members=[{"iso3": "HND"}, {"iso3": "GTM"}],
        series=[
            {},
            {"series_id": "other", "title": "Other accounts", **ALTERNATE},
            {"series_id": "spent", "title": "Spent", "stage": "disbursed", **ALTERNATE},
            {"title": "Running totals", **TOTAL, **NEVER_ADDED},
        ],
        funding=[
            line("HND", "1.5"),
            line("GTM", "4", **LATER),
            line("HND", "8", record_id="other", series_id="other"),
            line("GTM", "3", record_id="other-2", series_id="other"),
            line("HND", "0.25", record_id="spent", series_id="spent", stage="disbursed"),
            line("HND", "28", record_id="first", **TOTAL),
            line("HND", "33", record_id="both", **TOTAL, fy_end="2012"),
        ],
    )


@pytest.mark.usefixtures("small")
def test_the_page_opens_with_the_headline_series_and_its_stage(funding):
    visitor = funding()
    assert stage_switch(visitor).value == "allocated"
    assert series_box(visitor).value == "lines"
    total = visitor.text_of("funding_total")
    assert "Allocated, FY2010–FY2012 $5.5M" in total
    assert "It is the sum of 2 lines of the source." in total
    assert "left out" not in total


def test_the_page_says_that_amounts_are_nominal(funding):
    assert (
        "Nominal U.S. dollars: no deflator is part of the data, so amounts of different years are "
        "not made comparable." in funding().html_words
    )


def test_the_series_is_told_with_publication_caution_and_rule(funding):
    visitor = funding(series="carsi-disbursed")
    text = visitor.text_of("funding_about")
    assert "Status of Funding for the Central America Regional Security Initiative" in text
    assert "U.S. Government Accountability Office, GAO-13-295R, January 30, 2013" in text
    assert "Take care: Leaves out INCLE, FMF and the ESF of USAID" in text
    assert "This series does not give the headline figure because it covers small accounts" in text


def test_the_publication_is_linked(funding):
    visitor = funding(series="carsi-disbursed")
    assert "<a href='https://www.gao.gov/products/GAO-13-295R'" in markup(visitor)


@pytest.mark.usefixtures("small")
def test_another_series_of_the_stage_changes_the_amounts_and_keeps_stage_and_filters(funding):
    visitor = funding()
    visitor.unfold("The same amounts by country or recipient as a table")
    before = visitor.html_words
    series_box(visitor).set_value("other").run()
    after = visitor.html_words
    assert stage_switch(visitor).value == "allocated"
    assert "Allocated, FY2010 $11.0M" in after
    assert "$5.5M" not in after
    assert "Honduras $1.5M allocated FY2010" in before
    assert "Honduras $8.0M allocated FY2010" in after
    assert visitor.chosen == {}
    assert visitor.address == {}


@pytest.mark.usefixtures("small")
def test_another_stage_brings_only_series_and_amounts_of_that_stage(funding):
    visitor = funding()
    stage_switch(visitor).set_value("disbursed").run()
    assert series_box(visitor).value == "spent"
    stages = {STAGE.search(row).group().lower() for row in rows_with_amounts(markup(visitor))}
    assert stages == {"disbursed"}
    assert "Disbursed, FY2010 $250K" in visitor.text_of("funding_total")


@pytest.mark.usefixtures("small")
def test_the_headline_of_the_map_does_not_follow_the_series_of_this_page(funding):
    visitor = funding(series="spent")
    visitor.open_page("map")
    assert visitor.headline["Allocated, FY2010–FY2012"] == "$5.5M"


@pytest.mark.usefixtures("small")
def test_filters_begin_the_choice_anew(funding):
    visitor = funding(series="other")
    assert series_box(visitor).value == "other"
    visitor.choose("initiative", "ALPHA")
    assert series_box(visitor).value == "total"
    assert "$33.0M" in visitor.text_of("funding_total")


@pytest.mark.usefixtures("small")
def test_a_choice_made_by_hand_does_not_outlive_a_change_of_the_filters(funding):
    visitor = funding()
    series_box(visitor).set_value("other").run()
    visitor.choose("country", "HND")
    assert series_box(visitor).value == "lines"
    assert "Allocated, FY2010 $1.5M" in visitor.text_of("funding_total")


def test_the_address_names_the_series_to_begin_with(funding):
    visitor = funding(series="merida-by-law")
    assert stage_switch(visitor).value == "appropriated"
    assert series_box(visitor).value == "merida-by-law"
    assert visitor.warnings == []


def test_an_unknown_series_in_the_address_is_told_and_ignored(funding):
    visitor = funding(series="<b>gold</b>")
    assert visitor.warnings == ['Ignored series "<b>gold</b>": not a known series.']
    assert series_box(visitor).value == "obligations-incle-nadr"


def test_a_series_without_an_amount_under_the_filters_is_told_and_ignored(funding):
    visitor = funding(series="merida-by-law", country="HND")
    assert visitor.warnings == [
        'Ignored series "merida-by-law": it has no amount under these filters.'
    ]
    assert series_box(visitor).value == "obligations-incle-nadr"  # the headline of Honduras


def test_filters_that_cannot_split_money_leave_a_sentence_and_no_amount(funding):
    visitor = funding(assistance="training")
    assert "No source splits the money by kind of assistance" in visitor.html_words
    assert "$" not in visitor.html_words
    assert [str(box.key) for box in visitor.app.selectbox if box.key != "as_of"] == []


@pytest.mark.usefixtures("small")
def test_running_totals_stand_side_by_side_with_the_reason_why_they_are_not_added(funding):
    visitor = funding(initiative="ALPHA")
    words = visitor.html_words
    assert "Appropriated, FY2010–FY2012 $33.0M" in words
    assert "Honduras INCLE $28.0M appropriated FY2010" in words
    visitor.unfold("1 amount not counted, and why")
    words = visitor.html_words
    assert "overlaps the record over the most years; these amounts are never added" in words
    assert "The amounts of this series overlap and are never added" in words


def test_a_series_used_for_fewer_years_elsewhere_says_so(funding):
    text = funding(series="obligations-incle").text_of("funding_about")
    assert "The other pages use it for FY2016–FY2020 only." in text


def rows_with_amounts(text):
    """Each table row or tile that holds an amount, as plain words."""
    for piece in re.findall(
        r"<tr>.*?</tr>|<div><div class='label'>.*?</div></div>", text, re.DOTALL
    ):
        words = re.sub(r"<[^>]+>", " ", piece)
        if AMOUNT.search(words):
            yield words


@pytest.mark.parametrize(
    "series",
    [
        "cbj-incle",
        "cbj-other-accounts",
        "obligations-aci",
        "inl-andean-account",
        "andean-agency-shares",
        "merida-cumulative",
        "merida-first-supplemental",
        "carsi-disbursed",
        "peace-colombia-appropriated",
        "costa-rica-press-estimate",
    ],
)
def test_every_amount_stands_beside_its_stage_and_years(funding, series):
    visitor = funding(series=series)
    text = markup(visitor)
    rows = list(rows_with_amounts(text))
    assert rows
    for row in rows:
        assert STAGE.search(row), row
        assert YEARS.search(row), row
    assert sum(len(AMOUNT.findall(row)) for row in rows) == len(AMOUNT.findall(text))


def test_the_total_of_a_series_names_the_headline_where_it_counts_partners_alone(
    funding, tiny_pages
):
    lines = [line("HND", "7"), line("GTM", "2"), line("USA", "3", recipient="United States")]
    tiny_pages(members=[{"iso3": "HND"}, {"iso3": "GTM"}], funding=lines)
    said = funding().text_of("funding_total")
    assert "$12.0M" in said
    assert "The map and the other pages show $9.0M allocated, FY2010" in said
    assert (
        "they count partner countries alone, and this total counts every recipient in the series."
    ) in said
    assert "the other pages" not in funding(country="HND").text_of("funding_total")


@pytest.mark.parametrize(
    ("country", "why"),
    [
        ("", "they count partner countries alone, and only the years for which this series gives"),
        ("BOL", "they count only the years for which this series gives the headline figure."),
    ],
)
def test_a_headline_of_fewer_years_is_told_with_its_reason(funding, country, why):
    told = funding(fy="2014-2018", **({"country": country} if country else {}))
    assert why in told.text_of("funding_total")


FOLDED = "All of it is of FY2010. All of it is for Honduras. This series names one account only: "


def test_what_is_all_of_one_is_said_in_one_line_and_no_part_is_drawn_for_it(funding, tiny_pages):
    tiny_pages(funding=[line("HND", "7")])
    visitor = funding()
    assert FOLDED in visitor.text_of("funding_total")
    assert "class='hint'" not in markup(visitor)
    assert "class='section'" not in markup(visitor)


@pytest.mark.usefixtures("small")
def test_what_differs_has_a_part_and_only_the_rest_is_folded(funding):
    visitor = funding()
    sections = re.findall(r"<h2 class='section'>(.*?)</h2>", markup(visitor))
    assert sections == ["By fiscal year", "By country"]
    assert "All of it is for" not in visitor.html_words
    assert "This series names one account only: INCLE." in visitor.text_of("funding_total")
