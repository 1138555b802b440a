"""Every text that a reader is shown is translated, once: pages, files and the map.

In the pseudo-language each text of ours stands in «marks» and each text of the data in ‹marks›.
"""

from __future__ import annotations

import io
import json
import re
import sys
from typing import NamedTuple

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from inlmap import words
from inlmap.briefings.content import briefing
from inlmap.briefings.excel import excel_file
from inlmap.briefings.pdf import pdf_file
from inlmap.briefings.slides import slides_file
from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.downloads.one_file import one_file
from inlmap.figures.measures import MEASURES
from inlmap.maps.captions import map_alt
from inlmap.maps.image import map_svg
from inlmap.maps.looks import settings_by_language
from inlmap.maps.picture import map_picture
from inlmap.presentation.view import View
from inlmap.ui.menu import ENTRIES
from inlmap.ui.session import OWN_SHOWN_KEY, OWN_TABLES_KEY, read_uploads
from tests.briefing_files import page_texts
from tests.conftest import DATA, read_rows
from tests.pseudo_language import PseudoLanguage, marked_folder, read_aloud, unmarked_words
from tools.words import messages

HERE = {"country": "HND", "initiative": "CARSI"}
VIEWS = [
    *((entry.name, HERE) for entry in ENTRIES),
    ("map", {"as_of": "2011", "measure": "goals", "color": "red"}),
    ("map", {"measure": "funding", "country": "ARG"}),
    ("initiative", {"initiative": "Merida", "as_of": "2011"}),
    ("coverage", {"theme": "corrections"}),
    ("initiative", {}),
    ("compare", {}),
    ("compare", {"country": "HND"}),
    ("compare", {"a": "CARSI", "b": "Merida"}),
    ("compare", {"country": ["HND", "GTM"]}),
    ("funding", {"theme": "police"}),
    *(("sources", {"part": part}) for part in ("amounts", "disagree", "totals", "downloads")),
    ("sources", {"record": "ANDEAN-0107"}),
    ("sources", {"program": read_rows("programs")[0]["program_id"]}),
]
BRIEFINGS = {
    "country": Selection(country=("HND",)),
    "initiative": Selection(initiative=("CARSI",)),
    "coverage": Selection(),
    "map": Selection(as_of=2011),
}
SHOWN_FIELDS = {"label", "body", "help", "placeholder", "options", "content", "alt", "text"}
OUR_OWN_NAMES = {"English", "Español", "Language", "Idioma"}  # each language in its own words


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return marked_folder(DATA, tmp_path_factory.mktemp("marked") / "data")


@pytest.fixture(scope="module", autouse=True)
def language():
    """The pseudo-language in the place of Spanish, for every thread."""
    pseudo = PseudoLanguage(messages())
    _forget_what_was_said()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_translations", lambda _: pseudo)
        yield pseudo
    _forget_what_was_said()


@pytest.fixture(autouse=True)
def _marked_data(monkeypatch, folder, shipped_data):  # noqa: ARG001  # which comes after it
    monkeypatch.setenv("INLMAP_DATA", str(folder))


def _forget_what_was_said():
    """Clear what the process keeps by language; what a catalog keeps goes with the catalog."""
    ours = [module for name, module in list(sys.modules.items()) if name.startswith("inlmap")]
    for kept in [one for module in ours for one in vars(module).values()]:
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


@pytest.fixture(scope="module")
def marked_catalog(folder):
    return read_catalog(folder)


@pytest.fixture
def catalog_in_pseudo(marked_catalog):
    with words.speaking("es"):
        yield translated(marked_catalog)


@pytest.fixture
def left(language, marked_catalog):
    """Return a function that gives what is not translated once in some texts, codes aside."""
    codes = {row[name] for row in read_rows("funding") for name in ("account", "record_id")}
    known = OUR_OWN_NAMES.union(*map(unmarked_words, {*codes, marked_catalog.version}))
    language.said_again.clear()

    def find(texts):
        astray = {text: unmarked_words(text) - known for text in texts}
        return {text: found for text, found in astray.items() if found}, language.said_again

    return find


NOTHING = ({}, [])


def nodes(block):
    yield block
    for child in getattr(block, "children", {}).values():
        yield from nodes(child)


def shown_on(app):
    """Yield every text of a page: of its elements, tables and charts."""
    for node in [*nodes(app.main), *nodes(app.sidebar)]:
        if getattr(node, "proto", None) is not None:
            yield from map(read_aloud, shown_in(node.proto))
        if str(node.type).startswith("data"):
            frame = node.value.select_dtypes(exclude="number")
            yield from (cell for name in frame for cell in frame[name] if isinstance(cell, str))


def shown_in(message):
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if field.message_type:
                yield from shown_in(one)
            elif field.name in SHOWN_FIELDS:
                yield str(one)
            elif field.name in {"spec", "columns"}:
                yield from titles(json.loads(one or "{}"))


def titles(spec):
    """Yield the words of a chart or of the columns of a table."""
    if isinstance(spec, dict):
        names = {"title", "label", "description"}
        yield from (text for name, text in spec.items() if name in names and isinstance(text, str))
    if isinstance(spec, dict | list):
        for one in spec.values() if isinstance(spec, dict) else spec:
            yield from titles(one)


