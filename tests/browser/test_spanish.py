"""Pages in Spanish: what the scripts and Streamlit add in the browser is Spanish too."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import pandas as pd
import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from inlmap.dataset.folder import data_folder
from inlmap.dataset.schema import TABLES
from inlmap.words import FOLDER, say, speaking
from tools.words import messages

WORD = re.compile(r"[^\W\d_]{3,}")
# Streamlit's own words, which no parameter of its changes. Of its file uploader
# (st.file_uploader on Your data): what to press, what it takes, and the button to add a file.
UPLOADER = {"browse", "files", "drag", "and", "drop", "here", "limit", "per", "file", "add"}
# Of each page: the first link, "Skip to main content".
FRAME = {"skip", "main", "content"}
STREAMLIT = UPLOADER | FRAME
# Names that both languages write alike, and codes that stand in addresses and files.
NAMES = {
    "lang",
    "english",
    "data",
    "package",
    *(part for table in TABLES for part in table.name.split("_")),
}
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
    ("country", "/country?lang=es&country=COL", "ol.sources"),
    ("amounts", "/sources?lang=es&part=amounts", "[data-testid=stDataFrame]"),
    ("downloads", "/sources?lang=es&part=downloads", ".st-key-download_archive"),
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


def english_words(page) -> list[str]:
    """Return the English words that a reader of Spanish would stumble on, the map's included."""
    english, _ = words_of_one_language()
    texts = [text for frame in page.frames for text in frame.evaluate(VISIBLE_TEXTS)]
    seen = {word for text in texts for word in words(text)}
    return sorted((seen & english) - words_of_the_data() - NAMES - STREAMLIT)


def given_at(dashboard, path) -> bytes:
    with urlopen(dashboard.address + path) as answer:  # noqa: S310  # the test's own server
        return answer.read()


def spanish(text):
    """Return a text of the program as its Spanish file has it."""
    with speaking("es"):
        return say(text)


def opened(dashboard, address, part):
    dashboard.open(address)
    dashboard.page.locator(part).first.wait_for()
    dashboard.page.locator("footer").wait_for()
    return dashboard.page


@pytest.mark.parametrize(
    ("address", "part"), [page[1:] for page in PAGES], ids=[p[0] for p in PAGES]
)
def test_no_english_word_is_left_on_a_spanish_page(glance, address, part):
    page = glance.page
    glance.turn_to(address)
    page.locator(part).first.wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert english_words(page) == []


def test_an_amount_opens_in_spanish_from_a_spanish_page(dashboard):
    page = opened(dashboard, "/country?lang=es&country=HND", "ol.sources")
    page.locator("a.amount").first.click()
    panel = page.get_by_role("dialog", name=spanish("How this adds up"))
    panel.get_by_role("table").first.wait_for()
    assert english_words(page) == []


def says_that_nothing_runs(frame) -> bool:
    message = ForwardMsg.FromString(frame)
    state = message.WhichOneof("type")
    ended = (
        state == "session_status_changed" and not message.session_status_changed.script_is_running
    )
    return ended or state == "script_finished"


def test_while_a_page_is_being_made_nothing_english_stands_above_it(dashboard, context):
    def all_but_the_end(channel):
        server = channel.connect_to_server()
        server.on_message(
            lambda frame: None if says_that_nothing_runs(frame) else channel.send(frame)
        )

    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", all_but_the_end)
    page.goto(dashboard.address + "/about?lang=es")
    page.locator("footer").wait_for()
    expect(page.get_by_test_id("stStatusWidgetRunningIcon")).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget").get_by_text("Stop")).to_be_attached()
    assert english_words(page) == []


def test_the_faults_of_a_file_are_told_in_spanish(dashboard):
    page = opened(dashboard, "/your_data?lang=es", ".st-key-upload")
    content = b"program_id,name,colour\nOWN-1,Canine unit\n"
    file = {"name": "programs.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(spanish("is not a column of this table; remove it"))).to_be_visible()
    assert english_words(page) == []


def test_a_download_of_a_spanish_page_holds_what_the_address_gives(dashboard):
    opened(dashboard, "/?lang=es&initiative=CARSI", ".st-key-download_csv")
    with dashboard.page.expect_download() as started:
        dashboard.part("download_csv").get_by_role("button").click()
    given = given_at(dashboard, "/data/programs_table.csv?initiative=CARSI&lang=es")
    assert Path(started.value.path()).read_bytes() == given


def test_a_change_of_language_keeps_what_is_unfolded_and_the_back_button_undoes_it(dashboard):
    page = opened(dashboard, "/?country=HND", ".st-key-records")
    dashboard.part("twin_yearly").locator("summary").click()
    expect(page.locator("caption", has_text="The same amounts as a table")).to_be_visible()
    dashboard.part("lang").get_by_text("Español").click()
    expect(page.locator("caption", has_text=spanish("The same amounts as a table"))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    dashboard.expect_address("/", country="HND", lang="es")
    dashboard.expect_chosen("country", "Honduras")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(dashboard.part("clear")).to_contain_text("Clear filters")
    dashboard.expect_address("/", country="HND")
    dashboard.expect_chosen("country", "Honduras")


def test_a_change_of_language_keeps_a_visitors_rows(dashboard):
    page = opened(dashboard, "/your_data", ".st-key-upload")
    content = given_at(dashboard, "/data/tables/themes.csv")
    file = {"name": "themes.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Show them on every page").click()
    expect(dashboard.part("yours")).to_contain_text("Your rows, not published.")
    dashboard.part("lang").get_by_text("Español").click()
    expect(dashboard.part("yours")).to_contain_text(spanish("Your rows, not published."))
    expect(page.get_by_text("themes.csv").first).to_be_visible()
    expect(page.get_by_role("button", name=spanish("Forget my rows"))).to_be_visible()
