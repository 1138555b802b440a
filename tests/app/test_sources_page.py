"""The Sources page: its parts, what an address opens in it, and hostile data."""

from __future__ import annotations

import html
import re

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import data_folder
from inlmap.figures.evidence import AmountFilter
from inlmap.figures.figure_ids import figure_id
from inlmap.figures.totals import headline_figure
from inlmap.ui.html_tables import page_key
from tests.app.conftest import as_headed, opener
from tests.tiny_rows import line

YEARS = [str(year) for year in range(2001, 2026)]

# 2 publications of GAO and 27 of the State Department, 30 amounts, 3 facts, on 2 of which sources
# differ. A page of a table has 25 rows.
SOURCES = [
    {"title": "Status of Funding", "number": "GAO-13-295R", "url": "https://www.gao.gov/a"},
    {"source_id": "S2", "title": "Audit of ports"},
    *(
        {"source_id": f"S{number}", "title": f"Report {number}", "publisher": "State Department"}
        for number in range(3, 30)
    ),
]
ALTERNATE = {"headline": "alternate", "rule": "Alternate because it is a request."}
SERIES = [
    {},
    {"series_id": "asked", "title": "Requests", "stage": "requested", **ALTERNATE},
    {"series_id": "total", "scope": "initiative", "initiative_id": "ALPHA", "adds_over": ""},
]
OF_TOTAL = {"series_id": "total", "initiative_id": "ALPHA", "source_id": "S3"}
FUNDING = [
    line("GTM;HND", "0.496", record_id="FIRST", recipient="Two neighbors", fy_start="2008")
    | {"fy_end": "2008"},
    line("HND", "79.2", record_id="WHOLE"),
    line("HND", "36.63", record_id="PART", part_of="WHOLE", basis="derived", source_id="S2"),
    line("", "556", record_id="EARLY", fy_end="2016", **OF_TOTAL),
    line("", "560", record_id="LATE", fy_end="2018", **OF_TOTAL),
    *(line("GTM", "1", record_id=f"R{year}", fy_start=year, fy_end=year) for year in YEARS),
]
STATEMENTS = [
    {
        "statement_id": "ST-1",
        "kind": "contradiction",
        "fact": "Alpha is more than 560 or 556.",
        "initiative_id": "ALPHA",
        "fy_start": "2010",
        "fy_end": "2018",
        "value": "about $560 million",
        "amount_usd_millions": "560",
        "stage": "allocated",
        "record_id": "LATE",
        "source_id": "S3",
        "cause": "date",
        "explanation": "Each figure is a running total.",
    },
    {
        "statement_id": "ST-1",
        "position": "2",
        "kind": "contradiction",
        "fact": "Alpha is more than 560 or 556.",
        "initiative_id": "ALPHA",
        "fy_start": "2010",
        "fy_end": "2018",
        "value": "$556 million",
        "cause": "date",
        "explanation": "Each figure is a running total.",
    },
    *(
        {
            "statement_id": "ST-2",
            "position": position,
            "kind": "contradiction",
            "fact": "Honduras in FY2010 differs by source.",
            "iso3": "HND",
            "value": value,
            "source_id": "S1",
            "cause": "rounding",
        }
        for position, value in (("1", "$79.2 million"), ("2", "$79 million"))
    ),
    {"statement_id": "ST-3", "fact": "How much the ports cost was not found."},
]
PROGRAMS = [
    {"name": "Naval base", "inferred": "goal_ids;theme_id", "source_locator": "page 7"},
    {"program_id": "B", "name": "Judges"},
    {"program_id": "C", "name": "Dogs", "iso3": "GTM"},
]


@pytest.fixture
def catalog() -> Catalog:
    return shared_catalog(data_folder())


@pytest.fixture
def opened(visit, tiny_pages):
    """Open the Sources page under the given address parameters."""
    tiny_pages(
        sources=SOURCES,
        series=SERIES,
        funding=FUNDING,
        statements=STATEMENTS,
        programs=PROGRAMS,
    )
    return opener(visit, "sources")


def table_of(visitor):
    (frame,) = visitor.app.dataframe
    return as_headed(frame)


def captions(visitor):
    return " ".join([*(caption.value for caption in visitor.app.caption), visitor.html_words])


def notes(visitor):
    return [note.value for note in visitor.app.info]


def markup(visitor):
    return " ".join(node.value for node in visitor.app.get("html"))


