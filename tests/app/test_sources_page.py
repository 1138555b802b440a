"""The Sources page: its parts, what an address opens in it, and hostile data."""

from __future__ import annotations

import csv
import html
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import data_folder
from inlmap.figures.evidence import AmountFilter
from inlmap.figures.figure_ids import figure_id
from inlmap.figures.totals import headline_figure
from inlmap.ui.html_tables import page_key
from tests.app.conftest import as_headed

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def catalog() -> Catalog:
    return shared_catalog(data_folder())


@pytest.fixture
def opened(visit):
    """Open the Sources page under the given address parameters."""

    def open_sources(**query):
        visitor = visit(**query)
        visitor.open_page("sources")
        assert not visitor.app.exception
        return visitor

    return open_sources


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
    assert "177 sources" in text
    assert "Status of Funding for the Central America Regional Security Initiative" in text
    assert "45 amounts, 1 statement, 5 series, 7 memberships" in text
    assert "Rows 1 to 25 of 177." in captions(visitor)


def test_the_evidence_levels_are_explained_with_their_numbers(opened):
    text = opened().html_words
    assert "Printed in the source : 3,477 amounts" in text
    assert "Derived from a printed figure : 175 amounts" in text
    assert "Our classification : 296 of 296 programs" in text


def test_the_search_narrows_the_sources_and_starts_at_page_1(opened):
    visitor = opened()
    visitor.app.text_input(key="sources_search").set_value("gao-13-295r").run()
    assert "1 source " in visitor.html_words
    assert "GAO-13-295R" in visitor.html_words
    assert "GAO-13-771" not in visitor.html_words


def test_a_publisher_and_a_use_narrow_the_sources(opened):
    visitor = opened()
    gao = "U.S. Government Accountability Office"
    visitor.app.selectbox(key="sources_publisher").set_value(gao).run()
    assert "10 sources" in visitor.html_words
    visitor.app.selectbox(key="sources_use").set_value("unused").run()
    assert "0 sources" in visitor.html_words
    assert notes(visitor) == [
        "No source fits. Shorten the search or choose all publishers and uses."
    ]


def test_an_address_opens_exactly_one_source_with_what_rests_on_it(opened):
    text = opened(source="S001").html_words
    assert "One source" in text
    assert "Humanitarian demining Colombia NADR account goal, theme" in text
    assert "INCLE allocated by country, FY2008-FY2015 (State Department budget tables)" in text
    assert "Mexico's INCLE for FY2008 differs by source." in text
    assert "GAO-13-295R" not in text


def test_one_source_leads_to_its_amounts_and_back_to_all(opened):
    visitor = opened(source="S001", country="MEX")
    visitor.app.button(key="sources_amounts").click().run()
    assert visitor.address == {"country": "MEX", "part": "amounts"}
    assert visitor.app.selectbox(key="amounts_source").value == "S001"
    assert set(table_of(visitor)["Publication"].str[:30]) == {"State Department and USAID cou"}


def test_all_sources_come_back_with_one_click(opened):
    visitor = opened(source="S001")
    visitor.app.button(key="sources_all").click().run()
    assert "177 sources" in visitor.html_words
    assert visitor.address == {"part": "sources"}


def test_the_amounts_stand_with_unit_stage_years_and_evidence(opened):
    visitor = opened(part="amounts")
    assert "3,652 amounts" in visitor.html_words
    first = table_of(visitor).iloc[0]
    assert first["Recipient"] == "Barbados and the Eastern Caribbean"
    assert first["Nominal $ millions"] == 0.496
    (frame,) = visitor.app.dataframe
    assert '"format": "%.12g"' in frame.proto.columns  # 30.154 and not 30.153999999999996
    assert (first["Stage"], first["Fiscal years"]) == ("allocated", "FY2008")
    assert first["Evidence"] == "Printed in the source"
    assert "Rows 1 to 25 of 3,652." in captions(visitor)


def test_the_amounts_follow_the_sidebar_and_say_so(opened):
    visitor = opened(part="amounts", initiative="CARSI", theme="justice", fy="2008-2010")
    assert "Showing amounts under CARSI that touch FY2008–FY2010 only" in captions(visitor)
    assert "no other filter of the sidebar is followed" in captions(visitor)


