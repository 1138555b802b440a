"""A recipient is a partner country, a line of this region, somebody else, or listed."""

from __future__ import annotations

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.boundaries import COUNTRIES
from inlmap.ledger.recipients import (
    DISAGREE,
    NOT_PARTNER,
    UNKNOWN,
    Recipients,
    plain_name,
    recipients_of,
)

HOME, AFRICA = "Western Hemisphere", "Sub-Saharan Africa"


@pytest.fixture(scope="session")
def recipients(catalog: Catalog) -> Recipients:
    rows = catalog.countries
    assert {"iso3", "name", "role"} <= set(COUNTRIES.columns)
    return recipients_of(zip(rows["iso3"], rows["name"], rows["role"], strict=True))


@pytest.mark.parametrize(
    ("name", "code", "iso3"),
    [
        ("Honduras", "HND", "HND"),
        ("HONDURAS", "", "HND"),
        ("Bahamas, The", "BHS", "BHS"),
        ("Bahamas (the)", "BHS", "BHS"),
        ("The Bahamas", "", "BHS"),
        ("Trinidad & Tobago", "", "TTO"),
        ("St. Kitts and Nevis", "KNA", "KNA"),
        ("St Kitts & Nevis", "", "KNA"),
        ("St. Vincent and Grenadines", "", "VCT"),
        ("Bolivia (Plurinational State of)", "BOL", "BOL"),
        ("Venezuela, Bolivarian Republic of", "VEN", "VEN"),
        ("México", "NULL", "MEX"),
        ("Republic of Haiti", "HTI", "HTI"),
    ],
)
@pytest.mark.parametrize("region", [HOME, "Latin America and the Caribbean", ""])
def test_a_partner_is_known_in_the_spelling_of_every_edition(
    recipients: Recipients, name: str, code: str, region: str, iso3: str
) -> None:
    found = recipients.find(name, code, region)
    assert (found.status, found.key) == ("country", iso3)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Central America, not specified", "central america"),
        ("Central America Region", "central america"),
        ("Caribbean, not specified", "caribbean"),
        ("Latin America and Caribbean, country not specified", "latin america and caribbean"),
        ("Latin America and the Caribbean Regional", "latin america and caribbean"),
        ("Western Hemisphere Region", "western hemisphere"),
        ("Eastern Caribbean", "eastern caribbean"),
    ],
)
def test_a_line_of_the_region_is_no_country(recipients: Recipients, name: str, key: str) -> None:
    found = recipients.find(name, "XLA", HOME)
    assert (found.status, found.key) == ("regional", key)


@pytest.mark.parametrize(
    ("name", "code", "region"),
    [
        ("Kenya", "KEN", AFRICA),
        ("Guinea", "GIN", AFRICA),
        ("World", "WLD", "World"),
        ("Asia, not specified", "", "East Asia and Oceania"),
    ],
)
def test_a_recipient_of_another_region_is_outside(
    recipients: Recipients, name: str, code: str, region: str
) -> None:
    assert recipients.find(name, code, region).status == "outside"


@pytest.mark.parametrize(
    ("name", "code", "region", "reason"),
    [
        ("Atlantis", "ATX", HOME, UNKNOWN),
        ("Kenya", "KEN", "", UNKNOWN),
        ("Kenya", "KEN", "Region 9", UNKNOWN),
        ("", "", "", UNKNOWN),
        ("", "HND", HOME, UNKNOWN),
        ("Cuba", "CUB", HOME, NOT_PARTNER),
        ("United States", "USA", HOME, NOT_PARTNER),
        ("Dominica", "DOM", HOME, DISAGREE),
        ("Honduras", "HND", AFRICA, DISAGREE),
        ("Somewhere", "HND", AFRICA, DISAGREE),
        ("Guyana", "GIN", HOME, DISAGREE),
        ("Central America Region", "CAX", "World", DISAGREE),
    ],
)
def test_what_is_not_certain_is_listed_with_its_reason(
    recipients: Recipients, name: str, code: str, region: str, reason: str
) -> None:
    found = recipients.find(name, code, region)
    assert (found.status, found.reason) == ("listed", reason)


def test_the_countries_are_those_of_the_boundary_file_given() -> None:
    only = recipients_of([("HND", "Honduras", "context"), ("XAA", "St. Ann", "partner")])
    assert only.find("Saint Ann", "", HOME).key == "XAA"
    assert only.find("Honduras", "HND", HOME).reason == NOT_PARTNER
    assert only.find("Surinam", "", HOME).reason == UNKNOWN


def test_a_plain_name_has_no_accents_marks_or_articles() -> None:
    assert plain_name("  The  Bahamas,  & Curaçao (St.) ") == "bahamas and curacao saint"
