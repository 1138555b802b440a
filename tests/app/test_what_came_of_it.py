"""Results as reported on the pages of a country and an initiative."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from inlmap.briefings.content import briefing
from inlmap.briefings.excel import excel_file
from inlmap.catalog.selection import Selection
from inlmap.downloads.one_file import one_file
from inlmap.presentation.view import View
from tests.app.conftest import opener
from tests.shipped import shipped

TITLES = re.compile(r"<h2 class='section' id='part_(results|audits|claims)'>")


@pytest.fixture
def country(visit):
    return opener(visit, "country")


@pytest.fixture
def initiative(visit):
    return opener(visit, "initiative")


def test_mexico_shows_results_with_who_says_so_and_the_gaps_of_audits(country):
    visitor = country(country="MEX")
    text = visitor.html_words
    assert "2 of 78 programs have a recorded result; no result was found in the sources for" in text
    assert "They are no proof that a program caused them, and they are never added." in text
    assert "Police officers trained by March 31, 2010 more than 4,000 people 2008–2010" in text
    assert "98 facilities 2009–2019 Prison accreditation program" in text
    assert "had not assessed: more than 3,000 million U.S. dollars" in text
    assert TITLES.findall(visitor.markup) == ["results", "audits"]
    assert "href='sources?program=MER-P063'" in visitor.markup


def test_peru_in_spanish_says_more_than_in_words(country):
    text = country(country="PER", lang="es").html_words
    assert "Qué resultó de ello" in text
    assert "2 de 12 programas tienen un resultado registrado; de los demás no se halló" in text
    assert "más de 36,000 hectáreas 2025" in text
    assert "alrededor de 334 toneladas métricas" in text
    assert "Embajada de Estados Unidos en Lima, INL" in text


def test_carsi_shows_a_claim_beside_who_disputes_it(initiative):
    visitor = initiative(initiative="CARSI")
    text = visitor.html_words
    assert TITLES.findall(visitor.markup) == ["results", "claims"]
    assert "Vanderbilt University's LAPOP, in a study for USAID, 2010–2014" in text
    assert (
        "Disputed by Center for Economic and Policy Research (CEPR), 2016: Have US-Funded" in text
    )
    assert "Told of El Salvador, Guatemala, Honduras, and Panama." in text


def test_a_country_without_a_result_says_that_none_was_found(country, tiny_pages):
    tiny_pages(programs=[{}, {"program_id": "PR2", "iso3": "GTM"}], results=[{"program_id": "PR1"}])
    text = country(country="GTM").html_words
    assert "No result was found in the sources for the 1 program." in text
    assert "no proof" not in text


def test_data_without_results_have_no_such_part(country, tiny_pages):
    tiny_pages()
    assert "What came of it" not in country(country="HND").html_words


def test_the_one_file_view_and_the_workbook_say_it_too():
    view = View(shipped(), Selection(country=("PER",)))
    page = one_file(view).decode()
    assert "Coca eradicated by CORAH with U.S. support: <b>more than 36,000 hectares</b>" in page
    assert "2 of 12 programs have a recorded result" in page
    book = load_workbook(BytesIO(excel_file(briefing(view, "country"))))
    rows = [row[:2] for row in book["What came of it"].iter_rows(values_only=True)]
    assert ("Cocaine that the eradication kept from being made", "about 334 metric tons") in rows


def test_coverage_counts_the_programs_with_a_result(visit):
    text = opener(visit, "coverage")(country="PER").html_words
    assert "2 of 12 programs have a recorded result" in text