def test_the_page_opens_with_all_sources_and_their_uses(opened):
    visitor = opened()
    text = visitor.html_words
    assert "29 sources" in text
    assert "Status of Funding" in text
    assert "3 programs, 27 amounts, 2 statements, 3 series" in text
    assert "Rows 1 to 25 of 29." in captions(visitor)


def test_the_evidence_levels_are_explained_with_their_numbers(opened):
    text = opened().html_words
    assert "Printed in the source : 29 amounts" in text
    assert "Derived from a printed figure : 1 amount" in text
    assert "Our classification : 1 of 3 rows of programs" in text


def test_the_search_narrows_the_sources_and_starts_at_page_1(opened):
    visitor = opened()
    visitor.app.text_input(key="sources_search").set_value("gao-13-295r").run()
    assert "1 source " in visitor.html_words
    assert "GAO-13-295R" in visitor.html_words
    assert "Audit of ports" not in visitor.html_words


def test_a_publisher_and_a_use_narrow_the_sources(opened):
    visitor = opened()
    visitor.app.selectbox(key="sources_publisher").set_value("GAO").run()
    assert "2 sources" in visitor.html_words
    visitor.app.selectbox(key="sources_use").set_value("unused").run()
    assert "0 sources" in visitor.html_words
    assert notes(visitor) == [
        "No source fits. Shorten the search or choose all publishers and uses."
    ]


def test_an_address_opens_exactly_one_source_with_what_rests_on_it(opened):
    text = opened(source="S1").html_words
    assert "One source" in text
    assert "Naval base Honduras page 7 goal, theme" in text
    assert "Country lines" in text
    assert "Honduras in FY2010 differs by source." in text
    assert "Audit of ports" not in text


def test_one_source_leads_to_its_amounts_and_back_to_all(opened):
    visitor = opened(source="S1", country="HND")
    visitor.app.button(key="sources_amounts").click().run()
    assert visitor.address == {"country": "HND", "part": "amounts"}
    assert visitor.app.selectbox(key="amounts_source").value == "S1"
    assert set(table_of(visitor)["Publication"]) == {"Status of Funding"}


def test_all_sources_come_back_with_one_click(opened):
    visitor = opened(source="S1")
    visitor.app.button(key="sources_all").click().run()
    assert "29 sources" in visitor.html_words
    assert visitor.address == {"part": "sources"}


def test_the_amounts_stand_with_unit_stage_years_and_evidence(opened):
    visitor = opened(part="amounts")
    assert "30 amounts" in visitor.html_words
    first = table_of(visitor).iloc[0]
    assert first["Recipient"] == "Two neighbors"
    assert first["Nominal $ millions"] == 0.496
    (frame,) = visitor.app.dataframe
    assert '"format": "%.12g"' in frame.proto.columns  # 30.154 and not 30.153999999999996
    assert (first["Stage"], first["Fiscal years"]) == ("allocated", "FY2008")
    assert first["Evidence"] == "Printed in the source"
    assert "Rows 1 to 25 of 30." in captions(visitor)


def test_the_amounts_follow_the_sidebar_and_say_so(opened):
    visitor = opened(part="amounts", initiative="ALPHA", theme="borders", fy="2008-2010")
    assert "Showing amounts under Alpha that touch FY2008–FY2010 only" in captions(visitor)
    assert "no other filter of the sidebar is followed" in captions(visitor)


def test_the_amounts_are_filtered_by_evidence(opened):
    visitor = opened(part="amounts")
    visitor.app.selectbox(key="amounts_evidence").set_value("derived").run()
    assert "1 amount" in visitor.html_words
    assert list(table_of(visitor)["Evidence"]) == ["Derived from a printed figure"]


def test_a_search_without_a_hit_says_that_no_evidence_was_found(opened):
    visitor = opened(part="amounts")
    visitor.app.text_input(key="amounts_search").set_value("=1+1 <b>").run()
    assert notes(visitor) == [
        "No evidence of such an amount was found. Remove a filter to see more."
    ]


def test_an_address_opens_exactly_one_amount_whatever_is_filtered(opened):
    visitor = opened(record="PART", country="GTM")
    text = visitor.html_words
    assert "One amount" in text
    assert "Nominal $ millions 36.63" in text
    assert "Part of Honduras, INCLE: $79.2M allocated, FY2010" in text
    visitor.app.button(key="amounts_all").click().run()
    assert visitor.address == {"country": "GTM", "part": "amounts"}
    assert "Showing amounts in Guatemala only" in captions(visitor)


