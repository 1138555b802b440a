"""The pages in Spanish: chosen by the address or in the sidebar, and kept by every link."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from inlmap.ui.menu import ENTRIES
from inlmap.words import say, speaking

CLEAR = "Borrar filtros"
PAGES = [entry.name for entry in ENTRIES]
CARSI = {"initiative": "CARSI", "country": "HND"}


def spanish(text, **values):
    """Return a text of the program as its Spanish file has it."""
    with speaking("es"):
        return say(text, **values)


def in_spanish(page):
    """Choose Spanish at the top of the page."""
    page.app.segmented_control(key="lang").set_value("es").run()
    return page


def links(page):
    return [link.replace("&amp;", "&") for link in re.findall(r"href='([^']+)'", page.markup)]


def within(page):
    """Return the addresses that the page's own links lead to, without those of the assets."""
    return [link for link in links(page) if not link.startswith(("http", "assets"))]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_drawn_in_spanish(visit, name):
    page = visit(lang="es", **CARSI)
    page.open_page(name)
    assert not page.app.exception
    assert page.warnings == []
    assert page.app.button(key="clear").label == CLEAR
    assert page.address["lang"] == "es"


def test_the_address_opens_the_page_in_spanish_at_once(visit):
    page = visit(lang="es", country="HND")
    assert page.app.segmented_control(key="lang").value == "es"
    assert page.app.button(key="clear").label == CLEAR
    assert visit(country="HND").app.button(key="clear").label == "Clear filters"


def test_the_switch_changes_the_language_and_back(visit):
    page = in_spanish(visit(country="HND"))
    assert page.app.button(key="clear").label == CLEAR
    assert page.address == {"lang": "es", "country": "HND"}
    page.app.segmented_control(key="lang").set_value("en").run()
    assert page.app.button(key="clear").label == "Clear filters"
    assert page.address == {"country": "HND"}


def test_a_change_of_language_keeps_filters_years_measure_and_place(visit):
    page = visit(initiative="CARSI", country="HND", fy="2010-2015", measure="goals")
    page.app.session_state["place"] = "PLC-057"
    page.app.run()
    before = dict(page.address)
    in_spanish(page)
    assert page.chosen == {"initiative": ["CARSI"], "country": ["HND"]}
    assert page.years == (2010, 2015)
    assert before["place"] == "PLC-057"
    assert page.address == before | {"lang": "es"}
    assert page.app.session_state["place"] == "PLC-057"


def test_a_change_of_language_keeps_the_page_and_its_own_choice(visit):
    page = visit(country="HND")
    page.open_page("country")
    page.app.selectbox(key="country_family").select_index(1).run()
    in_spanish(page)
    assert page.app.selectbox(key="country_family").value == 1
    assert page.app.selectbox(key="country_page").label == spanish("Country")


def test_an_unknown_language_is_ignored_with_a_notice(visit):
    page = visit(lang="xx", country="HND")
    assert page.warnings == ['Ignored lang "xx": use en, es.']
    assert page.app.button(key="clear").label == "Clear filters"
    assert page.chosen == {"country": ["HND"]}


def test_a_notice_on_the_address_is_in_its_language(visit):
    assert visit(lang="es", part="x", color="red").warnings == [
        spanish('Ignored "{value}": not a filter.', value="color")
    ]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("map", {}),
        ("country", {"country": "COL"}),
        ("initiative", {"initiative": "Merida"}),
        ("coverage", {}),
        ("sources", {}),
        ("funding", {"initiative": "CARSI"}),
    ],
)
def test_every_link_within_the_program_keeps_the_language(visit, name, query):
    page = visit(lang="es", **query)
    page.open_page(name)
    found = within(page)
    assert found
    assert [link for link in found if parse_qs(urlsplit(link).query).get("lang") != ["es"]] == []


def test_links_in_english_name_no_language(visit):
    assert [link for link in within(visit()) if "lang" in link] == []


@pytest.mark.parametrize("name", ["Mexico", "México", "mex"])
def test_a_country_is_known_in_a_spanish_address_by_its_names_and_its_code(visit, name):
    page = visit(lang="es", country=name)
    assert page.chosen == {"country": ["MEX"]}
    assert page.warnings == []


def test_text_of_the_data_is_marked_as_english_on_a_spanish_page_only(visit):
    page = visit(country="HND")
    page.open_page("country")
    assert "lang='en'" not in page.markup
    assert "Special Tactical Operations Group" in in_spanish(page).markup
    assert re.search(r"<span lang='en'>[^<]*Special Tactical Operations Group", page.markup)
