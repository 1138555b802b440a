"""The view in plain Spanish words, right in number, gender and order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd
import pytest

from inlmap.catalog.address import from_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.figures.coverage import coverage_matrix
from inlmap.presentation.comparison import compare_initiatives
from inlmap.presentation.sentences import filters_in_words, gaps, summary
from inlmap.presentation.view import View
from inlmap.words import speaking
from tests.conftest import Rows

PLACE = {"scope": "place", "place_ids": "P1"}
REGIONAL = {"program_id": "PR2", "scope": "regional", "iso3": "HND;GTM"}
COUNTRIES = (
    ("GTM", "Guatemala", "partner"),
    ("HND", "Honduras", "partner"),
    ("HTI", "Haiti", "partner"),
    ("MEX", "Mexico", "partner"),
)
THEMES = [
    {"name": "Corrections"},
    {"theme_id": "police", "name": "Police and investigation", "sort_order": "2"},
]


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.fixture
def tiny_in_spanish(
    catalog: Catalog, tiny_catalog: Callable[..., Catalog]
) -> Callable[..., Catalog]:
    """Read tiny tables beside the shipped boundaries, which hold the Spanish names."""

    def read(**rows: Rows) -> Catalog:
        tiny = tiny_catalog(countries=COUNTRIES, **rows)
        return replace(tiny, countries=catalog.countries, cache={})

    return read


def sentences(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    catalog = translated(catalog)
    return summary(View(catalog, selection))


def with_own(catalog: Catalog, *names: str) -> Catalog:
    """The catalog with its first program once more under each name, as a visitor's own row."""
    first = catalog.raw["programs"].iloc[0].to_dict()
    rows = [first | {"program_id": f"MINE-{name}", "name": name} for name in names]
    frame = pd.DataFrame(rows, dtype="str")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return with_own_rows(catalog, {"programs": frame}, beside=True)


def test_one_country_has_its_spanish_name(tiny_in_spanish: Callable[..., Catalog]) -> None:
    haiti = [PLACE | {"program_id": key, "iso3": "HTI"} for key in ("PR1", "PR2")]
    catalog = tiny_in_spanish(programs=[*haiti, {"program_id": "PR3"}])
    first, second, *_ = sentences(catalog, Selection(country=("HTI",)))
    assert first == "Las fuentes documentan 2 programas en Haití."
    assert second.startswith("2 están vinculados a un lugar nombrado y ninguno es compartido")


@pytest.mark.parametrize(
    ("selection", "phrase"),
    [
        (Selection(initiative=("CARSI",)), "de la iniciativa CARSI"),
        (Selection(initiative=("CARSI", "CBSI")), "de las iniciativas CARSI o CBSI"),
        (Selection(country=("GTM", "HND")), "en Guatemala u Honduras"),
        (
            Selection(country=("GTM", "HND", "SLV", "MEX", "PAN")),
            "en El Salvador, Guatemala, Honduras o 2 más",
        ),
    ],
)
def test_filters_are_told_in_number_and_sound(
    catalog: Catalog, selection: Selection, phrase: str
) -> None:
    assert filters_in_words(translated(catalog), selection) == phrase


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


def test_one_own_row_and_several_are_told_apart(
    tiny_in_spanish: Callable[..., Catalog],
) -> None:
    catalog = tiny_in_spanish()
    here = Selection(initiative=("ALPHA",), country=("HND",))
    assert sentences(with_own(catalog, "A"), here)[0] == (
        "Las fuentes y las filas propias nombran 2 programas de la iniciativa Alpha en Honduras; "
        "1 de ellos es propio y no está publicado."
    )
    assert sentences(with_own(catalog, "A", "B"), here)[0] == (
        "Las fuentes y las filas propias nombran 3 programas de la iniciativa Alpha en Honduras; "
        "2 de ellos son propios y no están publicados."
    )


def test_own_rows_bear_the_spanish_mark_and_published_ones_none(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    own = with_own(tiny_catalog(), "Fila")
    assert dict(translated(own).names("programs")) == {
        "PR1": "Port police",
        "MINE-Fila": "Fila (fila propia, no publicada)",
    }
    assert own.names("programs")["MINE-Fila"] == "Fila (your row, not published)"


@pytest.mark.parametrize(
    ("selection", "by", "found"),
    [
        (
            Selection(country=("HND", "GTM")),
            "theme",
            (
                "A nivel de país no se encontró ningún programa sobre sistema penitenciario "
                "para ninguno de los 2 países elegidos.",
                "A nivel de país no se encontró ningún programa sobre policía e investigación para "
                "ninguno de los 2 países elegidos; todos ellos están cubiertos por un programa "
                "regional.",
            ),
        ),
        (
            Selection(country=("HND",), theme=("police",)),
            "theme",
            (
                "A nivel de país no se encontró ningún programa sobre policía e investigación para "
                "Honduras; un programa regional lo cubre.",
            ),
        ),
        (
            Selection(initiative=("ALPHA",)),
            "goal",
            (
                "A nivel de país no se encontró ningún programa hacia «Alpha 1: Safe ports» para "
                "ninguno de los 2 países de Alpha.",
            ),
        ),
    ],
)
def test_gaps_are_told_in_number_and_marks(
    tiny_in_spanish: Callable[..., Catalog],
    selection: Selection,
    by: str,
    found: tuple[str, ...],
) -> None:
    """The only program is a regional one on police: no country has one of its own."""
    regional = REGIONAL | {"theme_id": "police"}
    spanish = translated(tiny_in_spanish(programs=[regional], themes=THEMES))
    assert gaps(spanish, coverage_matrix(spanish, selection, by)) == found


def test_a_comparison_counts_in_the_plural_of_none(tiny_catalog: Callable[..., Catalog]) -> None:
    spanish = translated(
        tiny_catalog(
            initiatives=[{}, {"initiative_id": "BETA", "short_name": "Beta", "sort_order": "2"}],
            members=[{}, {"iso3": "GTM"}],
        )
    )
    first, *_ = compare_initiatives(spanish, Selection(), "ALPHA", "BETA").rows
    assert first[1:] == ("2 países", "0 países")


def test_an_address_in_spanish_has_the_ids_or_the_spanish_names(catalog: Catalog) -> None:
    spanish = translated(catalog)
    address = {"country": ["méxico"], "assistance": ["capacitación,aircraft"], "theme": ["x"]}
    selection, notices = from_address(address, spanish)
    assert selection == Selection(country=("MEX",), assistance=("aircraft", "training"))
    assert notices == ("Se ignoró theme «x»: no es un valor conocido.",)
