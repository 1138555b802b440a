"""The Country, Initiative and Compare pages, read without a browser."""

from __future__ import annotations

import pytest


@pytest.fixture
def read(visit):
    """Open a page under the given address parameters and return all its words."""

    def opened(page, **query):
        visitor = visit(**query)
        visitor.open_page(page)
        assert not visitor.app.exception
        return visitor.html_words

    return opened


def test_the_country_page_says_what_the_country_is_in_and_since_when(read):
    text = read("country", country="HND")
    assert "Central America Regional Security Initiative partner since 2010" in text
    assert "TIGRES operations base" in text
    assert "Lepaterique" in text
    assert "no evidence found" in text
    assert "The same goals next door" in text
    assert "El Salvador" in text


def test_the_country_page_states_stage_and_source_of_its_money(read):
    text = read("country", country="BOL")
    assert "Allocated, FY2008–FY2013" in text
    assert "$103.7M" in text
    assert "30.154" in text


def test_the_country_page_asks_for_a_country_when_none_is_chosen(read):
    assert "Choose a country above" in read("country")


@pytest.mark.parametrize(
    "iso3", ["MEX", "COL", "ATG", "LCA", "BHS", "HTI", "ARG", "URY", "SUR", "TTO"]
)
def test_the_country_page_draws_any_country(read, iso3):
    assert "Sources" in read("country", country=iso3)


def test_the_initiative_page_keeps_the_goals_in_their_own_wording(read):
    text = read("initiative", initiative="CBSI")
    assert "CBSI 1: Reduce illicit trafficking" in text
    assert "CBSI 3: Promote social justice" in text
    assert "Saint Vincent and the Grenadines" in text
    assert "$560.0M allocated, FY2010–FY2018" in text


def test_the_initiative_page_says_what_came_after(read):
    text = read("initiative", initiative="Merida")
    assert "Was followed by U.S.-Mexico Bicentennial Framework" in text
    assert "from the U.S. Southwest border to Panama" in text


@pytest.mark.parametrize(
    "key",
    [
        "INL-WHP",
        "Bicentennial-Framework",
        "CARSI",
        "Caribbean-bilateral",
        "Plan-Colombia",
        "Andean",
        "Cross-regional",
    ],
)
def test_the_initiative_page_draws_any_initiative(read, key):
    assert "In short" in read("initiative", initiative=key)


def test_two_countries_stand_side_by_side_with_the_same_rows(read):
    text = read("compare", country=["HND", "GTM"])
    assert "Guatemala and Honduras" in text
    assert "Programs of its own 13 programs 7 programs" in text
    assert "$33.1M allocated" in text


def test_two_initiatives_stand_side_by_side_each_with_its_own_stage(read):
    text = read("compare", initiative=["CARSI", "CBSI"])
    assert "Partners 7 countries 13 countries" in text
    assert "$495.0M allocated, FY2008–FY2013" in text
    assert "$560.0M allocated, FY2010–FY2018" in text


def test_the_country_page_follows_the_filter_in_the_sidebar(visit):
    visitor = visit(country="HND")
    visitor.open_page("country")
    visitor.choose("country", "GTM")
    assert visitor.app.selectbox(key="country_page").value == "GTM"
    assert "Showing programs" not in visitor.html_words
    assert "Guatemala Everything the sources document." in visitor.html_words


def test_the_chooser_of_a_page_sets_the_filter_and_the_address(visit):
    visitor = visit(initiative="CARSI")
    visitor.open_page("initiative")
    visitor.app.selectbox(key="initiative_page").set_value("CBSI").run()
    assert visitor.chosen == {"initiative": ["CBSI"]}
    assert visitor.address == {"initiative": "CBSI"}


def test_the_compare_page_follows_the_filter_in_the_sidebar(visit):
    visitor = visit(country=["HND", "GTM"])
    visitor.open_page("compare")
    assert "Guatemala and Honduras" in visitor.html_words
    visitor.choose("country", "PAN", "SLV")
    assert "El Salvador and Panama" in visitor.html_words
