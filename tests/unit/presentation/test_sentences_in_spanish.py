"""The view in plain Spanish words, right in number, gender and order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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

PLACE = {"scope": "place", "place_ids": "P1"}
REGIONAL = {"program_id": "PR2", "scope": "regional", "iso3": "HND;GTM"}


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


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


def test_one_country_has_its_spanish_name(catalog: Catalog) -> None:
    first, second, *_ = sentences(catalog, Selection(country=("HTI",)))
    assert first == "Las fuentes documentan 10 programas en Haití."
    assert second.startswith("10 están vinculados a un lugar nombrado y ninguno es compartido")


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
    names = translated(own).names("programs")
    assert names["MINE-Fila"] == "Fila (fila propia, no publicada)"
    assert own.names("programs")["MINE-Fila"] == "Fila (your row, not published)"
    assert sum("fila propia" in name for name in names.values()) == 1


@pytest.mark.parametrize(
    ("selection", "by", "words"),
    [
        (
            Selection(country=("HND", "GTM")),
            "theme",
            "para ninguno de los 2 países elegidos",
        ),
        (Selection(country=("HND",)), "theme", "Honduras; un programa regional lo cubre."),
        (Selection(initiative=("CARSI",)), "goal", "hacia «CARSI 1: "),
    ],
)
def test_gaps_are_told_in_number_and_marks(
    catalog: Catalog, selection: Selection, by: str, words: str
) -> None:
    spanish = translated(catalog)
    found = gaps(spanish, coverage_matrix(spanish, selection, by))
    assert words in " ".join(found)


def test_a_comparison_counts_in_the_plural_of_none(catalog: Catalog) -> None:
    spanish = translated(catalog)
    first, *_ = compare_initiatives(spanish, Selection(fy=(2050, 2050)), "CARSI", "INL-WHP").rows
    assert first[1:] == ("7 países", "0 países")


def test_an_address_in_spanish_has_the_ids_or_the_spanish_names(catalog: Catalog) -> None:
    spanish = translated(catalog)
    address = {"country": ["méxico"], "assistance": ["capacitación,aircraft"], "theme": ["x"]}
    selection, notices = from_address(address, spanish)
    assert selection == Selection(country=("MEX",), assistance=("aircraft", "training"))
    assert notices == ("Se ignoró theme «x»: no es un valor conocido.",)
