"""Every page in Spanish: no English word is left outside text that is marked as English."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from inlmap.catalog import data_folder
from inlmap.schema import TABLES
from inlmap.words import FOLDER
from tools.words import messages

WORD = re.compile(r"[^\W\d_]{3,}")
# Streamlit's own words, which no parameter changes: what to press in its file uploader.
STREAMLIT = {"browse", "files", "drag", "and", "drop", "here", "limit", "per", "file"}
# Names that both languages write alike, and codes that stand in addresses and files.
NAMES = {"lang", "english", "data", "package"}
# What is read: texts that are seen, outside elements marked as English; a canvas has none.
VISIBLE_TEXTS = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element.closest("script, style, noscript, canvas, code, [lang=en]")) continue;
        if (element.closest("[data-testid=stIconMaterial]")) continue;
        if (element.checkVisibility()) texts.push(walker.currentNode.data);
    }
    return texts;
}"""
PAGES = [
    ("map", "/?lang=es&country=HND", ".st-key-records"),
    ("coverage", "/coverage?lang=es&initiative=CARSI", "table"),
    ("funding", "/funding?lang=es&initiative=CARSI", ".st-key-funding_total"),
    ("country", "/country?lang=es&country=COL", "ol.sources"),
    ("initiative", "/initiative?lang=es&initiative=Merida", "ol.sources"),
    ("compare", "/compare?lang=es&country=COL&country=MEX", "table"),
    ("sources", "/sources?lang=es", ".st-key-publications"),
    ("amount", "/sources?lang=es&record=ANDEAN-0107", "table"),
    ("amounts", "/sources?lang=es&part=amounts", "[data-testid=stDataFrame]"),
    ("facts", "/sources?lang=es&part=disagree", "section.fact"),
    ("totals", "/sources?lang=es&part=totals", ".st-key-series"),
    ("downloads", "/sources?lang=es&part=downloads", ".st-key-download_archive"),
    ("about", "/about?lang=es", "h2"),
]


@cache
def words_of_one_language() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the English texts that no Spanish text has, and the Spanish words."""
    english, spanish = set(), set()
    for path in FOLDER.glob("es*.po"):
        with path.open("rb") as file:
            for one in read_po(file, locale="es"):
                for text in [one.string] if isinstance(one.string, str) else one.string:
                    spanish |= words(text)
    for text in messages():
        for part in [text] if isinstance(text, str) else text:
            english |= words(part)
    return frozenset(english - spanish), frozenset(spanish)


def words(text: str) -> set[str]:
    plain = re.sub(r"\{\w*\}", " ", text)  # without the slots
    return {word.casefold() for word in WORD.findall(plain)}


@cache
def words_of_the_data() -> frozenset[str]:
    """Return the words of what the data name: they are shown as they are in Streamlit's lists."""
    found = set()
    for table in TABLES:
        rows = pd.read_csv(data_folder() / table.file, dtype=str, keep_default_na=False)
        found |= {
            word for name in rows if name in NAMED for cell in rows[name] for word in words(cell)
        }
    return frozenset(found)


NAMED = ("title", "publisher", "lead_agency", "partner_agencies", "account", "recipient")


def english_words(frame) -> list[str]:
    """Return the English words that a reader of Spanish would stumble on."""
    english, _ = words_of_one_language()
    seen = {word for text in frame.evaluate(VISIBLE_TEXTS) for word in words(text)}
    return sorted((seen & english) - words_of_the_data() - NAMES - STREAMLIT)


def opened(dashboard, address, part):
    dashboard.open(address)
    dashboard.page.locator(part).first.wait_for()
    dashboard.page.locator("footer").wait_for()
    return dashboard.page


@pytest.mark.parametrize(
    ("address", "part"), [page[1:] for page in PAGES], ids=[p[0] for p in PAGES]
)
def test_no_english_word_is_left_on_a_spanish_page(dashboard, address, part):
    page = opened(dashboard, address, part)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert english_words(page) == []