@pytest.mark.parametrize(("name", "query"), VIEWS)
def test_every_text_of_a_page_is_translated_once(visit, left, name, query):
    page = visit(lang="es", **query)
    page.open_page(name)
    for parameter, value in query.items():
        page.app.query_params[parameter] = value
    page.app.run()
    for node in nodes(page.app.main):
        if node.type == "expander" and node.key:
            page.app.session_state[node.key] = True
    page.app.run()
    assert not page.app.exception
    texts = list(shown_on(page.app))
    assert any("«" in text for text in texts)
    assert left(texts) == NOTHING


def test_the_faults_of_own_rows_are_translated_once(visit, left):
    page = visit(lang="es")
    page.open_page("your_data")
    file = ("programs.csv", b"program_id,name,colour\n1,,\n", "text/csv")
    page.app.file_uploader(key="upload").set_value([file]).run()
    texts = list(shown_on(page.app))
    assert any("«is not a column of this table" in text for text in texts)
    assert left(texts) == NOTHING


class Dropped(NamedTuple):
    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


def test_the_map_with_own_rows_is_translated_once(visit, left, folder):
    lines = (folder / "programs.csv").read_text("utf-8").splitlines()
    own = "\n".join([lines[0], "OWN-1," + lines[1].partition(",")[2]])
    page = visit(lang="es")
    page.app.session_state[OWN_TABLES_KEY] = read_uploads([Dropped("programs.csv", own.encode())])
    page.app.session_state[OWN_SHOWN_KEY] = True
    page.app.run()
    texts = list(shown_on(page.app))
    assert any("«Your rows, not published.»" in text for text in texts)
    assert left(texts) == NOTHING


@pytest.fixture(params=BRIEFINGS)
def content(request, catalog_in_pseudo):
    view = View(catalog_in_pseudo, BRIEFINGS[request.param])
    return briefing(view, request.param, annex=True)


def texts_of_slides(file):
    deck = Presentation(io.BytesIO(file))
    about = deck.core_properties
    yield from (about.title, about.author, about.comments)
    for slide in deck.slides:
        yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            yield from (run.text or "" for run in shape._element.iter("{*}t"))
            yield shape._element.xpath(".//p:cNvPr")[0].get("descr") or ""
            if shape.has_chart:
                tree = shape.chart._chartSpace
                yield from (one.text or "" for tag in ("{*}v", "{*}t") for one in tree.iter(tag))


def test_every_text_of_slides_is_translated_once(content, left):
    assert left(texts_of_slides(slides_file(content))) == NOTHING


def test_every_text_of_a_workbook_is_translated_once(content, left):
    book = openpyxl.load_workbook(io.BytesIO(excel_file(content)))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [*book.sheetnames, book.properties.title, *map(str, cells)]
    assert left(text for text in texts if text != "None") == NOTHING


def test_every_text_on_paper_is_translated_once(content, left):
    """An address that goes over several lines is known by its letters."""
    paper = pdf_file(content)
    text = " ".join(page_texts(paper))
    about = pypdf.PdfReader(io.BytesIO(paper)).metadata
    addresses = " ".join(content.view.catalog.sources["url"])
    astray, said_again = left([text, about.title, about.author])
    rest = {word for found in astray.values() for word in found if word not in addresses}
    assert (rest, said_again) == (set(), [])


@pytest.mark.parametrize("measure", MEASURES)
def test_every_text_of_the_map_is_translated_once(catalog_in_pseudo, left, measure):
    view = View(catalog_in_pseudo, Selection(country=("MEX",)), measure)
    picture = map_picture(view)
    painted = [*picture.paint.countries.values(), *picture.paint.units.values()]
    said = [text for one in [*painted, picture.paint.empty_unit] if one for text in one.words]
    entries = [*picture.legend, *picture.units]
    legend = [picture.heading, picture.note, *(entry.words for entry in entries)]
    drawing = re.findall(r"<text\b.*?</text>", map_svg(view).decode(), re.DOTALL)
    assert len(drawing) > 20
    texts = [map_alt(view), *said, *legend, " ".join(map(read_aloud, drawing))]
    assert left(texts) == NOTHING


def test_the_settings_of_the_map_are_translated_once(left):
    settings = settings_by_language()["es"]
    worded = [settings[name] for name in ("frame", "placeWords", "kinds")]
    texts = [text for one in worded for text in one.values()]
    texts += [settings["zoomTo"], settings["gathered"], *(name for name, _ in settings["regions"])]
    assert left(texts) == NOTHING


@pytest.mark.parametrize("selection", BRIEFINGS.values(), ids=BRIEFINGS)
def test_every_text_of_the_one_file_view_is_translated_once(catalog_in_pseudo, left, selection):
    page = one_file(View(catalog_in_pseudo, selection)).decode()
    assert left([read_aloud(page)]) == NOTHING


def test_a_word_outside_all_marks_is_found():
    assert unmarked_words("««2 rows» of ‹Port› here», Programs «cut …") == {"Programs"}
    assert read_aloud("<p title='a'>b<span lang='en'>c</span><script>d</script></p>").split() == [
        "b",
        "a",
    ]


def test_a_text_that_was_said_is_known_again():
    pseudo = PseudoLanguage(["{n} now", "status"])
    assert pseudo.gettext("status") == "«status»"
    assert pseudo.gettext("«status»") == "«status»"
    assert pseudo.said_again == ["«status»"]