def test_the_amounts_are_filtered_by_evidence(opened):
    visitor = opened(part="amounts")
    visitor.app.selectbox(key="amounts_evidence").set_value("derived").run()
    assert "175 amounts" in visitor.html_words
    assert set(table_of(visitor)["Evidence"]) == {"Derived from a printed figure"}


def test_a_search_without_a_hit_says_that_no_evidence_was_found(opened):
    visitor = opened(part="amounts")
    visitor.app.text_input(key="amounts_search").set_value("=1+1 <b>").run()
    assert notes(visitor) == [
        "No evidence of such an amount was found. Remove a filter to see more."
    ]


def test_an_address_opens_exactly_one_amount_whatever_is_filtered(opened):
    visitor = opened(record="ANDEAN-0107", country="HND")
    text = visitor.html_words
    assert "One amount" in text
    assert "Nominal $ millions 36.63" in text
    assert "Part of Bolivia, ACI: $79.2M allocated, FY2006" in text
    visitor.app.button(key="amounts_all").click().run()
    assert visitor.address == {"country": "HND", "part": "amounts"}
    assert "Showing amounts in Honduras only" in captions(visitor)


def test_each_fact_sets_its_positions_beside_the_cause(opened):
    text = opened(part="disagree").html_words
    assert "Sources differ on 47 facts" in text
    assert "about $1,500 million through FY2010 appropriated, FY2008–FY2010" in text
    assert "Different dates. Each figure is a running total" in text
    assert "Absent from the sources: 21 facts" in text
    assert "INCLE on its own after FY2020 was not found." in text


