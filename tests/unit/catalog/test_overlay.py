"""Own tables stand over the published ones; nothing refers to nothing, and nothing is mixed."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.overlay import mixed_money_faults, overlay, touched_series

CODES = ("GTM", "HND")


@pytest.fixture
def published(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    """Two programs, two amounts of one series, two sources."""
    return tiny_catalog(
        programs=[{}, {"program_id": "PR2", "name": "Dogs", "source_id": "S2"}],
        funding=[{}, {"record_id": "R2", "fy_start": "2011", "fy_end": "2011"}],
        sources=[{}, {"source_id": "S2", "title": "Another report"}],
        statements=[{"record_id": "R1"}, {"statement_id": "ST2", "record_id": ""}],
    )


def rows(published: Catalog, table: str, *changes: dict[str, str]) -> pd.DataFrame:
    """The first row of a table, once per change."""
    first = published.raw[table].iloc[0].to_dict()
    frame = pd.DataFrame([first | change for change in changes], dtype="str")
    frame.index = pd.RangeIndex(2, len(frame) + 2)  # as in a spreadsheet, below the heading
    return frame


def ids(frame: pd.DataFrame) -> list[str]:
    return list(frame.iloc[:, 0])


def test_own_rows_stand_instead_of_the_published_ones(published: Catalog) -> None:
    own = {"programs": rows(published, "programs", {"program_id": "MINE"})}
    found = overlay(own, published.raw, CODES)
    assert ids(found.raw["programs"]) == ["MINE"]
    assert ids(found.raw["sources"]) == ["S1", "S2"]
    assert found.own == {"programs": {"MINE"}}
    assert found.notes == ()


def test_own_rows_stand_after_the_published_ones_beside_them(published: Catalog) -> None:
    own = {"programs": rows(published, "programs", {"program_id": "MINE"})}
    found = overlay(own, published.raw, CODES, beside=True)
    assert ids(found.raw["programs"]) == ["PR1", "PR2", "MINE"]


def test_an_own_row_takes_the_place_of_the_published_one_with_its_key(published: Catalog) -> None:
    own = {"programs": rows(published, "programs", {"program_id": "PR1", "name": "Renamed"})}
    found = overlay(own, published.raw, CODES, beside=True)
    assert ids(found.raw["programs"]) == ["PR2", "PR1"]
    assert list(found.raw["programs"]["name"]) == ["Dogs", "Renamed"]
    assert found.own == {"programs": {"PR1"}}


def test_a_row_that_is_published_word_for_word_is_not_ones_own(published: Catalog) -> None:
    own = {"programs": rows(published, "programs", {}, {"program_id": "MINE"})}
    found = overlay(own, published.raw, CODES, beside=True)
    assert found.own == {"programs": {"MINE"}}


def test_a_source_that_published_rows_need_comes_along(published: Catalog) -> None:
    own = {"sources": rows(published, "sources", {"source_id": "S9"})}
    found = overlay(own, published.raw, CODES)
    assert ids(found.raw["sources"]) == ["S1", "S2", "S9"]
    assert len(found.raw["programs"]) == 2
    assert found.notes == ()


def test_a_published_statement_on_an_amount_that_is_gone_is_left_out_and_counted(
    published: Catalog,
) -> None:
    own = {"funding": rows(published, "funding", {"record_id": "MINE"})}
    found = overlay(own, published.raw, CODES)
    assert ids(found.raw["funding"]) == ["MINE"]
    assert ids(found.raw["statements"]) == ["ST2"]
    assert found.notes == (
        "1 published row of statements.csv refers to what the other tables no longer hold, "
        "and is left out.",
    )


def test_published_amounts_of_a_series_that_is_gone_never_come_along(published: Catalog) -> None:
    own = {"series": rows(published, "series", {"series_id": "mine"})}
    found = overlay(own, published.raw, CODES)
    assert ids(found.raw["series"]) == ["mine"]
    assert ids(found.raw["funding"]) == []
    assert found.notes[0].startswith("2 published rows of funding.csv refer to what")


def test_published_rows_of_a_country_without_boundaries_are_left_out(published: Catalog) -> None:
    found = overlay({}, published.raw, ("GTM",))
    assert [len(found.raw[name]) for name in ("programs", "funding", "members", "places")] == [
        0,
        0,
        0,
        0,
    ]
    assert len(found.notes) == 5


def test_a_series_is_touched_by_an_amount_that_is_not_published(published: Catalog) -> None:
    own = {"funding": rows(published, "funding", {"amount_usd_millions": "2"})}
    found = overlay(own, published.raw, CODES)
    assert touched_series(found.raw, published.raw) == {"lines"}
    assert touched_series(published.raw, published.raw) == frozenset()


def test_a_series_is_touched_by_an_amount_that_is_missing(published: Catalog) -> None:
    own = {"funding": rows(published, "funding", {})}
    found = overlay(own, published.raw, CODES)
    assert found.own == {"funding": frozenset()}
    assert touched_series(found.raw, published.raw) == {"lines"}


def test_an_own_amount_in_a_published_series_is_a_fault_beside_it(published: Catalog) -> None:
    own = {"funding": rows(published, "funding", {"record_id": "MINE"})}
    [fault] = mixed_money_faults(own, published.raw)
    assert str(fault).startswith('funding.csv, row 2, series_id: "lines" is a published series')


def test_a_changed_published_amount_is_a_fault_beside_the_published_one(
    published: Catalog,
) -> None:
    own = {"funding": rows(published, "funding", {"amount_usd_millions": "2"})}
    [fault] = mixed_money_faults(own, published.raw)
    assert str(fault).startswith('funding.csv, row 2, record_id: "R1" is the id of a published')


def test_an_own_series_with_its_own_amounts_mixes_with_nothing(published: Catalog) -> None:
    own = {
        "series": rows(published, "series", {"series_id": "mine"}),
        "funding": rows(published, "funding", {"record_id": "MINE", "series_id": "mine"}, {}),
    }
    assert list(mixed_money_faults(own, published.raw)) == []


def test_every_shipped_table_can_be_taken_away_and_comes_back(catalog: Catalog) -> None:
    codes = frozenset(catalog.countries["iso3"])
    for name, table in catalog.raw.items():
        given = {other: frame for other, frame in catalog.raw.items() if other != name}
        found = overlay(given, catalog.raw, codes)
        assert found.raw[name].equals(table)
        assert found.notes == ()


def test_the_published_tables_are_never_changed(published: Catalog) -> None:
    before = {name: frame.copy() for name, frame in published.raw.items()}
    overlay({"sources": rows(published, "sources", {"source_id": "S9"})}, published.raw, CODES)
    assert all(frame.equals(before[name]) for name, frame in published.raw.items())
