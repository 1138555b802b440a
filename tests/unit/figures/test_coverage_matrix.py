"""Each cell of the coverage matrix says what is documented, and never a zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.address import LIST_PARAMETERS, choices
from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.counting import count_programs
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import ALL, Matrix, arranged, countries_of, coverage_matrix
from tests.conftest import write_tiny_folder

SHARED = {"program_id": "PR2", "iso3": "GTM;HND", "scope": "regional", "theme_id": "borders"}
OWN = {"program_id": "PR1", "iso3": "HND", "scope": "country", "theme_id": "borders"}
STATED = {"iso3": "GTM", "value": "no program", "source_id": "S1"}
# Four partners of two initiatives; each program differs in what a filter asks for.
SMALL_COUNTRIES = (
    ("CRI", "Costa Rica", "partner"),
    ("GTM", "Guatemala", "partner"),
    ("HND", "Honduras", "partner"),
    ("PAN", "Panama", "partner"),
    ("USA", "United States", "context"),
)
SMALL: dict[str, list[dict[str, str]]] = {
    "initiatives": [
        {},
        {"initiative_id": "BETA", "name": "Beta", "short_name": "Beta", "sort_order": "2"},
    ],
    "goals": [
        {},
        {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"},
        {"goal_id": "BETA-1", "initiative_id": "BETA", "name": "Fair courts"},
    ],
    "themes": [
        {},
        {"theme_id": "justice", "name": "Justice", "sort_order": "2"},
        {"theme_id": "police", "name": "Police", "sort_order": "3"},
    ],
    "members": [
        {},
        {"iso3": "GTM"},
        {"initiative_id": "BETA"},
        {"iso3": "CRI", "role": "observer"},
    ],
    "programs": [
        {"theme_id": "borders", "goal_ids": "ALPHA-1", "start_year": "2008", "end_year": "2010"},
        {"theme_id": "borders", "scope": "place", "place_ids": "P1", "lead_agency": "CBP"},
        {"theme_id": "police", "goal_ids": "ALPHA-1;ALPHA-2", "partner_agencies": "CBP;DEA"},
        {"iso3": "GTM", "theme_id": "police", "goal_ids": "ALPHA-2", "start_year": "2012"},
        {"iso3": "GTM", "assistance_type": "canines", "end_year": "2015"},
        {"iso3": "GTM;HND", "theme_id": "borders", "scope": "regional", "goal_ids": "ALPHA-1"},
        {"iso3": "GTM;HND;CRI", "scope": "regional", "start_year": "2009", "status": "active"},
        {"iso3": "GTM;CRI", "theme_id": "justice", "lead_agency": "DEA"},
        {"initiative_id": "BETA", "theme_id": "justice", "goal_ids": "BETA-1"},
        {"initiative_id": "BETA", "iso3": "CRI;HND", "theme_id": "police", "scope": "regional"},
        {
            "initiative_id": "BETA",
            "iso3": "CRI",
            "assistance_type": "canines",
            "goal_ids": "BETA-1",
        },
        {"initiative_id": "BETA", "iso3": "", "scope": "office", "theme_id": "justice"},
    ],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    programs = [row | {"program_id": f"PR{at}"} for at, row in enumerate(SMALL["programs"])]
    rows = SMALL | {"programs": programs}
    return read_catalog(
        write_tiny_folder(tmp_path_factory.mktemp("small"), SMALL_COUNTRIES, **rows)
    )


def words(matrix: Matrix, iso3: str) -> list[str]:
    return [cell.words for row in matrix.rows if row.iso3 == iso3 for cell in row.cells]


def codes(matrix: Matrix) -> list[str]:
    return [row.iso3 for row in matrix.rows]


def keys(matrix: Matrix) -> list[str]:
    return [column.key for column in matrix.columns]


def test_a_cell_counts_the_programs_of_the_country_itself(small: Catalog) -> None:
    matrix = coverage_matrix(small, Selection(), "theme")
    costa_rica = next(row for row in matrix.rows if row.iso3 == "CRI")
    assert [column.name for column in matrix.columns] == [
        "Borders",
        "Justice",
        "Police",
        "No theme",
    ]
    counts = [(cell.own, cell.regional) for cell in costa_rica.cells]
    assert counts == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert words(matrix, "CRI") == ["no evidence found", "1", "regional only", "1"]


def test_all_programs_of_all_countries_are_counted_once(small: Catalog, catalog: Catalog) -> None:
    every = coverage_matrix(small, Selection(), "theme")
    assert (every.programs.own, every.programs.regional, every.unplaced) == (8, 3, 1)
    shipped = coverage_matrix(catalog, Selection(), "theme")
    found = shipped.programs.own + shipped.programs.regional + shipped.unplaced
    assert found == count_programs(catalog.programs)


def test_a_country_without_any_evidence_says_so_in_every_cell(small: Catalog) -> None:
    matrix = coverage_matrix(small, Selection(), "theme")
    assert words(matrix, "PAN") == ["no evidence found"] * 4


def test_each_row_and_column_counts_a_program_once(small: Catalog) -> None:
    matrix = coverage_matrix(small, Selection(initiative=("ALPHA",)), "goal")
    assert [(c.key, c.programs.own, c.programs.regional) for c in matrix.columns] == [
        ("ALPHA-1", 2, 1),
        ("ALPHA-2", 2, 0),
        ("", 3, 1),
    ]
    rows = [(row.iso3, row.programs.own, row.programs.regional) for row in matrix.rows]
    assert rows == [("CRI", 1, 1), ("GTM", 3, 2), ("HND", 3, 2)]


def test_without_a_filter_every_partner_has_a_row_and_every_theme_a_column(
    small: Catalog,
) -> None:
    matrix = coverage_matrix(small, Selection(), "theme")
    assert codes(matrix) == ["CRI", "GTM", "HND", "PAN"]
    assert keys(matrix) == ["borders", "justice", "police", ""]


def test_rows_are_the_partners_of_the_chosen_initiative(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        countries=SMALL_COUNTRIES, programs=[], members=[{"iso3": "PAN"}, *SMALL["members"][:2]]
    )
    matrix = coverage_matrix(catalog, Selection(initiative=("ALPHA",)), "theme")
    assert codes(matrix) == ["GTM", "HND", "PAN"]


def test_a_country_that_a_program_names_has_a_row_though_it_is_no_partner(
    small: Catalog,
) -> None:
    matrix = coverage_matrix(small, Selection(initiative=("BETA",)), "theme")
    assert codes(matrix) == ["CRI", "HND"]  # Honduras is the only partner


def test_a_filter_by_country_and_theme_leaves_these_rows_and_columns(small: Catalog) -> None:
    selection = Selection(country=("HND", "PAN"), theme=("justice",))
    matrix = coverage_matrix(small, selection, "theme")
    assert [(row.iso3, words(matrix, row.iso3)) for row in matrix.rows] == [
        ("HND", ["1"]),
        ("PAN", ["no evidence found"]),
    ]


def test_rows_of_a_goal_are_the_partners_of_its_initiative(small: Catalog) -> None:
    matrix = coverage_matrix(small, Selection(goal=("ALPHA-2",)), "theme")
    assert codes(matrix) == ["GTM", "HND"]  # and not Costa Rica, which only observes


def test_a_chosen_country_outside_the_chosen_initiative_is_no_gap(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    selection = Selection(initiative=("ALPHA",), country=("GTM", "HND"))
    matrix = coverage_matrix(tiny_catalog(programs=[OWN]), selection, "theme")
    assert words(matrix, "GTM") == ["not in this choice"]
    assert words(matrix, "HND") == ["1"]
    assert [row.iso3 for row in matrix.outside] == ["GTM"]


def test_a_chosen_goal_is_the_only_column(small: Catalog) -> None:
    selection = Selection(initiative=("ALPHA",), goal=("ALPHA-2",))
    assert keys(coverage_matrix(small, selection, "goal")) == ["ALPHA-2"]


def test_rows_stand_by_region_and_then_by_name(tiny_catalog: Callable[..., Catalog]) -> None:
    alpha, beta = SMALL["initiatives"]
    catalog = tiny_catalog(
        countries=SMALL_COUNTRIES,
        initiatives=[
            alpha | {"region": "North", "sort_order": "2"},
            beta | {"region": "South", "sort_order": "1"},
        ],
        members=[
            {"iso3": "CRI"},
            {"iso3": "HND"},
            {"initiative_id": "BETA", "iso3": "HND"},
            {"initiative_id": "BETA", "iso3": "GTM"},
        ],
    )
    matrix = coverage_matrix(catalog, Selection(), "theme")
    assert [(row.region, row.iso3) for row in matrix.rows] == [
        ("South", "GTM"),
        ("South", "HND"),
        ("North", "CRI"),
        ("Other countries", "PAN"),
    ]


def test_rows_and_columns_sort_by_count_with_no_theme_last(small: Catalog) -> None:
    matrix = arranged(
        coverage_matrix(small, Selection(), "theme"), rows_by_count=True, columns_by_count=True
    )
    assert [(row.iso3, row.programs.own) for row in matrix.rows] == [
        ("HND", 4),
        ("GTM", 3),
        ("CRI", 2),
        ("PAN", 0),
    ]
    assert [(c.key, c.programs.own, c.programs.regional) for c in matrix.columns] == [
        ("borders", 2, 1),
        ("police", 2, 1),
        ("justice", 2, 0),
        ("", 2, 1),
    ]
    assert words(matrix, "HND") == ["2", "1", "1", "regional only"]
    assert not matrix.by_region


def test_a_matrix_may_keep_its_own_order(small: Catalog) -> None:
    matrix = coverage_matrix(small, Selection(), "theme")
    assert arranged(matrix, rows_by_count=False, columns_by_count=False) == matrix


def test_programs_of_the_office_itself_are_counted_as_unplaced(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    office = {"initiative_id": "BETA", "iso3": "", "scope": "office"}
    catalog = tiny_catalog(
        initiatives=SMALL["initiatives"],
        programs=[OWN, office | {"program_id": "O1"}, office | {"program_id": "O2"}],
    )
    assert coverage_matrix(catalog, Selection(), "theme").unplaced == 2
    found = coverage_matrix(catalog, Selection(initiative=("BETA",)), "theme")
    assert (found.rows, found.unplaced) == ((), 2)


def test_a_program_without_a_goal_has_a_column_of_its_own(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    matrix = coverage_matrix(tiny_catalog(programs=[OWN]), Selection(), "goal")
    assert [(c.name, c.programs.words) for c in matrix.columns] == [
        ("Alpha 1: Safe ports", "no evidence found"),
        ("No stated goal", "1"),
    ]


def test_a_regional_program_shows_where_there_is_none_of_the_country(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    matrix = coverage_matrix(tiny_catalog(programs=[OWN, SHARED]), Selection(), "theme")
    assert (words(matrix, "GTM"), words(matrix, "HND")) == (["regional only"], ["1"])


@pytest.mark.parametrize(
    ("statement", "programs", "shown"),
    [
        (STATED, [OWN], "stated absent"),
        (STATED, [OWN, SHARED], "regional only"),
        (STATED, [OWN | {"iso3": "GTM"}], "1"),
        (STATED | {"source_id": ""}, [OWN], "no evidence found"),
        (STATED | {"value": "no figure found"}, [OWN], "no evidence found"),
        (STATED | {"kind": "contradiction"}, [OWN], "no evidence found"),
        (STATED | {"iso3": ""}, [OWN], "no evidence found"),
        (STATED | {"iso3": "HND"}, [OWN], "no evidence found"),
        (STATED | {"initiative_id": "ALPHA"}, [OWN], "no evidence found"),
        (STATED | {"fy_start": "2010", "fy_end": "2010"}, [OWN], "no evidence found"),
    ],
    ids=[
        "a source says so",
        "a regional program wins",
        "a program wins",
        "no source",
        "a figure is missing",
        "sources differ",
        "no country",
        "another country",
        "one initiative of all",
        "one year of all",
    ],
)
def test_only_a_source_that_says_so_makes_a_stated_absence(
    tiny_catalog: Callable[..., Catalog],
    statement: dict[str, str],
    programs: list[dict[str, str]],
    shown: str,
) -> None:
    found = tiny_catalog(programs=programs, statements=[statement])
    assert words(coverage_matrix(found, Selection(), "theme"), "GTM") == [shown]


def test_a_stated_absence_holds_within_its_initiative_and_years(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    statement = STATED | {"initiative_id": "ALPHA", "fy_start": "2010", "fy_end": "2012"}
    partner = {"iso3": "GTM"}
    found = tiny_catalog(programs=[OWN], statements=[statement], members=[partner])
    for years, shown in (((2010, 2012), "stated absent"), ((2010, 2013), "no evidence found")):
        selection = Selection(initiative=("ALPHA",), fy=years)
        assert words(coverage_matrix(found, selection, "theme"), "GTM") == [shown]


def test_no_shipped_statement_colors_a_cell(catalog: Catalog) -> None:
    matrix = coverage_matrix(catalog, Selection(), "theme")
    states = {cell.state for row in matrix.rows for cell in row.cells}
    assert states == {"documented", "regional only", "no evidence found"}


def test_no_filter_leads_to_programs_without_a_theme(small: Catalog) -> None:
    matrix = coverage_matrix(small, Selection(), "theme")
    with pytest.raises(ValueError, match="without a theme"):
        matrix.behind("GTM", "")


def drawn_selection(catalog: Catalog, data: st.DataObject) -> Selection:
    """Few filters at once, so that many of the selections have programs."""
    chosen = {}
    filtered = data.draw(st.sets(st.sampled_from(LIST_PARAMETERS), max_size=3), label="filters")
    for name in sorted(filtered):
        values = [choice.value for choice in choices(catalog)[name]]
        picked = data.draw(st.sets(st.sampled_from(values), min_size=1, max_size=4), label=name)
        chosen[name] = tuple(value for value in values if value in picked)
    years = st.tuples(st.integers(2000, 2025), st.integers(2000, 2025)).map(sorted).map(tuple)
    return Selection(**chosen, fy=data.draw(st.none() | years, label="fy"))


def counted(programs: list[dict[str, Any]], iso3: str, column: str, key: str) -> tuple[int, int]:
    """Own and regional programs, counted on the table of the selection itself."""
    here = [
        row["scope"]
        for row in programs
        if iso3 in row["iso3"].split(";") and (key == ALL or key in row[column].split(";"))
    ]
    return sum(scope in ("place", "country") for scope in here), here.count("regional")


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(data=st.data())
def test_every_count_equals_that_of_the_table_for_any_filter(
    small: Catalog, data: st.DataObject
) -> None:
    selection = drawn_selection(small, data)
    by = data.draw(st.sampled_from(("theme", "goal")), label="by")
    column = {"theme": "theme_id", "goal": "goal_ids"}[by]
    matrix = coverage_matrix(small, selection, by)
    table = selection.programs(small).to_dict("records")
    for row in matrix.rows:
        assert counted(table, row.iso3, column, ALL) == (row.programs.own, row.programs.regional)
        for found, cell in zip(matrix.columns, row.cells, strict=True):
            assert counted(table, row.iso3, column, found.key) == (cell.own, cell.regional)
            assert cell.words == (str(cell.own) if cell.own else cell.state)
            assert cell.words != "0"
            assert (cell.state == "documented") == (cell.own > 0)
    placed = {code for row in table for code in row["iso3"].split(";") if code}
    assert selection.country or placed <= set(codes(matrix))


@settings(database=None, deadline=None, derandomize=True, max_examples=100)
@given(data=st.data())
def test_the_list_behind_a_cell_holds_its_programs_and_no_other(
    small: Catalog, data: st.DataObject
) -> None:
    selection = drawn_selection(small, data)
    matrix = coverage_matrix(small, selection, data.draw(st.sampled_from(("theme", "goal"))))
    documented = [
        (row.iso3, column.key, cell)
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell.own and column.key
    ]
    for iso3, key, cell in documented[:20]:
        scopes = matrix.behind(iso3, key).programs(small)["scope"].to_list()
        assert len(scopes) == cell.own + cell.regional
        assert scopes.count("regional") == cell.regional


def test_the_united_states_is_no_recipient_of_what_it_does_at_home(catalog: Catalog) -> None:
    selection = Selection(initiative=("Southwest-border",))
    programs = selection.programs(catalog)
    assert set(programs["iso3"]) == {"USA"}
    assert countries_of(programs, selection) == ()
    assert "USA" not in catalog.partner_codes
    assert set(programs["modality"]) == {"domestic"}
