"""The first looks of Country, Initiative and Coverage, and what stands beside each first look."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from inlmap.catalog.followed import live_folder
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.first_look.middleware import FirstLooks, page_with_first_look
from inlmap.first_look.page import SCREENS, first_look
from inlmap.presentation.view import View
from inlmap.words import speaking
from tests.shipped import shipped

LABELED = re.compile(r"<b data-label='([^']*)' data-figure='([^']*)'>")
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r"<a href=\"([^\"]*)\">([^<]*)</a>")


def body_of(page: str, query: str = "") -> str:
    """The first look at a page of the shipped data, without what Streamlit's page has around it."""
    whole = page_with_first_look(page, query)
    return whole[whole.index('<div id="first-look"') : whole.index('<div id="root">')]


def rows_of(body: str) -> dict[str, list[str]]:
    """The cells of each row of a table by its first one, without what is only read aloud."""
    rows = (re.split(r"</t[hd]>", row) for row in ROW.findall(body))
    told = ([html.unescape(TAG.sub("", cell)).strip() for cell in row[:-1]] for row in rows)
    return {cells[0]: cells[1:] for cells in told if cells}


def links_of(body: str) -> dict[str, str]:
    return {html.unescape(words): html.unescape(address) for address, words in LINK.findall(body)}


def test_without_a_choice_the_country_page_lists_every_country() -> None:
    rows = rows_of(body_of("country"))
    assert rows["Mexico"][:4] == ["Mexico and the border", "$355.8M", "76", "2"]
    assert rows["Grenada"][:4] == ["Caribbean", "no line in this series", "2", "12"]
    names = {shipped().country_names[code] for code in shipped().partner_codes}
    assert len(names) == 32
    assert names <= rows.keys()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("page", "selection"),
    [
        ("country", Selection(country=("HND",))),
        ("country", Selection(country=("GRD",), initiative=("Plan-Colombia",))),
        ("country", Selection(country=("GTM",), fy=(2010, 2012))),
        ("initiative", Selection(initiative=("CARSI",))),
        ("initiative", Selection(initiative=("Merida",), fy=(2008, 2009))),
    ],
)
def test_the_answer_has_the_figures_of_the_view(
    page: str, selection: Selection, language: str
) -> None:
    with speaking(language):
        view = View(translated(shipped()), selection)
        found = LABELED.findall(first_look(view, page).body)
        wanted = {one.label: one.words for one in view.headlines}
    assert found
    assert all(wanted[html.unescape(label)] == html.unescape(words) for label, words in found)


def test_one_country_has_its_newest_programs_and_its_amounts_by_year() -> None:
    body = body_of("country", "country=HND")
    assert LABELED.findall(body) == [
        ("Obligated, FY2021–FY2025", "$132.3M"),
        ("Programs", "20"),
        ("Countries", "1"),
        ("Sources", "18"),
    ]
    assert "<h2 class='section'>Newest programs</h2>" in body
    assert 'href="./data/programs_table.csv?country=HND"' in body
    assert "Download CSV (22 rows)" in body
    years = [year for year in rows_of(body) if re.match(r"FY20\d\d", year)]
    assert len(years) == len(View(shipped(), Selection(country=("HND",))).yearly)


def test_coverage_has_the_cells_of_the_live_table() -> None:
    rows = rows_of(body_of("coverage").partition("Looked for and not found")[0])
    assert rows["Mexico"][1] == "30"
    assert rows["Mexico"][-1] == "76 + 2 regional"
    assert rows["Belize"][3] == "regional only"
    assert rows["Belize"][6] == "no evidence found"


@pytest.mark.parametrize("page", SCREENS)
@pytest.mark.parametrize(
    "query", ["", "country=MEX", "initiative=CARSI", "initiative=CARSI&lang=es"]
)
def test_no_page_weighs_more_than_60_kb_in_gzip(page: str, query: str) -> None:
    assert len(gzip.compress(page_with_first_look(page, query).encode())) < 60_000


def test_filters_are_links_beside_the_fields() -> None:
    links = links_of(body_of("country", "lang=en"))
    assert links["CARSI (63)"] == "country?initiative=CARSI"
    assert links["2010"] == "country?fy=2010-2010"
    assert links["Hide programs without a year"] == "country?undated=hide"
    assert sum("goal=" in address for address in links.values()) == 24
    chosen = body_of("map", "initiative=CARSI&fy=2010-2012&measure=funding")
    links = links_of(chosen)
    assert sum("goal=" in address for address in links.values()) < 24  # of this initiative alone
    assert '<a class="chosen" href="./?initiative=CARSI&amp;measure=funding">' in chosen
    assert '<input id="first-fy" name="fy" value="2010-2012"' in chosen
    assert '<input type="hidden" name="fy"' not in chosen


def test_the_page_that_is_open_is_marked_in_the_menu() -> None:
    body = body_of("coverage", "country=HND")
    assert '<a href="coverage?country=HND" aria-current="page">Coverage</a>' in body
    assert body.count('aria-current="page"') == 1
    assert '<a href="./?country=HND">Map</a>' in body


def test_the_place_of_an_address_has_its_card_and_is_kept() -> None:
    place = shipped().places.iloc[0]
    body = body_of("map", f"place={place['place_id']}")
    assert "<section class='card'" in body
    assert body.count("<circle class='place'") == 1
    assert f"<h2>{place['name']}</h2>" in html.unescape(body)
    assert f"place={place['place_id']}" in links_of(body)["CARSI (63)"]


def test_what_no_page_knows_is_said_as_on_the_live_page() -> None:
    body = body_of("initiative", "initiative=nonsense&measure=gold&place=nowhere&lang=xx&color=red")
    told = [
        html.unescape(one)
        for one in re.findall(r"<div class='notice' role='alert'>(.*?)</div>", body)
    ]
    assert [one.partition(":")[0] for one in told] == [
        'Ignored initiative "nonsense"',
        'Ignored measure "gold"',
        'Ignored place "nowhere"',
        'Ignored lang "xx"',
        'Ignored "color"',
    ]


def test_newer_files_with_faults_are_said_above_the_page_that_stands(tiny_data: Path) -> None:
    assert "class='notice fault'" not in body_of("country")
    (tiny_data / "programs.csv").write_text("nonsense\n")
    assert live_folder(tiny_data).standing().faults
    body = body_of("country")
    assert "class='notice fault' role='alert'>The data folder has changed" in body
    assert "<h1>Countries</h1>" in body


@pytest.mark.parametrize("page", [one for one in SCREENS if one != "map"])
def test_below_a_base_path_each_page_is_answered_with_relative_addresses(page: str) -> None:
    client = TestClient(Starlette(middleware=[Middleware(FirstLooks, base="programs")]))
    first = client.get(f"/programs/{page}?initiative=CARSI")
    assert first.status_code == 200
    assert (
        re.findall(r"(?:href|action)=.(/[^'\"]*)", first.text[first.text.index("<aside>") :]) == []
    )
    again = client.get(
        f"/programs/{page}?initiative=CARSI", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/{page}").status_code == 404
