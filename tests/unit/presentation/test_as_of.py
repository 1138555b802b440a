"""Membership and status can be shown as of one year, as far as the sources date them."""

from __future__ import annotations

import pandas as pd
import pytest

from inlmap.catalog.address import from_address, to_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.measures import initiatives_by_country
from inlmap.figures.profiles import CountryProfile, InitiativeProfile
from inlmap.figures.totals import headline_figure
from inlmap.presentation.screen_tables import screen_rows, status_as_of
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View


def test_honduras_was_in_merida_in_2009_and_in_carsi_from_2010(catalog: Catalog) -> None:
    members = {
        year: [
            m.initiative_id
            for m in CountryProfile(catalog, Selection(as_of=year), "HND").memberships
        ]
        for year in (2007, 2009, 2011, 2022)
    }
    assert members == {2007: [], 2009: ["Merida"], 2011: ["CARSI"], 2022: ["CARSI"]}


def test_mexico_passed_from_merida_to_the_bicentennial_framework(catalog: Catalog) -> None:
    found = {
        year: initiatives_by_country(catalog, Selection(as_of=year))["MEX"] for year in (2011, 2022)
    }
    assert found == {2011: ("Merida",), 2022: ("Bicentennial-Framework",)}


def test_without_a_year_all_that_the_sources_say_is_shown(catalog: Catalog) -> None:
    found = initiatives_by_country(catalog, Selection())
    assert found["MEX"] == ("Merida", "Bicentennial-Framework")


def test_merida_has_no_partner_left_in_2022(catalog: Catalog) -> None:
    assert InitiativeProfile(catalog, Selection(as_of=2022), "Merida").memberships == ()
    assert InitiativeProfile(catalog, Selection(as_of=2011), "Merida").memberships


@pytest.mark.parametrize(
    ("start", "end", "status", "words"),
    [
        (2012, 2015, "completed", "not begun in 2011"),
        (2005, 2010, "completed", "over by 2011"),
        (2010, 2012, "completed", "running in 2011"),
        (2011, pd.NA, "", "running in 2011"),
        (2010, pd.NA, "active", "running in 2011"),
        (2010, pd.NA, "completed", "not known for 2011"),
        (pd.NA, 2012, "completed", "not known for 2011"),
        (pd.NA, pd.NA, "active", "not known for 2011"),
    ],
)
def test_a_status_is_told_for_a_year_only_as_far_as_the_years_tell(
    start: object, end: object, status: str, words: str
) -> None:
    assert status_as_of(2011, start, end, status) == words


def test_without_a_year_the_status_is_that_of_the_source() -> None:
    assert status_as_of(None, 2005, 2010, "completed") == "completed"


def test_the_table_shows_the_status_of_the_year(catalog: Catalog) -> None:
    rows = screen_rows(catalog, catalog.programs, 2011)
    assert {text.rpartition(" ")[0] for text in rows["status"].to_pylist()} == {
        "not begun in",
        "over by",
        "running in",
        "not known for",
    }


def test_the_year_filters_no_program_and_no_amount(catalog: Catalog) -> None:
    with_year, without = (
        Selection(initiative=("CARSI",), as_of=2011),
        Selection(initiative=("CARSI",)),
    )
    assert with_year.programs(catalog) is without.programs(catalog)
    assert headline_figure(catalog, with_year) == headline_figure(catalog, without)


def test_the_address_carries_the_year(catalog: Catalog) -> None:
    assert to_address(Selection(as_of=2011)) == {"as_of": ["2011"]}
    assert from_address({"as_of": ["2011"]}, catalog) == (Selection(as_of=2011), ())


@pytest.mark.parametrize("text", ["1850", "2011-2012", "soon", "٢٠١١"])
def test_what_is_not_a_year_is_ignored_with_a_notice(catalog: Catalog, text: str) -> None:
    selection, notices = from_address({"as_of": [text]}, catalog)
    assert selection == Selection()
    assert notices == (f'Ignored as_of "{text}": write a year from 2000 to 2025.',)


def test_the_sentences_say_of_which_year_membership_and_status_are(catalog: Catalog) -> None:
    selection = Selection(as_of=2011)
    sentences = summary(View(catalog, selection))
    assert sentences[1].endswith("; membership and status are those of 2011.")
    assert len(sentences) == 5