def test_each_fact_sets_its_positions_beside_the_cause(opened):
    text = opened(part="disagree").html_words
    assert "Sources differ on 2 facts" in text
    assert "about $560 million allocated, FY2010–FY2018" in text
    assert "Different dates. Each figure is a running total" in text
    assert "Absent from the sources: 1 fact" in text
    assert "How much the ports cost was not found." in text


def test_every_fact_can_be_linked_to_by_its_own_anchor(opened):
    drawn = markup(opened(part="disagree"))
    assert [drawn.count(f"id='{key}'") for key in ("st-1", "st-2", "st-3")] == [1, 1, 1]


def test_a_cause_narrows_the_facts(opened):
    visitor = opened(part="disagree")
    visitor.app.selectbox(key="statements_cause").set_value("rounding").run()
    assert "Sources differ on 1 fact" in visitor.html_words
    assert "Absent from the sources" not in visitor.html_words


def test_the_facts_follow_the_sidebar_and_say_so(opened):
    visitor = opened(part="disagree", initiative="ALPHA")
    assert "Showing facts under Alpha only" in captions(visitor)
    assert "Sources differ on 1 fact" in visitor.html_words


def test_no_fact_under_a_filter_is_told(opened):
    visitor = opened(part="disagree", country="GTM")
    assert notes(visitor) == ["No such fact was found. Remove a filter to see more."]


def test_an_address_opens_exactly_one_fact(opened):
    visitor = opened(statement="ST-2", country="GTM")
    assert "Sources differ on 1 fact " in visitor.html_words
    assert "$79.2 million" in visitor.html_words
    visitor.app.button(key="statements_all").click().run()
    assert visitor.address == {"country": "GTM", "part": "disagree"}


def test_the_choice_of_totals_is_told_with_every_series(opened):
    text = opened(part="totals").html_words
    assert "A total comes from one series: one source, one stage, one scope." in text
    assert "Headline series (2)" in text
    assert "Alternates (1)" in text
    assert "allocated, added over countries, accounts, and years headline" in text
    assert "Alternate because it is a request." in text


def test_every_table_has_a_download_and_its_columns(opened):
    visitor = opened(part="downloads")
    labels = [button.label for button in visitor.app.get("download_button")]
    assert len(labels) == 15
    assert "Download funding (CSV, 30 rows)" in labels
    assert "Download sources (CSV, 29 rows)" in labels
    assert "Download the metadata (JSON)" in labels
    assert "30 rows. One row is one amount, as one source prints it or" in captions(visitor)
    visitor.unfold("The 15 columns of funding")
    assert "fy_start year; required First U.S. fiscal year" in visitor.html_words


def test_the_addresses_for_programs_follow_the_filters(opened):
    visitor = opened(part="downloads", country=["HND", "GTM"], agency="INL")
    (shown,) = visitor.app.code
    lines = [line.partition("/data/")[2] for line in shown.value.splitlines()]
    query = "country=GTM&country=HND&agency=INL"
    assert lines[0] == f"programs_table.csv?{query}"
    assert lines[1] == f"programs.csv?{query}"
    assert lines[-1] == f"dataset.zip?{query}"
    assert "never yours" not in captions(visitor)


def test_the_address_of_the_table_asks_for_the_language_of_the_page(opened):
    (shown,) = opened(part="downloads", country="HND", lang="es").app.code
    lines = [line.partition("/data/")[2] for line in shown.value.splitlines()]
    assert lines[0] == "programs_table.csv?country=HND&lang=es"
    assert [line for line in lines[1:] if "lang=" in line] == []


def test_the_switch_of_the_parts_is_kept_in_the_address(opened):
    visitor = opened(country="HND", record="PART")
    visitor.app.segmented_control(key="sources_part").set_value("totals").run()
    assert visitor.address == {"country": "HND", "part": "totals"}
    assert "How totals are chosen" in visitor.html_words


def test_ids_in_an_address_are_read_in_any_case(opened):
    assert "One amount" in opened(record=" part ").html_words
    assert "Sources differ on 2 facts" in opened(part="DISAGREE").html_words


@pytest.mark.parametrize("name", ["part", "record", "source", "statement"])
def test_an_unknown_value_is_named_and_ignored(opened, name):
    visitor = opened(**{name: "<img src=x onerror=alert(1)>"})
    assert visitor.warnings == [
        f'Ignored {name} "<img src=x onerror=alert(1)>": not a known value.'
    ]
    assert "29 sources" in visitor.html_words
    assert "<img" not in markup(visitor)


def test_an_unknown_amount_leaves_the_part_that_is_asked_for(opened):
    visitor = opened(part="downloads", record="NO-1")
    assert visitor.warnings == ['Ignored record "NO-1": not a known value.']
    assert "Metadata" in visitor.html_words


