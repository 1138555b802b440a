"""The view in plain Spanish words, right in number, gender and order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

from inlmap.catalog.address import from_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import preview
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import told
from inlmap.figures.coverage import coverage_matrix
from inlmap.presentation.comparison import compare_countries, compare_initiatives
from inlmap.presentation.sentences import filters_in_words, gaps, summary
from inlmap.presentation.view import View
from inlmap.words import speaking

PLACE = {"scope": "place", "place_ids": "P1"}
REGIONAL = {"program_id": "PR2", "scope": "regional", "iso3": "HND;GTM"}


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


def sentences(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    catalog = told(catalog)
    return summary(View(catalog, selection))


def with_own(catalog: Catalog, *names: str) -> Catalog:
    """The catalog with its first program once more under each name, as a visitor's own row."""
    first = catalog.raw["programs"].iloc[0].to_dict()
    rows = [first | {"program_id": f"MINE-{name}", "name": name} for name in names]
    frame = pd.DataFrame(rows, dtype="str")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return preview(catalog, {"programs": frame}, beside=True)


def test_everything_is_summed_up(catalog: Catalog) -> None:
    first, second, third, _ = sentences(catalog, Selection())
    assert first == (
        "Las fuentes documentan 296 programas en 27 países, sobre todo en México (86), "
        "Colombia (45) y Costa Rica (15)."
    )
    assert second == (
        "160 están vinculados a un lugar nombrado y 29 son compartidos por varios países; "
        "la evidencia está en 139 fuentes."
    )
    assert third == (
        "Dinero documentado: US$4,400 millones (asignado), AF2008–AF2015; serie: INCLE asignado "
        "por país, AF2008-AF2015 (tablas presupuestarias del Departamento de Estado)."
    )


def test_nothing_found_says_so_and_how_to_see_more(catalog: Catalog) -> None:
    first, second, *_ = sentences(catalog, Selection(country=("ARG",)))
    assert first == "En las fuentes no se encontró ningún programa en Argentina."
    assert second == (
        "Eso significa que no se encontró evidencia, no que no se haya hecho nada. Para ver más, "
        "se puede quitar un filtro o ampliar los años."
    )


