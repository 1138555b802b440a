"""Two countries or two initiatives side by side."""

from __future__ import annotations

from inlmap.catalog import Catalog
from inlmap.comparing import compare_countries, compare_initiatives
from inlmap.selection import Selection


def test_two_countries_have_the_same_rows_in_the_same_units(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    rows = {label: (first, second) for label, first, second in found.rows}
    assert found.names == ("Guatemala", "Honduras")
    assert rows["Programs of its own"] == ("13 programs", "7 programs")
    assert rows["Documented amount"] == (
        "$33.1M allocated, FY2008–FY2013",
        "$744K allocated, FY2008",
    )
    assert rows["Theme: Corrections"] == ("no evidence found", "no evidence found")


def test_the_differences_are_told_in_words(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    assert found.sentences == (
        "More is documented for Guatemala (13 programs) than for Honduras (7 programs).",
        "Only Guatemala has programs of: interdiction and justice sector support.",
        "Only Honduras has programs of: maritime assets and vetted units.",
    )


def test_equal_numbers_are_told_as_equal(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "BLZ", "HND")
    assert found.sentences[0] == "Belize and Honduras have 7 programs each."


def test_a_country_without_programs_of_its_own_is_told_so(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "ATG", "LCA")
    assert found.sentences[0] == (
        "More is documented for Saint Lucia (1 program) "
        "than for Antigua and Barbuda (no program of its own)."
    )


def test_two_initiatives_keep_their_own_stage_and_years(catalog: Catalog) -> None:
    found = compare_initiatives(catalog, Selection(), "CARSI", "Plan-Colombia")
    rows = {label: (first, second) for label, first, second in found.rows}
    assert rows["Partners"] == ("7 countries", "1 country")
    assert rows["Documented amount"] == (
        "$495.0M allocated, FY2008–FY2013",
        "$6.00B appropriated, FY2000–FY2008",
    )