HOSTILE = "<script>alert('x')</script> **bold** [l](javascript:alert(1)) $x$"


HOSTILE_COLUMNS = {
    "sources": (SOURCES[:4], ("title", "publisher", "number", "date", "license")),
    "statements": (STATEMENTS, ("fact", "value", "source_locator", "explanation")),
    "series": (SERIES, ("title", "rule", "caution")),
    "funding": (FUNDING[:5], ("note", "source_locator")),
}


@pytest.fixture
def hostile(opened, tiny_pages):
    """Open a part of the page over data in which every text that is shown attacks the page."""
    tiny_pages(
        **{
            table: [row | dict.fromkeys(columns, f"{HOSTILE}{at}") for at, row in enumerate(rows)]
            for table, (rows, columns) in HOSTILE_COLUMNS.items()
        }
    )
    return opened


@pytest.mark.parametrize(
    "query",
    [
        {"part": "sources"},
        {"source": "S1"},
        {"record": "PART"},
        {"part": "disagree"},
        {"part": "totals"},
        {"part": "downloads"},
    ],
)
def test_hostile_text_stays_text(hostile, query):
    visitor = hostile(**query)
    drawn = markup(visitor)
    own = re.findall(r"<script src='assets/map/\w+/page\.js' data-language='en'></script>", drawn)
    assert (drawn.count("<script"), len(own)) == (1, 1)
    assert "href='javascript" not in drawn
    if query != {"part": "downloads"}:
        assert "<script>alert('x')</script> **bold**" in html.unescape(drawn)
    said = [
        str(node.value)
        for kind in ("markdown", "caption", "info")
        for node in visitor.app.get(kind)
    ]
    assert [text for text in said if "alert" in text] == []


def test_an_amount_opens_with_its_rows_and_how_they_add_up(opened, catalog):
    figure = headline_figure(catalog, Selection(initiative=("ALPHA",)))
    visitor = opened(figure=figure_id(catalog, figure))
    text = visitor.html_words
    assert "$560.0M allocated, FY2010–FY2018" in text
    assert "560.000 million nominal U.S. dollars" in text
    assert "1 row of one series is the amount" in text
    assert "Left out: 1 row" in text
    assert "Report 3" in text
    assert "Alpha is more than 560 or 556." in text


def test_the_mark_of_a_disputed_amount_opens_what_sources_say_on_it(opened, catalog):
    figure = headline_figure(catalog, Selection(initiative=("ALPHA",)))
    visitor = opened(part="disagree", figure=figure_id(catalog, figure))
    assert "Sources differ on 1 fact" in visitor.html_words
    assert "Alpha is more than 560 or 556." in visitor.html_words


def test_the_address_of_no_amount_is_told_and_the_page_opens_all_the_same(opened):
    visitor = opened(figure="<b>cbj</b>")
    assert '"<b>cbj</b>" is not the address of an amount.' in visitor.html_words
    assert "29 sources" in visitor.html_words


def test_a_program_opens_with_its_publications(opened):
    words = opened(program="PR1").html_words
    assert "Naval base" in words
    assert "page 7" in words
    assert "Status of Funding" in words


def test_another_page_of_amounts_shows_the_rows_that_follow(opened):
    visitor = opened(part="amounts")
    visitor.app.session_state[page_key("amounts", Selection(), AmountFilter())] = 2
    visitor.app.run()
    assert "Rows 26 to 30 of 30." in captions(visitor)
    assert len(table_of(visitor)) == 5


def test_a_new_search_starts_at_its_first_page(opened):
    visitor = opened()
    visitor.app.session_state[page_key("sources", "", None, None)] = 2
    visitor.app.run()
    assert "Rows 26 to 29 of 29." in captions(visitor)
    visitor.app.text_input(key="sources_search").set_value("state").run()
    assert "Rows 1 to 25 of 27." in captions(visitor)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("sources", "1 source"),
        ("amounts", "0 amounts"),
        ("disagree", "No such fact"),
        ("totals", "Headline series (1)"),
        ("downloads", "Metadata"),
    ],
)
def test_a_dataset_without_amounts_and_statements_is_shown_too(
    opened, tiny_folder, monkeypatch, part, told
):
    monkeypatch.setenv("INLMAP_DATA", str(tiny_folder(funding=[], statements=[])))
    visitor = opened(part=part)
    assert told in " ".join((visitor.html_words, *notes(visitor)))