def test_without_any_program_and_filter_the_sentence_is_in_order(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert sentences(tiny_catalog(programs=[]), Selection())[0] == (
        "En las fuentes no se encontró ningún programa."
    )


def test_one_country_has_its_spanish_name(catalog: Catalog) -> None:
    first, second, *_ = sentences(catalog, Selection(country=("HTI",)))
    assert first == "Las fuentes documentan 10 programas en Haití."
    assert second.startswith("10 están vinculados a un lugar nombrado y ninguno es compartido")


def test_one_initiative_has_its_spanish_name_and_amount(catalog: Catalog) -> None:
    first, _, third, _ = sentences(catalog, Selection(initiative=("Merida",)))
    assert first == (
        "Las fuentes documentan 82 programas de la iniciativa Mérida en 8 países, sobre todo en "
        "México (81)."
    )
    assert third == (
        "Dinero documentado: US$3,300 millones (consignado), AF2008–AF2021; serie: Mérida "
        "consignado para México, acumulado AF2008-AF2021 (CRS)."
    )


def test_amounts_of_several_initiatives_are_not_added(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(initiative=("CARSI", "CBSI")))[2] == (
        "Las iniciativas cuentan su dinero en etapas distintas y en años distintos, así que sus "
        "montos no se suman. Para ver un monto, se puede elegir una sola iniciativa."
    )


def test_a_reason_stands_as_a_verb_after_the_nearest_amount(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(initiative=("CBSI",), fy=(2011, 2011)))[2] == (
        "No se encontró ningún monto de CBSI solo para estos años; el más cercano abarca "
        "AF2010–AF2018, más allá de los años elegidos."
    )


@pytest.mark.parametrize(
    ("selection", "phrase"),
    [
        (Selection(), ""),
        (Selection(initiative=("CARSI",)), "de la iniciativa CARSI"),
        (Selection(initiative=("CARSI", "CBSI")), "de las iniciativas CARSI o CBSI"),
        (
            Selection(initiative=("CARSI", "INL-WHP", "CBSI")),
            "de las iniciativas INL/WHP, CARSI o CBSI",
        ),
        (Selection(theme=("corrections",)), "sobre el tema Sistema penitenciario"),
        (
            Selection(theme=("police", "corrections")),
            "sobre los temas Policía e investigación o Sistema penitenciario",
        ),
        (
            Selection(goal=("CARSI-2",)),
            "hacia el objetivo CARSI 2: Impedir el movimiento de delincuentes y de contrabando",
        ),
        (Selection(agency=("DEA",)), "con DEA"),
        (Selection(assistance=("canines",)), "del tipo Unidades caninas"),
        (
            Selection(assistance=("interdiction", "IT systems")),
            "de los tipos Interdicción o Sistemas informáticos",
        ),
        (Selection(country=("GTM", "HND")), "en Guatemala u Honduras"),
        (
            Selection(country=("GTM", "HND", "SLV", "MEX", "PAN")),
            "en El Salvador, Guatemala, Honduras o 2 más",
        ),
        (Selection(fy=(2008, 2008)), "con actividad en AF2008"),
        (
            Selection(initiative=("CARSI",), country=("HND",), fy=(2008, 2015)),
            "de la iniciativa CARSI en Honduras con actividad en AF2008–AF2015",
        ),
    ],
)
def test_filters_are_told_in_words(catalog: Catalog, selection: Selection, phrase: str) -> None:
    assert filters_in_words(told(catalog), selection) == phrase


def test_the_year_of_membership_and_status_ends_the_second_sentence(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(country=("MEX",), as_of=2012))[1].endswith(
        "; la membresía y el estado son los de 2012."
    )


def test_one_program_at_one_place_from_one_source_is_told_in_the_singular(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    first, second, *_ = sentences(tiny_catalog(programs=[PLACE]), Selection())
    assert first.startswith("Las fuentes documentan 1 programa en ")
    assert second == (
        "1 está vinculado a un lugar nombrado y ninguno es compartido por varios países; "
        "la evidencia está en 1 fuente."
    )


def test_a_sentence_that_begins_with_none_begins_in_upper_case(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert sentences(tiny_catalog(programs=[{}, REGIONAL]), Selection())[1] == (
        "Ninguno está vinculado a un lugar nombrado y 1 es compartido por varios países; "
        "la evidencia está en 1 fuente."
    )


def test_one_own_row_and_several_are_told_apart(catalog: Catalog) -> None:
    here = Selection(initiative=("INL-WHP",))
    assert sentences(with_own(catalog, "A"), here)[0] == (
        "Las fuentes y las filas propias nombran 6 programas de la iniciativa INL/WHP; "
        "1 de ellos es propio y no está publicado."
    )
    assert sentences(with_own(catalog, "A", "B"), here)[0] == (
        "Las fuentes y las filas propias nombran 7 programas de la iniciativa INL/WHP; "
        "2 de ellos son propios y no están publicados."
    )


def test_own_rows_bear_the_spanish_mark_and_published_ones_none(catalog: Catalog) -> None:
    own = with_own(catalog, "Fila")
    names = told(own).names("programs")
    assert names["MINE-Fila"] == "Fila (fila propia, no publicada)"
    assert own.names("programs")["MINE-Fila"] == "Fila (your row, not published)"
    assert sum("fila propia" in name for name in names.values()) == 1


@pytest.mark.parametrize(
    ("selection", "by", "sentence"),
    [
        (
            Selection(),
            "theme",
            "A nivel de país no se encontró ningún programa sobre sistema penitenciario para 30 "
            "de 32 países; 8 de ellos están cubiertos por un programa regional.",
        ),
        (
            Selection(country=("HND", "GTM")),
            "theme",
            "A nivel de país no se encontró ningún programa sobre sistema penitenciario para "
            "ninguno de los 2 países elegidos; todos ellos están cubiertos por un programa "
            "regional.",
        ),
        (
            Selection(country=("HND",)),
            "theme",
            "A nivel de país no se encontró ningún programa sobre sistema penitenciario para "
            "Honduras; un programa regional lo cubre.",
        ),
        (
            Selection(initiative=("CBSI",)),
            "theme",
            "A nivel de país no se encontró ningún programa sobre sistema penitenciario para "
            "ninguno de los 13 países de CBSI.",
        ),
        (
            Selection(initiative=("CARSI",)),
            "goal",
            "A nivel de país no se encontró ningún programa hacia «CARSI 1: Crear calles seguras "
            "para los ciudadanos» para 3 de 7 países de CARSI; todos ellos están cubiertos por un "
            "programa regional.",
        ),
    ],
)
def test_gaps_are_told_in_words(
    catalog: Catalog, selection: Selection, by: str, sentence: str
) -> None:
    spanish = told(catalog)
    found = gaps(spanish, coverage_matrix(spanish, selection, by))
    assert sentence in found


def test_countries_and_initiatives_are_compared_in_words(catalog: Catalog) -> None:
    spanish = told(catalog)
    assert compare_countries(spanish, Selection(), "HND", "GTM").sentences == (
        "Hay más documentado para Guatemala (13 programas) que para Honduras (7 programas).",
        "Solo para Honduras se documentan programas propios de estos tipos: medios marítimos y "
        "unidades verificadas.",
        "Solo para Guatemala se documentan programas propios de estos tipos: interdicción y apoyo "
        "al sector de justicia.",
    )
    assert compare_countries(spanish, Selection(), "CHL", "ARG").sentences == (
        "No se encontró ningún programa propio ni para Chile ni para Argentina.",
    )
    first, *_ = compare_initiatives(spanish, Selection(fy=(2050, 2050)), "CARSI", "INL-WHP").rows
    assert first == ("Socios", "7 países", "0 países")


def test_an_address_in_spanish_has_the_ids_or_the_spanish_names(catalog: Catalog) -> None:
    spanish = told(catalog)
    address = {"country": ["méxico"], "assistance": ["capacitación,aircraft"], "theme": ["x"]}
    selection, notices = from_address(address, spanish)
    assert selection == Selection(country=("MEX",), assistance=("aircraft", "training"))
    assert notices == ("Se ignoró theme «x»: no es un valor conocido.",)
