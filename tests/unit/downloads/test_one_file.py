"""A view as one HTML file holds all rows, words and sources, and lets nothing run but its own."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from functools import cached_property
from html.parser import HTMLParser
from time import sleep
from typing import Any

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.downloads.one_file import one_file
from inlmap.figures.measures import FUNDING, INITIATIVES, PROGRAMS
from inlmap.maps.leaflet import packed
from inlmap.maps.looks import LOOKS
from inlmap.maps.picture import map_picture
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View
from tests.selections import MEASURED, SELECTIONS

LARGEST_BYTES = 2_000_000
HOSTILE = "</script><img src=x onerror=alert(1)> {{ 7*7 }} \"'"


class Page(HTMLParser):
    """What a browser would find in a file: its elements, its scripts and its texts."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.cells: list[list[str]] = []
        self.open: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("th", "td"):
            self.cells[-1].append("")
        if tag in ("script", "style"):
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in ("script", "style"):
            self.texts[inside][-1] += data
            return
        self.texts.setdefault("words", []).append(data)
        if {"th", "td"} & set(self.open):
            self.cells[-1][-1] += data

    @cached_property
    def words(self) -> str:
        return " ".join(" ".join(self.texts["words"]).split())

    @property
    def content(self) -> dict[str, Any]:
        return json.loads(self.texts["script"][0])

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [about for name, about in self.tags if name == tag]


def page(
    catalog: Catalog, selection: Selection = SELECTIONS["everything"], measure: str = PROGRAMS
) -> Page:
    return Page(one_file(View(catalog, selection, measure, "")))


@pytest.mark.parametrize(("name", "measure"), MEASURED)
def test_a_file_has_the_paint_the_legend_and_the_rows_of_the_screen(
    catalog: Catalog, name: str, measure: str
) -> None:
    shown = View(catalog, SELECTIONS[name], measure, "")
    found = Page(one_file(shown))
    paint = json.loads(json.dumps(packed(map_picture(shown).paint)))
    assert found.content["paint"] == paint
    for entry in (*map_picture(shown).legend, *map_picture(shown).units):
        assert entry.words in found.words
    assert all(sentence in found.words for sentence in summary(shown))
    rows = found.cells[1:]
    assert sorted(row[1] for row in rows) == sorted(shown.programs["name"])


def test_everything_is_below_two_megabytes(catalog: Catalog) -> None:
    assert len(one_file(View(catalog, Selection(), PROGRAMS, ""))) < LARGEST_BYTES


def test_the_table_has_the_headings_of_the_screen_and_links_to_its_sources(
    catalog: Catalog,
) -> None:
    found = page(catalog, Selection(country=("SLV",)))
    assert found.cells[0][:4] == ["Years", "Program", "Country", "Value, $ millions"]
    addresses = [str(about["href"]) for about in found.all("a")]
    assert addresses
    assert all(address.startswith(("http://", "https://")) for address in addresses)


def test_a_file_tells_its_filters_its_version_and_the_notice(catalog: Catalog) -> None:
    told = page(catalog, Selection(initiative=("CBSI",), as_of=2012), FUNDING).words
    assert "Documented funding by country under CBSI, as of 2012" in told
    assert "Boundaries: Natural Earth; not authoritative." in told
    assert f"Dataset version {catalog.version}." in told


def test_the_policy_allows_the_scripts_and_styles_of_the_file_and_nothing_else(
    catalog: Catalog,
) -> None:
    found = page(catalog)
    [policy] = [str(about["content"]) for about in found.all("meta") if about.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for name, tag, skipped in (("script-src", "script", 1), ("style-src", "style", 0)):
        texts = found.texts[tag][skipped:]
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        assert rules[name].split() == [
            f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests
        ]
    assert not [tag for tag, about in found.tags if "style" in about or "onclick" in about]


def test_a_file_names_no_address_that_a_browser_would_fetch(catalog: Catalog) -> None:
    found = page(catalog)
    assert not [
        about
        for tag in ("script", "link", "iframe")
        for about in found.all(tag)
        if about.get("src") or about.get("href")
    ]
    assert all(str(about["src"]).startswith("data:") for about in found.all("img"))
    assert not [text for text in found.texts["style"] if re.search(r"url\(|@import", text)]


def test_markup_in_the_data_stays_letters(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        programs=[{"name": HOSTILE, "place_ids": "P1", "description": HOSTILE}],
        places=[{"name": HOSTILE}],
        initiatives=[{"name": HOSTILE, "short_name": HOSTILE}],
        sources=[{"title": HOSTILE, "url": "https://example.org/a?b='c'"}],
    )
    found = page(catalog, Selection(initiative=("ALPHA",)), INITIATIVES)
    assert found.cells[1][1] == HOSTILE
    assert found.words.count(HOSTILE) >= 5
    [place] = found.content["files"]["places.geojson"]["features"]
    assert place["properties"]["name"] == HOSTILE
    assert [about for about in found.all("img") if about.get("onerror")] == []
    assert len(found.all("script")) == 5


def test_own_rows_are_marked_and_the_file_bears_a_watermark(catalog: Catalog) -> None:
    program = catalog.raw["programs"].iloc[:1].assign(program_id="OWN", name="Perros ñandú")
    found = page(with_own_rows(catalog, {"programs": program}, beside=True))
    assert found.words.count("Your rows, not published") == 2
    assert "Perros ñandú (your row, not published)" in {row[1] for row in found.cells}
    assert "Your rows" not in page(catalog).words


def test_the_legend_has_the_colors_of_the_map(catalog: Catalog) -> None:
    found = page(catalog)
    fills = [str(about["fill"]) for about in found.all("rect") if about.get("x") == ".5"]
    assert fills[:5] == [LOOKS[f"class-{index}"]["fillColor"] for index in range(5)]
    assert fills[5:] == ["url(#key-regional)", "#ffffff"]


def test_the_map_of_a_chosen_country_begins_at_that_country(catalog: Catalog) -> None:
    name, (south_west, north_east) = page(catalog, Selection(country=("KNA",))).content["files"][
        "settings.json"
    ]["regions"][0]
    assert name == "This view"
    assert south_west == pytest.approx([17.1, -62.86], abs=0.05)
    assert north_east == pytest.approx([17.42, -62.54], abs=0.05)
    first = page(catalog).content["files"]["settings.json"]["regions"][0]
    assert first[0] == "Whole region"


def test_the_same_view_gives_the_same_file_later(catalog: Catalog) -> None:
    shown = View(catalog, Selection(country=("SLV",)), PROGRAMS, "")
    first = one_file(shown)
    sleep(1.1)
    assert one_file(shown) == first
