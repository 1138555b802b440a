"""Two countries or two initiatives side by side."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.presentation.comparison import Cell, Comparison, compare_countries, compare_initiatives


def test_two_countries_have_the_same_rows_in_the_same_units(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    rows = {label: (first, second) for label, first, second in found.rows}
    assert found.names == ("Guatemala", "Honduras")
    assert rows["Programs of its own"] == ("13 programs", "7 programs")
    assert in_words(rows["Documented amount"]) == [
        "$33.1M allocated, FY2008–FY2013",
        "$744K allocated, FY2008",
    ]
    assert rows["Theme: Corrections"] == ("regional only", "regional only")


def test_the_differences_are_told_in_words(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    assert found.sentences == (
        "More is documented for Guatemala (13 programs) than for Honduras (7 programs).",
        "Only for Guatemala are programs of its own documented of these kinds: interdiction and "
        "justice sector support.",
        "Only for Honduras are programs of its own documented of these kinds: maritime assets and "
        "vetted units.",
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
    assert in_words(rows["Documented amount"]) == [
        "$495.0M allocated, FY2008–FY2013",
        "$6.00B appropriated, FY2000–FY2008",
    ]


def in_words(cells: tuple[Cell, Cell]) -> list[str]:
    return [cell.in_words if isinstance(cell, Figure) else cell for cell in cells]


def rows_of(found: Comparison) -> dict[str, tuple[Cell, Cell]]:
    return {label: (first, second) for label, first, second in found.rows}


def test_where_nothing_was_found_on_either_side_no_zero_is_told(catalog: Catalog) -> None:
    found = compare_countries(catalog, Selection(), "ARG", "BRA")
    assert found.sentences == ("No program of its own was found for either Argentina or Brazil.",)
    rows = rows_of(found)
    assert rows["Programs of its own"] == ("no evidence found", "no evidence found")
    assert rows["Regional programs that cover it"] == ("no evidence found", "1 program")
    assert rows["Documented amount"] == ("no amount found in this series",) * 2
    assert rows["Sources"] == ("no evidence found", "1 source")


def test_one_and_several_are_told_in_singular_and_plural(catalog: Catalog) -> None:
    rows = rows_of(compare_countries(catalog, Selection(), "LCA", "MEX"))
    assert rows["Programs of its own"] == ("1 program", "86 programs")
    assert rows["Regional programs that cover it"] == ("9 programs", "3 programs")
    assert rows["Goals covered by its own programs"] == ("1 of 3", "4 of 4")
    assert rows["Places of programs"][1] == "34 places"


def test_two_equal_single_programs_are_told_in_the_singular(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{}, {"program_id": "B", "iso3": "GTM"}])
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    assert found.sentences == ("Guatemala and Honduras have 1 program each.",)


def test_the_second_may_be_the_one_with_more(catalog: Catalog) -> None:
    there = compare_countries(catalog, Selection(), "HND", "GTM")
    assert there.names == ("Honduras", "Guatemala")
    assert there.sentences[0] == (
        "More is documented for Guatemala (13 programs) than for Honduras (7 programs)."
    )
    assert there.sentences[1].startswith("Only for Honduras ")


def test_two_comparisons_of_countries_have_the_same_labels_in_the_same_order(
    catalog: Catalog,
) -> None:
    labels = [row[0] for row in compare_countries(catalog, Selection(), "MEX", "COL").rows]
    assert labels == [row[0] for row in compare_countries(catalog, Selection(), "ARG", "LCA").rows]
    assert labels == [
        "Initiatives",
        "Programs of its own",
        "Regional programs that cover it",
        "Places of programs",
        "Goals covered by its own programs",
        "Documented amount",
        "What that amount is",
        *(f"Theme: {name}" for name in catalog.themes.sort_values("sort_order")["name"]),
        "Sources",
    ]


def test_the_amounts_of_two_countries_are_of_the_series_of_the_selection(
    catalog: Catalog,
) -> None:
    carsi = Selection(initiative=("CARSI",), country=("MEX",))
    rows = rows_of(compare_countries(catalog, carsi, "HND", "MEX"))
    assert in_words(rows["Documented amount"]) == [
        "$559K disbursed, FY2009–FY2011",
        "no amount found in this series",
    ]
    assert rows["Programs of its own"] == ("7 programs", "no evidence found")


def test_two_initiatives_are_compared_row_by_row(catalog: Catalog) -> None:
    found = compare_initiatives(catalog, Selection(), "CARSI", "CBSI")
    rows = rows_of(found)
    assert found.names == ("CARSI", "CBSI")
    assert rows["Partners"] == ("7 countries", "13 countries")
    assert rows["Programs"] == ("66 programs", "48 programs")
    assert rows["Goals with a program"] == ("5 of 5", "3 of 3")
    assert rows["What that amount is"] == (
        "CARSI allocated, cumulative FY2008-FY2011 and FY2008-FY2013 (GAO)",
        "CBSI allocated, cumulative FY2010-FY2012 and FY2010-FY2018 (GAO)",
    )
    assert found.sentences == (
        "More is documented for CARSI (66 programs) than for CBSI (48 programs).",
        "Only for CARSI are programs documented of these kinds: corrections and "
        "non-intrusive inspection.",
    )


def test_an_initiative_without_a_program_under_the_filters_is_told_so(catalog: Catalog) -> None:
    found = compare_initiatives(catalog, Selection(country=("HND",)), "CBSI", "CARSI")
    rows = rows_of(found)
    assert rows["Programs"] == ("no evidence found", "16 programs")
    assert rows["Goals with a program"][0] == "0 of 3"
    assert rows["What that amount is"][0] == (
        "No source splits CBSI money by country for this selection."
    )
    assert found.sentences[0] == (
        "More is documented for CARSI (16 programs) than for CBSI (no program)."
    )


def test_every_row_of_a_comparison_has_words_on_both_sides(catalog: Catalog) -> None:
    for first, second in combinations(catalog.initiatives["initiative_id"], 2):
        found = compare_initiatives(catalog, Selection(), first, second)
        assert all(all(row) for row in found.rows), (first, second)
