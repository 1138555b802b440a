"""Two countries or two initiatives side by side."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.presentation.comparison import (
    READY_PAIRS,
    Apart,
    Cell,
    Comparison,
    compare_countries,
    compare_initiatives,
    example_pair,
    ready_pairs,
)

COUNTRIES = (
    ("BLZ", "Belize", "partner"),
    ("GTM", "Guatemala", "partner"),
    ("HND", "Honduras", "partner"),
)
PLACES = [{}, {"place_id": "P2", "name": "Tela"}]
GOALS = [
    {},
    {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"},
    {"goal_id": "BETA-1", "initiative_id": "BETA", "name": "Fair courts"},
]
INITIATIVES = [
    {},
    {
        "initiative_id": "BETA",
        "name": "Beta Justice Initiative",
        "short_name": "Beta",
        "sort_order": "2",
    },
]
MEMBERS = [
    {},
    {"iso3": "GTM"},
    {"iso3": "BLZ", "role": "observer"},
    {"initiative_id": "BETA", "iso3": "GTM"},
]
# Three programs of Guatemala, two of Honduras, one of both.
PROGRAMS = [
    {"program_id": "G1", "iso3": "GTM", "theme_id": "borders"},
    {"program_id": "G2", "iso3": "GTM", "assistance_type": "interdiction"},
    {"program_id": "G3", "iso3": "GTM", "assistance_type": "justice sector support"},
    {"program_id": "H1", "iso3": "HND", "assistance_type": "training"},
    {"program_id": "H2", "iso3": "HND", "assistance_type": "maritime assets"},
    {"program_id": "R1", "iso3": "GTM;HND", "scope": "regional", "theme_id": "borders"},
]
LINES = [
    {"record_id": "R1", "iso3": "GTM", "fy_end": "2010", "amount_usd_millions": "30"},
    {
        "record_id": "R2",
        "iso3": "GTM",
        "fy_start": "2011",
        "fy_end": "2011",
        "amount_usd_millions": "3.1",
    },
    {"record_id": "R3", "iso3": "HND", "fy_end": "2010", "amount_usd_millions": "0.744"},
]
OF_ALPHA = {
    "series_id": "alpha",
    "initiative_id": "ALPHA",
    "title": "Alpha allocated",
    "scope": "initiative",
    "adds_over": "",
}
OF_BETA = {
    **OF_ALPHA,
    "series_id": "beta",
    "initiative_id": "BETA",
    "title": "Beta appropriated",
    "stage": "appropriated",
}
# Each initiative has one amount over several years, at a stage of its own.
CUMULATIVE = [
    {
        "record_id": "R1",
        "series_id": "alpha",
        "initiative_id": "ALPHA",
        "iso3": "",
        "fy_start": "2008",
        "fy_end": "2013",
        "amount_usd_millions": "495",
    },
    {
        "record_id": "R2",
        "series_id": "beta",
        "initiative_id": "BETA",
        "iso3": "",
        "fy_start": "2000",
        "fy_end": "2008",
        "stage": "appropriated",
        "amount_usd_millions": "6000",
    },
]


def in_words(cells: tuple[Cell, Cell]) -> list[str]:
    return [cell.in_words if isinstance(cell, Figure) else cell for cell in cells]


def by_itself(cells: tuple[Cell, Cell]) -> list[tuple[str, str]]:
    """The amount of each side with its series, or the reason why there is none."""
    return [
        (one.figure.in_words, one.figure.title or one.figure.reason)
        for one in cells
        if isinstance(one, Apart)
    ]


def whys(cells: tuple[Cell, Cell]) -> list[str]:
    return [one.why for one in cells if isinstance(one, Apart)]


def rows_of(found: Comparison) -> dict[str, tuple[Cell, Cell]]:
    return {label: (first, second) for label, first, second in found.rows}


def test_two_countries_have_the_same_rows_in_the_same_units(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=PROGRAMS, funding=LINES)
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    rows = rows_of(found)
    assert found.names == ("Guatemala", "Honduras")
    assert rows["Programs of its own"] == ("3 programs", "2 programs")
    assert in_words(rows["Country lines"]) == [
        "$30.0M allocated, FY2010",
        "$744K allocated, FY2010",
    ]
    assert "Documented amount" not in rows
    assert rows["Theme: Borders"] == ("1 program", "regional only")


def test_the_differences_are_told_in_words(tiny_catalog: Callable[..., Catalog]) -> None:
    found = compare_countries(tiny_catalog(programs=PROGRAMS), Selection(), "GTM", "HND")
    assert found.sentences == (
        "More is documented for Guatemala (3 programs) than for Honduras (2 programs).",
        "Only for Guatemala are programs of its own documented of these kinds: interdiction and "
        "justice sector support.",
        "Only for Honduras are programs of its own documented of these kinds: maritime assets.",
    )


def test_equal_numbers_are_told_as_equal(tiny_catalog: Callable[..., Catalog]) -> None:
    two_each = [row for row in PROGRAMS if row["program_id"] in {"G1", "G2", "H1", "H2"}]
    found = compare_countries(tiny_catalog(programs=two_each), Selection(), "GTM", "HND")
    assert found.sentences[0] == "Guatemala and Honduras have 2 programs each."


def test_a_country_without_programs_of_its_own_is_told_so(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{}, PROGRAMS[-1]])  # one of Honduras, one of both
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    assert found.sentences[0] == (
        "More is documented for Honduras (1 program) than for Guatemala (no program of its own)."
    )


def test_two_initiatives_keep_their_own_stage_and_years(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        countries=COUNTRIES,
        initiatives=INITIATIVES,
        members=MEMBERS,
        series=[OF_ALPHA, OF_BETA],
        funding=CUMULATIVE,
    )
    found = compare_initiatives(catalog, Selection(), "ALPHA", "BETA")
    rows = rows_of(found)
    assert rows["Partners"] == ("2 countries", "1 country")  # an observer is no partner
    assert by_itself(rows["Documented amount"]) == [
        ("$495.0M allocated, FY2008–FY2013", "Alpha allocated"),
        ("$6.00B appropriated, FY2000–FY2008", "Beta appropriated"),
    ]
    why = "The two amounts are of different stages and years and may not be compared."
    assert whys(rows["Documented amount"]) == [why, why]


def test_why_two_amounts_may_not_be_compared_names_what_differs(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    def why(**beta: str) -> str:
        stage = beta.get("stage", "allocated")
        catalog = tiny_catalog(
            initiatives=INITIATIVES,
            series=[OF_ALPHA, OF_BETA | {"stage": stage}],
            funding=[CUMULATIVE[0], CUMULATIVE[1] | {"stage": stage} | beta],
        )
        rows = rows_of(compare_initiatives(catalog, Selection(), "ALPHA", "BETA"))
        return whys(rows["Documented amount"])[0]

    same_years = {"fy_start": "2008", "fy_end": "2013"}
    assert why() == "The two amounts are of different years and may not be compared."
    assert why(**same_years) == "The two amounts are of different series and may not be compared."
    assert why(stage="appropriated", **same_years) == (
        "The two amounts are of different stages and may not be compared."
    )


def test_merida_and_carsi_show_an_amount_each_and_never_one_word_for_both(
    catalog: Catalog,
) -> None:
    rows = rows_of(compare_initiatives(catalog, Selection(), "Merida", "CARSI"))
    assert [words for words, _ in by_itself(rows["Documented amount"])] == [
        "$3.30B appropriated, FY2008–FY2021",
        "$495.0M allocated, FY2008–FY2013",
    ]


def test_money_in_the_countries_of_two_initiatives_is_of_the_same_years_or_not_told(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    label = "Money for its partner countries, whether or not under the initiative"

    def rows(*lines: dict[str, str]) -> dict[str, tuple[Cell, Cell]]:
        members = [{}, {"initiative_id": "BETA", "iso3": "GTM"}]
        catalog = tiny_catalog(initiatives=INITIATIVES, members=members, funding=list(lines))
        return rows_of(compare_initiatives(catalog, Selection(), "ALPHA", "BETA"))

    of_2010 = LINES[0] | {"fy_start": "2010"}
    assert in_words(rows(of_2010, LINES[2])[f"{label}: Country lines"]) == [
        "$744K allocated, FY2010",
        "$30.0M allocated, FY2010",
    ]
    apart = rows(*LINES)[label]
    assert by_itself(apart) == [
        ("$744K allocated, FY2010", "Country lines"),
        ("$33.1M allocated, FY2010–FY2011", "Country lines"),
    ]
    assert whys(apart)[0] == "The two amounts are of different years and may not be compared."
    assert by_itself(rows(LINES[2])[label]) == [
        ("$744K allocated, FY2010", "Country lines"),
        ("no budget figure", "no budget figure"),
    ]


def test_where_nothing_was_found_on_either_side_no_zero_is_told(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(countries=COUNTRIES, programs=[PROGRAMS[-1]], funding=[{"iso3": "GTM"}])
    found = compare_countries(catalog, Selection(), "BLZ", "HND")
    assert found.sentences == ("No program of its own was found for either Belize or Honduras.",)
    rows = rows_of(found)
    assert rows["Programs of its own"] == ("no evidence found", "no evidence found")
    assert rows["Regional programs that cover it"] == ("no evidence found", "1 program")
    assert [words for words, _ in by_itself(rows["Documented amount"])] == ["no budget figure"] * 2
    assert whys(rows["Documented amount"]) == ["", ""]
    assert rows["Sources"] == ("no evidence found", "1 source")


def test_one_and_several_are_told_in_singular_and_plural(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    here = {"scope": "place", "place_ids": "P1"}
    catalog = tiny_catalog(
        countries=COUNTRIES,
        goals=GOALS[:2],
        places=PLACES,
        programs=[
            here | {"program_id": "H1", "goal_ids": "ALPHA-1"},
            here | {"program_id": "G1", "iso3": "GTM", "goal_ids": "ALPHA-1"},
            here | {"program_id": "G2", "iso3": "GTM", "goal_ids": "ALPHA-2", "place_ids": "P2"},
            {"program_id": "R1", "iso3": "GTM;HND", "scope": "regional"},
            {"program_id": "R2", "iso3": "BLZ;HND", "scope": "regional"},
        ],
    )
    rows = rows_of(compare_countries(catalog, Selection(), "HND", "GTM"))
    assert rows["Programs of its own"] == ("1 program", "2 programs")
    assert rows["Regional programs that cover it"] == ("2 programs", "1 program")
    assert rows["Goals covered by its own programs"] == ("1 of 2", "2 of 2")
    assert rows["Places of programs"] == ("1 place", "2 places")


def test_two_equal_single_programs_are_told_in_the_singular(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{}, {"program_id": "B", "iso3": "GTM"}])
    found = compare_countries(catalog, Selection(), "GTM", "HND")
    assert found.sentences == ("Guatemala and Honduras have 1 program each.",)


def test_the_second_may_be_the_one_with_more(tiny_catalog: Callable[..., Catalog]) -> None:
    there = compare_countries(tiny_catalog(programs=PROGRAMS), Selection(), "HND", "GTM")
    assert there.names == ("Honduras", "Guatemala")
    assert there.sentences[0] == (
        "More is documented for Guatemala (3 programs) than for Honduras (2 programs)."
    )
    assert there.sentences[1].startswith("Only for Honduras ")


def test_two_comparisons_of_countries_have_the_same_labels_in_the_same_order(
    catalog: Catalog,
) -> None:
    titles = {"Documented amount", *catalog.series["title"]}  # what is found of money differs

    def labels(first: str, second: str) -> list[str]:
        rows = compare_countries(catalog, Selection(), first, second).rows
        return [label for label, *_ in rows if label not in titles]

    assert labels("MEX", "COL") == labels("ARG", "LCA")
    assert labels("MEX", "COL") == [
        "Initiatives",
        "Programs of its own",
        "Regional programs that cover it",
        "Places of programs",
        "Goals covered by its own programs",
        "Single items with a value",
        *(f"Theme: {name}" for name in catalog.themes.sort_values("sort_order")["name"]),
        "Sources",
    ]


def test_the_amounts_of_two_countries_are_of_the_series_of_the_selection(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    by_country = OF_ALPHA | {
        "stage": "disbursed",
        "scope": "country",
        "adds_over": "country;year",
        "headline": "alternate",
    }
    paid = {"series_id": "alpha", "initiative_id": "ALPHA", "stage": "disbursed"}
    catalog = tiny_catalog(
        initiatives=INITIATIVES,
        programs=[{}, {"program_id": "PR2", "iso3": "GTM", "initiative_id": "BETA"}],
        series=[{}, by_country],
        funding=[*LINES, paid | {"record_id": "R4", "amount_usd_millions": "0.559"}],
    )
    alpha = Selection(initiative=("ALPHA",), country=("GTM",))
    found = compare_countries(catalog, alpha, "HND", "GTM")
    rows = rows_of(found)
    assert [words for words, _ in by_itself(rows["Documented amount"])] == [
        "$559K disbursed, FY2010",
        "no budget figure",
    ]
    assert rows["Programs of its own"] == ("1 program", "no evidence found")


def test_two_initiatives_are_compared_row_by_row(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        initiatives=INITIATIVES,
        goals=GOALS,
        series=[OF_ALPHA, OF_BETA],
        funding=CUMULATIVE,
        programs=[
            {"program_id": "A1", "goal_ids": "ALPHA-1"},
            {"program_id": "A2", "assistance_type": "non-intrusive inspection"},
            {"program_id": "A3", "assistance_type": "corrections"},
            {"program_id": "B1", "initiative_id": "BETA", "goal_ids": "BETA-1"},
        ],
    )
    found = compare_initiatives(catalog, Selection(), "ALPHA", "BETA")
    rows = rows_of(found)
    assert found.names == ("Alpha", "Beta")
    assert rows["Programs"] == ("3 programs", "1 program")
    assert rows["Goals with a program"] == ("1 of 2", "1 of 1")
    assert found.sentences == (
        "More is documented for Alpha (3 programs) than for Beta (1 program).",
        "Only for Alpha are programs documented of these kinds: corrections and "
        "non-intrusive inspection.",
    )


def test_an_initiative_without_a_program_under_the_filters_is_told_so(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        initiatives=INITIATIVES,
        goals=GOALS,
        series=[OF_ALPHA, OF_BETA],
        funding=CUMULATIVE,
        programs=[{}, {"program_id": "B1", "iso3": "GTM", "initiative_id": "BETA"}],
    )
    found = compare_initiatives(catalog, Selection(country=("HND",)), "BETA", "ALPHA")
    rows = rows_of(found)
    assert rows["Programs"] == ("no evidence found", "1 program")
    assert rows["Goals with a program"][0] == "0 of 1"
    assert by_itself(rows["Documented amount"])[0] == (
        "no budget figure",
        "No Beta budget figure was found for this selection.",
    )
    assert found.sentences[0] == (
        "More is documented for Alpha (1 program) than for Beta (no program)."
    )


def test_every_row_of_a_comparison_has_words_on_both_sides(catalog: Catalog) -> None:
    for first, second in combinations(catalog.initiatives["initiative_id"], 2):
        found = compare_initiatives(catalog, Selection(), first, second)
        assert all(all(row) for row in found.rows), (first, second)


def test_the_example_is_of_two_with_programs_where_the_usual_ones_are_missing(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    in_belize = [{}, {"program_id": "B", "iso3": "BLZ"}]
    without_guatemala = (*COUNTRIES[::2], ("PAN", "Panama", "partner"))
    catalog = tiny_catalog(countries=without_guatemala, programs=in_belize)
    assert example_pair(catalog, "country") == ("BLZ", "HND")
    assert example_pair(catalog, "initiative") == ("ALPHA",)


def test_the_example_is_guatemala_and_honduras_where_both_are_partners(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert example_pair(tiny_catalog(countries=COUNTRIES), "country") == ("GTM", "HND")


def test_ready_pairs_are_those_that_the_data_hold(
    catalog: Catalog, tiny_catalog: Callable[..., Catalog]
) -> None:
    assert ready_pairs(catalog) == list(READY_PAIRS)
    countries = (("GTM", "Guatemala", "partner"), ("SLV", "El Salvador", "partner"))
    small = tiny_catalog(
        countries=countries,
        members=[{"iso3": "SLV"}],
        programs=[{"iso3": "SLV"}],
        funding=[{"iso3": "SLV"}],
        places=[{"iso3": "SLV"}],
    )
    assert ready_pairs(small) == [("country", "GTM", "SLV")]
