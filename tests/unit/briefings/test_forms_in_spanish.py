"""What a reader takes away from a Spanish page is in Spanish."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from inlmap.__main__ import main
from inlmap.briefings.content import Briefing, Kind, briefing
from inlmap.briefings.excel import excel_file
from inlmap.briefings.pdf import pdf_file
from inlmap.briefings.slides import slides_file
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import told
from inlmap.downloads.one_file import one_file
from inlmap.figures.measures import PROGRAMS
from inlmap.maps.image import map_svg
from inlmap.presentation.view import View
from inlmap.words import speaking

HONDURAS = Selection(country=("HND",))


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


def view_of(catalog: Catalog, selection: Selection) -> View:
    return View(told(catalog), selection, PROGRAMS, "")


def made(catalog: Catalog, selection: Selection, kind: Kind) -> Briefing:
    return briefing(view_of(catalog, selection), kind)


def slide_texts(content: Briefing) -> list[str]:
    deck = Presentation(io.BytesIO(slides_file(content)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    tables = [shape.table for shape in shapes if shape.has_table]
    return texts + [cell.text for table in tables for cell in table.rows[0].cells]


def test_slides_of_a_country_are_in_spanish(catalog: Catalog) -> None:
    texts = slide_texts(made(catalog, HONDURAS, "country"))
    for words in (
        "Honduras",
        "Se muestran solo programas en Honduras.",
        "US$132.3 millones",
        "Obligado, AF2021–AF2025",
        "Las fuentes documentan 18 programas en Honduras.",
        "Mapa: Programas por país en Honduras",
        "Fondos por año fiscal",
        "En qué participa",
        "Téngase en cuenta",
        "Valor, millones de US$",
    ):
        assert words in "\n".join(texts)
    assert "Programs" not in texts
    assert "Sources" not in texts


def test_slides_of_everything_are_marked_as_spanish(catalog: Catalog) -> None:
    deck = Presentation(io.BytesIO(slides_file(made(catalog, Selection(), "map"))))
    assert deck.core_properties.language == "es"
    assert deck.core_properties.title == "Programas de seguridad en el hemisferio occidental"
    runs = deck.slides[0].shapes.title._element.xpath(".//a:rPr/@lang")
    assert runs == ["es"]
    assert deck.slides[0].notes_slide.notes_text_frame.text.startswith("Fuentes\nMonto:")


@pytest.mark.parametrize("selection", [HONDURAS, Selection()], ids=["Honduras", "everything"])
def test_paper_says_that_it_is_spanish(catalog: Catalog, selection: Selection) -> None:
    file = pypdf.PdfReader(io.BytesIO(pdf_file(made(catalog, selection, "map"))))
    text = " ".join(file.pages[0].extract_text().split())
    assert str(file.root_object["/Lang"]) == "es"
    assert f"Página 1 de {len(file.pages)}" in text
    assert "Límites: Natural Earth; sin carácter oficial" in text
    assert "Versión de los datos: " in text
    assert "En palabras" in text


def test_a_workbook_has_spanish_sheets_and_headings(catalog: Catalog) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel_file(made(catalog, HONDURAS, "country"))))
    assert book.sheetnames == [
        "Resumen",
        "Programas",
        "Fondos por año",
        "Fondos",
        "Fuentes",
        "En qué participa",
    ]
    assert [cell.value for cell in book["Programas"][1]][:3] == ["Programa", "País", "Lugar"]
    labels = [cell.value for cell in book["Resumen"]["A"]]
    assert {"Filtros", "En palabras", "Téngase en cuenta", "Objetivos"} <= set(labels)


def test_a_map_picture_is_in_spanish(catalog: Catalog) -> None:
    svg = map_svg(view_of(catalog, Selection())).decode()
    for words in ("Programas por país, sin filtros", "Pueblo o ciudad", "Programas propios"):
        assert words in svg
    assert "Places of programs" not in svg


def test_one_file_is_in_spanish(catalog: Catalog) -> None:
    page = one_file(view_of(catalog, HONDURAS)).decode()
    for words in (
        '<html lang="es">',
        "<h2>18 programas</h2>",
        "<h2>Fuentes</h2>",
        '<th scope="col">Tipo de asistencia</th>',
        "Al elegir un país, una isla o un símbolo",
    ):
        assert words in page
    with speaking("en"):
        english = one_file(View(catalog, HONDURAS, PROGRAMS, "")).decode()
    assert '<html lang="en">' in english
    assert "<h2>18 programs</h2>" in english


def test_the_command_writes_a_spanish_briefing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "honduras.pdf"
    with speaking("en"):
        assert main(["brief", "--country", "HND", "--lang", "es", "-o", str(target)]) == 0
    assert str(pypdf.PdfReader(target).root_object["/Lang"]) == "es"
    assert main(["brief", "--lang", "fr", "-o", str(target)]) == 2
    assert "'fr' is not one of 'en', 'es'" in capsys.readouterr().err
