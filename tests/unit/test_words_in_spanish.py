"""What maps, charts, tables and matrices say in Spanish, and that English stays beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.figures.adding import series_rows
from inlmap.figures.evidence import AmountFilter, amount_positions
from inlmap.figures.measures import PROGRAMS
from inlmap.figures.totals import totals_by_year
from inlmap.maps import leaflet, looks
from inlmap.presentation import money_charts
from inlmap.presentation.changes import changes_of_view
from inlmap.presentation.screen_tables import amount_rows, program_table
from inlmap.presentation.view import View
from inlmap.words import ENGLISH, say, speaking

EVERYTHING = Selection()


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.fixture
def spanish(catalog: Catalog) -> Catalog:
    return translated(catalog)


def view(catalog: Catalog, measure: str = PROGRAMS, **chosen: object) -> View:
    return View(catalog, Selection(**chosen), measure, "")


def test_a_chart_drawn_in_one_language_is_not_given_to_a_reader_of_the_other(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    later = {"series_id": "later", "stage": "obligated"}
    catalog = tiny_catalog(
        series=[{}, later], funding=[{}, later | {"record_id": "R2", "fy_end": "2010"}]
    )
    drawn = {}
    for name in ("es", ENGLISH):
        with speaking(name):
            drawn[name] = money_charts.funding_chart(
                totals_by_year(translated(catalog), EVERYTHING)
            )
    assert "U.S. fiscal year" in str(drawn[ENGLISH].spec)
    assert "U.S. fiscal year" not in str(drawn["es"].spec)
    assert drawn[ENGLISH].data["stage"].to_pylist() == ["obligated", "allocated"]
    assert drawn["es"].data["stage"].to_pylist() == ["obligado", "asignado"]


def test_tables_have_spanish_values_under_the_same_keys(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    spanish = translated(tiny_catalog(programs=[{"status": "completed"}]))
    table = program_table(spanish)
    assert {"program", "assistance", "classification"} <= set(table.columns)
    assert table.iloc[0]["status"] == "concluido"
    [row] = amount_rows(spanish, [0]).to_pylist()
    assert (row["fiscal_years"], row["stage"]) == ("AF2010", "asignado")


def test_the_settings_of_the_map_differ_by_language_in_words_and_names_alone() -> None:
    found = looks.settings_by_language()
    assert set(found) == {"en", "es"}
    assert (found["en"]["nameProperty"], found["es"]["nameProperty"]) == ("name", "name_es")
    assert found["es"]["looks"] == found["en"]["looks"]
    corners = {name: [one for _, one in settings["regions"]] for name, settings in found.items()}
    assert corners["es"] == corners["en"]


def test_the_script_of_the_map_names_the_language(spanish: Catalog) -> None:
    """It begins a new frame, for it is another script; the paint has the words of the view."""
    scripts = {}
    for name in ("en", "es"):
        with speaking(name):
            [boundaries] = [
                part
                for part in leaflet.base_map(spanish)._children.values()
                if isinstance(part, leaflet.Boundaries)
            ]
            scripts[name] = (boundaries.folder, boundaries.language)
    assert scripts["en"][1] == "en"
    assert scripts["es"] == (scripts["en"][0], "es")


def test_first_level_units_have_their_spanish_names(catalog: Catalog) -> None:
    spanish = translated(catalog).admin1.set_index("code")["name"]
    assert spanish["US-NM"] == "Nuevo México"
    assert catalog.admin1.set_index("code")["name"]["US-NM"] == "New Mexico"


def test_a_catalog_is_told_once_however_often_it_is_asked_for(catalog: Catalog) -> None:
    spanish = translated(catalog)
    assert translated(spanish) is spanish
    with speaking(ENGLISH):
        assert translated(spanish) is catalog


def test_no_figure_differs_only_in_its_language(catalog: Catalog) -> None:
    assert changes_of_view(catalog, view(translated(catalog), country=("MEX",)), "map") == ()


def test_our_words_about_a_series_are_spanish_and_the_data_stay(catalog: Catalog) -> None:
    series_id = "obligations-incle-nadr"
    title = "INCLE and NADR together obligated by country, FY2021-FY2025 (ForeignAssistance.gov)"
    row = series_rows(translated(catalog))[series_id]
    assert row["title"] == say(title) != title
    assert View(translated(catalog), EVERYTHING, PROGRAMS, "").figure.title == row["title"]
    with speaking(ENGLISH):
        assert series_rows(catalog)[series_id]["title"] == title


def test_no_series_has_two_recipients_of_one_spanish_name(catalog: Catalog) -> None:
    """Amounts of one recipient are lines of their own, in any language."""
    numbers = [
        one.funding.groupby("series_id")["recipient"].nunique().to_dict()
        for one in (catalog, translated(catalog))
    ]
    assert numbers[0] == numbers[1]


def test_no_two_series_have_one_spanish_title(spanish: Catalog) -> None:
    assert spanish.series["title"].is_unique


def test_a_search_finds_a_recipient_by_its_printed_name_too(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    regional = {"record_id": "R2", "recipient": "Western Hemisphere Regional"}
    spanish = translated(tiny_catalog(funding=[{}, regional]))
    found = [
        amount_positions(spanish, EVERYTHING, AmountFilter(name))
        for name in ("Western Hemisphere Regional", "Hemisferio Occidental, regional")
    ]
    assert found == [(1,), (1,)]


def test_a_visitors_series_keeps_its_words_and_bears_the_mark_in_spanish(catalog: Catalog) -> None:
    """A title that is ours too is Spanish, also under the visitor's mark."""
    series, funding = catalog.raw["series"], catalog.raw["funding"]
    series = series[series["title"] == "CBSI requested, FY2011 (press)"]
    funding = funding[funding["series_id"] == series["series_id"].item()].head(1)
    mine = series.assign(series_id="mine", title="My own money")
    tables = {
        "series": pd.concat([mine, series.assign(series_id="same")], ignore_index=True),
        "funding": pd.concat(
            [funding.assign(record_id=key, series_id=key, part_of="") for key in ("mine", "same")],
            ignore_index=True,
        ),
    }
    titles = translated(with_own_rows(catalog, tables, beside=True)).names("series", "title")
    assert titles["mine"] == "My own money (fila propia, no publicada)"
    assert titles["same"] == "CBSI solicitado, AF2011 (prensa) (fila propia, no publicada)"
