"""What a reader takes away from a Spanish page says that it is Spanish."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from pptx import Presentation

from inlmap.__main__ import main
from inlmap.briefings.content import Briefing, Kind, briefing
from inlmap.briefings.pdf import pdf_file
from inlmap.briefings.slides import slides_file
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.downloads.one_file import one_file
from inlmap.figures.measures import PROGRAMS
from inlmap.presentation.view import View
from inlmap.words import speaking
from tests.briefing_files import page_texts
from tests.tiny_rows import programs_in

HONDURAS = Selection(country=("HND",))


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


def view_of(catalog: Catalog, selection: Selection) -> View:
    return View(translated(catalog), selection, PROGRAMS, "")


def made(catalog: Catalog, selection: Selection, kind: Kind) -> Briefing:
    return briefing(view_of(catalog, selection), kind)


def test_slides_are_marked_as_spanish(catalog: Catalog) -> None:
    deck = Presentation(io.BytesIO(slides_file(made(catalog, HONDURAS, "map"))))
    assert deck.core_properties.language == "es"
    runs = deck.slides[0].shapes.title._element.xpath(".//a:rPr/@lang")
    assert runs == ["es"]


@pytest.mark.parametrize("selection", [HONDURAS, Selection()], ids=["Honduras", "everything"])
def test_paper_says_that_it_is_spanish(catalog: Catalog, selection: Selection) -> None:
    content = pdf_file(made(catalog, selection, "map"))
    pages = page_texts(content)
    assert str(pypdf.PdfReader(io.BytesIO(content)).root_object["/Lang"]) == "es"
    assert f"Página 1 de {len(pages)}" in " ".join(pages[0].split())


def test_one_file_says_its_language(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(programs=programs_in("HND", 2))
    page = one_file(view_of(catalog, HONDURAS)).decode()
    assert '<html lang="es">' in page
    assert "<h2>2 programas</h2>" in page
    with speaking("en"):
        english = one_file(View(catalog, HONDURAS, PROGRAMS, "")).decode()
    assert '<html lang="en">' in english
    assert "<h2>2 programs</h2>" in english


def test_the_command_writes_a_spanish_briefing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "honduras.pdf"
    with speaking("en"):
        assert main(["brief", "--country", "HND", "--lang", "es", "-o", str(target)]) == 0
    assert str(pypdf.PdfReader(target).root_object["/Lang"]) == "es"
    assert main(["brief", "--lang", "fr", "-o", str(target)]) == 2
    assert "'fr' is not one of 'en', 'es'" in capsys.readouterr().err
