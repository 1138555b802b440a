"""What maps, charts, tables and matrices say in Spanish, and that English stays beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import preview
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import told
from inlmap.errors import Fault
from inlmap.figures.adding import series_rows
from inlmap.figures.breakdowns import breakdown
from inlmap.figures.coverage import coverage_matrix
from inlmap.figures.evidence import AmountFilter, amount_positions, source_uses
from inlmap.figures.measures import FUNDING, PROGRAMS
from inlmap.figures.statements import facts
from inlmap.figures.totals import families_of_country, totals_by_year
from inlmap.maps import leaflet, looks
from inlmap.maps.captions import map_alt, map_title
from inlmap.maps.picture import map_picture
from inlmap.presentation import money_charts, sentences
from inlmap.presentation.changes import changes_of_view
from inlmap.presentation.money_charts import ranked_alternative, year_alternative, year_chart
from inlmap.presentation.screen_tables import added_over, amount_rows, program_table, status_as_of
from inlmap.presentation.view import View
from inlmap.words import ENGLISH, speaking

EVERYTHING = Selection()


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.fixture
def spanish(catalog: Catalog) -> Catalog:
    return told(catalog)


def view(catalog: Catalog, measure: str = PROGRAMS, **chosen: object) -> View:
    return View(catalog, Selection(**chosen), measure, "")


def test_the_legend_of_programs_is_told(spanish: Catalog) -> None:
    picture = map_picture(View(spanish, EVERYTHING))
    assert picture.heading == "Programas propios del país"
    assert [entry.words for entry in picture.legend] == [
        "1 a 4 programas",
        "6 a 7 programas",
        "10 a 15 programas",
        "45 programas",
        "86 programas",
        "Solo regional: cubierto por un programa compartido con otros países",
        "No se encontró evidencia en las fuentes",
    ]


def test_the_legend_of_money_names_dollars_stage_and_years(spanish: Catalog) -> None:
    picture = map_picture(View(spanish, EVERYTHING, FUNDING))
    assert picture.heading == "US$ nominales (asignado), AF2008–AF2015"
    assert picture.legend[0].words == "US$744 mil a US$33.1 millones"


def test_a_country_is_told_with_its_own_and_regional_programs(spanish: Catalog) -> None:
    countries = map_picture(View(spanish, EVERYTHING)).paint.countries
    assert countries["BRB"][1] == (
        "3 programas propios",
        "y 8 programas regionales",
    )
    assert countries["ATG"][1] == ("solo regional", "cubierto por 9 programas regionales")
    assert countries["ARG"][1] == ("no se encontró evidencia",)


def test_cells_of_the_matrix_say_the_kind_of_gap_and_rows_their_region(spanish: Catalog) -> None:
    rows = {row.iso3: row for row in coverage_matrix(spanish, EVERYTHING, "theme").rows}
    assert (rows["MEX"].name, rows["MEX"].region) == ("México", "México y la frontera")
    assert rows["ARG"].region == "Otros países"
    assert {cell.words for cell in rows["ARG"].cells} == {"no se encontró evidencia"}


def test_charts_have_spanish_titles_and_alternatives_beside_english_ones(catalog: Catalog) -> None:
    spanish = told(catalog)
    figures = totals_by_year(spanish, EVERYTHING)
    assert sentences.funding_alternative(figures) == (
        "Gráfico de barras de montos documentados por año fiscal, AF2000–AF2025. El año más alto "
        "es AF2000, con US$1,170 millones (obligado), AF2000."
    )
    drawing = money_charts.funding_chart(figures)
    assert set(drawing.data["stage"].to_pylist()) == {"obligado", "asignado"}
    assert '"Año fiscal de EE. UU."' in str(drawing.spec).replace("'", '"')
    with speaking(ENGLISH):
        english = money_charts.funding_chart(totals_by_year(catalog, EVERYTHING))
    assert "U.S. fiscal year" in str(english.spec)
    assert set(english.data["stage"].to_pylist()) == {"obligated", "allocated"}


def test_bars_are_told_with_what_they_are_ranked_by(spanish: Catalog) -> None:
    found = breakdown(spanish, Selection(country=("MEX",)), "cbj-incle")
    assert year_alternative(found.by_year, stacked=False).startswith(
        "Barras de dólares estadounidenses nominales por año fiscal, AF2008–AF2015. El monto más "
        "alto es US$"
    )
    assert ranked_alternative(found.by_country, "country") == (
        "Barras de dólares estadounidenses nominales por país, 1 barra, de mayor a menor. "
        "México: US$1,380 millones (asignado), AF2008–AF2015."
    )
    assert "Millones de US$ nominales" in str(year_chart(found.by_year, stacked=False).spec)


def test_the_map_is_told_with_its_title_and_extremes(spanish: Catalog) -> None:
    assert map_title(view(spanish, country=("HND",))) == "Programas por país en Honduras"
    assert map_title(view(spanish, as_of=2011)) == (
        "Programas por país, sin filtros, situación en 2011"
    )
    words = map_alt(view(spanish))
    assert words.startswith("Mapa. Programas por país, sin filtros. Programas propios del país. ")
    assert words.endswith(
        "Lo máximo: México, 86 programas propios. Lo mínimo documentado: Guyana y Santa Lucía, "
        "1 programa propio."
    )


def test_tables_have_spanish_values_under_columns_of_one_name(spanish: Catalog) -> None:
    table = program_table(spanish)
    assert {"program", "assistance", "classification"} <= set(table.columns)
    assert table.iloc[0]["assistance"] == "programa marco"
    assert table.iloc[0]["status"] == "concluido"
    assert table.iloc[0]["classification"].startswith("tipo de asistencia, organismo principal")
    assert status_as_of(2011, 2008, 2010, "") == "terminado para 2011"
    assert status_as_of(None, 2008, 2010, "") == ""
    [row] = amount_rows(spanish, [0]).to_pylist()
    assert (row["fiscal_years"], row["stage"]) == ("AF2008", "asignado")
    assert row["evidence"] == "Impreso en la fuente"


def test_sources_series_and_statements_are_told(spanish: Catalog) -> None:
    uses = {source.source_id: source.used_for for source in source_uses(spanish)}
    assert "montos" in uses["S001"]
    assert added_over("country;year") == "se suma por países y años"
    assert added_over("") == "nunca se suma"
    stages = {position.stage for fact in facts(spanish) for position in fact.positions}
    assert stages >= {"asignado", "etapa no indicada"}
    assert families_of_country(spanish, "MEX")[0].label == (
        "Asignado, AF2008–AF2015 (tablas presupuestarias del Departamento de Estado)"
    )


def test_the_settings_of_the_map_are_in_each_language() -> None:
    found = looks.settings_by_language()
    assert [name for name, _ in found["es"]["regions"]] == [
        "Todo",
        "Frontera sudoeste y México",
        "América Central",
        "Caribe",
        "Colombia",
        "Andes",
    ]
    assert found["es"]["zoomTo"] == "Acercar a"
    assert found["es"]["placeWords"]["exact"] == "en este pueblo o ciudad"
    assert found["es"]["kinds"]["training"] == "capacitación"
    assert found["es"]["gathered"] == "{programs} programas en {places} lugares, abrir la lista"
    assert (found["en"]["zoomTo"], found["en"]["nameProperty"]) == ("Zoom to", "name")
    assert found["es"]["nameProperty"] == "name_es"
    assert found["en"]["looks"] == found["es"]["looks"]


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
    spanish = told(catalog).admin1.set_index("code")["name"]
    assert spanish["US-NM"] == "Nuevo México"
    assert catalog.admin1.set_index("code")["name"]["US-NM"] == "New Mexico"


def test_a_catalog_is_told_once_however_often_it_is_asked_for(catalog: Catalog) -> None:
    spanish = told(catalog)
    assert told(spanish) is spanish
    with speaking(ENGLISH):
        assert told(spanish) is catalog


def test_no_figure_differs_only_in_its_language(catalog: Catalog) -> None:
    assert changes_of_view(catalog, view(told(catalog), country=("MEX",)), "map") == ()


def test_a_fault_names_its_row_in_spanish() -> None:
    assert str(Fault("funding.csv", 7, "stage", "x", "…")) == 'funding.csv, fila 7, stage: "x" …'


def test_our_words_about_a_series_are_spanish_and_the_data_stay(catalog: Catalog) -> None:
    row = series_rows(told(catalog))["cbj-incle"]
    assert row["title"] == (
        "INCLE asignado por país, AF2008-AF2015 (tablas presupuestarias del Departamento de Estado)"
    )
    assert row["caution"].startswith("Se leyó en una transcripción de las tablas")
    assert row["rule"].startswith("Principal porque es la única tabla con INCLE asignado por país")
    assert View(told(catalog), EVERYTHING, PROGRAMS, "").figure.title == row["title"]
    with speaking(ENGLISH):
        assert series_rows(catalog)["cbj-incle"]["title"].startswith("INCLE allocated by country")


def test_kinds_of_places_and_recipients_are_spanish(spanish: Catalog) -> None:
    assert set(spanish.places["kind"]) >= {"puesto fronterizo", "ciudad", "base", "estado"}
    recipients = set(spanish.funding["recipient"])
    assert {"Hemisferio Occidental, regional", "Barbados y el Caribe Oriental"} <= recipients


def test_no_series_has_two_recipients_of_one_spanish_name(catalog: Catalog) -> None:
    """Amounts of one recipient are lines of their own, in any language."""
    numbers = [
        one.funding.groupby("series_id")["recipient"].nunique().to_dict()
        for one in (catalog, told(catalog))
    ]
    assert numbers[0] == numbers[1]


def test_no_two_series_have_one_spanish_title(spanish: Catalog) -> None:
    assert spanish.series["title"].is_unique


def test_a_search_finds_a_recipient_by_its_printed_name_too(spanish: Catalog) -> None:
    found = [
        amount_positions(spanish, EVERYTHING, AmountFilter(name))
        for name in ("Western Hemisphere Regional", "Hemisferio Occidental, regional")
    ]
    assert len(found[0]) == len(found[1]) > 0


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
    titles = told(preview(catalog, tables, beside=True)).names("series", "title")
    assert titles["mine"] == "My own money (fila propia, no publicada)"
    assert titles["same"] == "CBSI solicitado, AF2011 (prensa) (fila propia, no publicada)"


def test_what_sources_differ_on_and_what_was_not_found_is_told(spanish: Catalog) -> None:
    told_facts = {fact.fact: fact.explanations for fact in facts(spanish)}
    assert "CBSI tiene trece o quince miembros." in told_facts
    assert told_facts["No se encontraron entregas a Surinam."] == ("Solo se encontraron acuerdos.",)