def test_every_fact_can_be_linked_to_by_its_own_anchor(opened):
    with (DATA / "statements.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["statement_id"].lower() for row in csv.DictReader(file)}
    drawn = markup(opened(part="disagree"))
    assert len(ids) == 68
    assert {key for key in ids if drawn.count(f"id='{key}'") != 1} == set()


def test_a_cause_narrows_the_facts(opened):
    visitor = opened(part="disagree")
    visitor.app.selectbox(key="statements_cause").set_value("rounding").run()
    assert "Sources differ on 2 facts" in visitor.html_words
    assert "Absent from the sources" not in visitor.html_words


def test_the_facts_follow_the_sidebar_and_say_so(opened):
    visitor = opened(part="disagree", initiative="CBSI")
    assert "Showing facts under CBSI only" in captions(visitor)
    assert "Sources differ on 8 facts" in visitor.html_words


def test_no_fact_under_a_filter_is_told(opened):
    visitor = opened(part="disagree", country="URY")
    assert notes(visitor) == ["No such fact was found. Remove a filter to see more."]


def test_an_address_opens_exactly_one_fact(opened):
    visitor = opened(statement="ST-40", country="HND")
    assert "Sources differ on 1 fact " in visitor.html_words
    assert "$456.2 million obligated" in visitor.html_words
    visitor.app.button(key="statements_all").click().run()
    assert visitor.address == {"country": "HND", "part": "disagree"}


def test_the_choice_of_totals_is_told_with_every_series(opened):
    text = opened(part="totals").html_words
    assert "A total comes from one series: one source, one stage, one scope." in text
    assert "Headline series (12)" in text
    assert "Alternates (90)" in text
    assert "allocated, added over countries and years headline, FY2008–FY2015" in text
    assert "Alternate because a request is not money given." in text


def test_every_table_has_a_download_and_its_columns(opened):
    visitor = opened(part="downloads")
    labels = [button.label for button in visitor.app.get("download_button")]
    assert len(labels) == 12
    assert "Download funding (CSV, 3,652 rows)" in labels
    assert "Download sources (CSV, 177 rows)" in labels
    assert "Download the metadata (JSON)" in labels
    assert "3,652 rows. One row is one amount, as one source prints it or" in captions(visitor)
    visitor.unfold("The 15 columns of funding")
    assert "fy_start year; required First U.S. fiscal year" in visitor.html_words


def test_the_addresses_for_programs_follow_the_filters(opened):
    visitor = opened(part="downloads", country=["HND", "GTM"], agency="DOD (SOUTHCOM)")
    (shown,) = visitor.app.code
    lines = [line.partition("/data/")[2] for line in shown.value.splitlines()]
    query = "country=GTM&country=HND&agency=DOD+%28SOUTHCOM%29"
    assert lines[0] == f"programs.csv?{query}"
    assert lines[-1] == f"dataset.zip?{query}"
    assert "never yours" not in captions(visitor)


def test_the_switch_of_the_parts_is_kept_in_the_address(opened):
    visitor = opened(country="MEX", record="ANDEAN-0107")
    visitor.app.segmented_control(key="sources_part").set_value("totals").run()
    assert visitor.address == {"country": "MEX", "part": "totals"}
    assert "How totals are chosen" in visitor.html_words


def test_ids_in_an_address_are_read_in_any_case(opened):
    assert "One amount" in opened(record=" andean-0107 ").html_words
    assert "Sources differ on 47 facts" in opened(part="DISAGREE").html_words


@pytest.mark.parametrize("name", ["part", "record", "source", "statement"])
def test_an_unknown_value_is_named_and_ignored(opened, name):
    visitor = opened(**{name: "<img src=x onerror=alert(1)>"})
    assert visitor.warnings == [
        f'Ignored {name} "<img src=x onerror=alert(1)>": not a known value.'
    ]
    assert "177 sources" in visitor.html_words
    assert "<img" not in markup(visitor)


def test_an_unknown_amount_leaves_the_part_that_is_asked_for(opened):
    visitor = opened(part="downloads", record="NO-1")
    assert visitor.warnings == ['Ignored record "NO-1": not a known value.']
    assert "Metadata" in visitor.html_words


HOSTILE = "<script>alert('x')</script> **bold** [l](javascript:alert(1)) $x$"


@pytest.fixture
def hostile(opened, tmp_path, monkeypatch):
    """Open a part of the page over data in which every text that is shown attacks the page."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for table, columns in (
        ("sources", ("title", "publisher", "number", "date", "license")),
        ("statements", ("fact", "value", "source_locator", "explanation")),
        ("series", ("title", "rule", "caution")),
        ("funding", ("note", "source_locator")),
    ):
        path = folder / f"{table}.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame.assign(**dict.fromkeys(columns, HOSTILE + frame[frame.columns[0]])).to_csv(
            path, index=False
        )
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    return opened


@pytest.mark.parametrize(
    "query",
    [
        {"part": "sources"},
        {"source": "S001"},
        {"record": "ANDEAN-0107"},
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
    figure = headline_figure(catalog, Selection(initiative=("CBSI",)))
    visitor = opened(figure=figure_id(catalog, figure))
    text = visitor.html_words
    assert "$560.0M allocated, FY2010–FY2018" in text
    assert "560.000 million nominal U.S. dollars" in text
    assert "1 row of one series is the amount" in text
    assert "Left out: 1 row" in text
    assert "GAO-20-17" in text or "Government Accountability Office" in text
    assert "CBSI for FY2010-FY2018 is more than 560 or 556." in text


def test_the_mark_of_a_disputed_amount_opens_what_sources_say_on_it(opened, catalog):
    figure = headline_figure(catalog, Selection(initiative=("CBSI",)))
    visitor = opened(part="disagree", figure=figure_id(catalog, figure))
    assert "Sources differ on 1 fact" in visitor.html_words
    assert "CBSI for FY2010-FY2018 is more than 560 or 556." in visitor.html_words


def test_the_address_of_no_amount_is_told_and_the_page_opens_all_the_same(opened):
    visitor = opened(figure="<b>cbj</b>")
    assert '"<b>cbj</b>" is not the address of an amount.' in visitor.html_words
    assert "177 sources" in visitor.html_words


def test_a_program_opens_with_its_publications(opened, catalog):
    program = catalog.programs[catalog.programs["name"] == "Caratasca naval base"].iloc[0]
    visitor = opened(program=program["program_id"])
    assert "Caratasca naval base" in visitor.html_words
    assert program["source_locator"] in visitor.html_words


def test_another_page_of_amounts_shows_the_rows_that_follow(opened):
    visitor = opened(part="amounts")
    visitor.app.session_state[page_key("amounts", Selection(), AmountFilter())] = 147
    visitor.app.run()
    assert "Rows 3,651 to 3,652 of 3,652." in captions(visitor)
    assert len(table_of(visitor)) == 2


def test_a_new_search_starts_at_its_first_page(opened):
    visitor = opened()
    visitor.app.session_state[page_key("sources", "", None, None)] = 8
    visitor.app.run()
    assert "Rows 176 to 177 of 177." in captions(visitor)
    visitor.app.text_input(key="sources_search").set_value("state").run()
    assert "Rows 1 to 25 of" in captions(visitor)


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
