"""An amount can be found again from its id, and says what sources dispute about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import data_folder
from inlmap.errors import FigureError
from inlmap.figures.adding import Figure, add_records, records_by_series
from inlmap.figures.figure_ids import figure_id, figure_of
from inlmap.figures.statements import disputes_of
from inlmap.figures.totals import headline_figure, totals_by_year

CATALOG = shared_catalog(data_folder())


def test_the_id_names_the_series_the_rows_and_the_version(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection(initiative=("CBSI",)))
    assert figure_id(catalog, figure) == f"cbsi-allocated-cumulative!1~0@{catalog.version}"


def test_a_figure_without_a_value_has_no_id(catalog: Catalog) -> None:
    assert figure_id(catalog, Figure(None, "No amount was found.")) == ""


def some(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    values = [choice.value for choice in choices(CATALOG)[name]]
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


YEARS = st.tuples(st.integers(2000, 2025), st.integers(0, 9)).map(
    lambda first_and_more: (first_and_more[0], min(2025, sum(first_and_more)))
)
SELECTIONS = st.builds(
    Selection,
    initiative=some("initiative"),
    country=some("country"),
    fy=st.none()
    | st.tuples(st.integers(2000, 2025), st.integers(0, 9)).map(
        lambda y: (y[0], min(2025, y[0] + y[1]))
    ),
)


@given(SELECTIONS)
@settings(max_examples=150, deadline=None)
def test_every_amount_of_a_selection_is_found_again_from_its_id(selection: Selection) -> None:
    for figure in (headline_figure(CATALOG, selection), *totals_by_year(CATALOG, selection)):
        if figure.value is not None:
            again = figure_of(CATALOG, figure_id(CATALOG, figure))
            assert (again.value, again.record_ids) == (figure.value, figure.record_ids)
            assert [one.record_id for one in again.exclusions] == [
                one.record_id for one in figure.exclusions
            ]
            assert all(one.reason for one in again.exclusions)


def test_a_line_shared_with_other_countries_is_left_out_for_the_same_reason(
    catalog: Catalog,
) -> None:
    figure = headline_figure(catalog, Selection(country=("DMA", "HND"), fy=(2008, 2008)))
    assert figure.exclusions
    assert figure_of(catalog, figure_id(catalog, figure)).exclusions == figure.exclusions


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "<script>",
        "cbj-incle!0-72",
        "no-such-series!0@d1eb32347d",
        "cbj-incle!5000@{version}",
        "cbj-incle!-@{version}",
        "cbj-incle!0-999999999999@{version}",
        "cbj-incle!3-1@{version}",
        "x" * 5000,
    ],
)
def test_what_is_not_the_id_of_an_amount_is_refused(catalog: Catalog, text: str) -> None:
    with pytest.raises(FigureError):
        figure_of(catalog, text.replace("{version}", catalog.version))


def test_an_id_of_another_version_of_the_data_says_so(catalog: Catalog) -> None:
    with pytest.raises(FigureError, match="dataset version abcdef0123"):
        figure_of(catalog, "cbj-incle!0-72@abcdef0123")


def test_an_amount_knows_what_sources_dispute_about_it(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection(initiative=("CBSI",)))
    [dispute] = disputes_of(catalog, figure)
    assert dispute.statement_id == "ST-13"
    assert dispute.fact == "CBSI for FY2010-FY2018 is more than 560 or 556."
    assert (dispute.fy_start, dispute.fy_end) == (2010, 2018)


def test_an_undisputed_amount_has_no_dispute(catalog: Catalog) -> None:
    records = [r for r in records_by_series(catalog)["cbj-incle"] if r.record_id == "CARIBBEA-0021"]
    assert disputes_of(catalog, add_records(catalog, records)) == ()
