"""The files of a view: made at a click, and the HTML file opens from a disk without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Browser, Page, expect

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.downloads.one_file import one_file
from inlmap.figures.measures import FUNDING, INITIATIVES, PROGRAMS
from inlmap.maps.looks import LOOKS
from inlmap.maps.picture import map_picture
from inlmap.presentation.view import View

PHONE = {"width": 375, "height": 800}
FILES = ("png", "svg", "html", "countries.geojson", "places.geojson", "gpkg")
HOSTILE = "</script><img src=x onerror=document.title='taken'>"
COLOR_OF = """paths => Object.fromEntries(paths.map(
    path => [path.dataset.iso3, [path.dataset.look, path.getAttribute('fill')]]))"""


class Saved:
    """A saved file in a browser, with all that it asked for and complained about."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.path = folder / "view.html"
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, view: View) -> Page:
        self.path.write_bytes(one_file(view))
        self.page.goto(self.path.as_uri())
        self.page.locator("body[data-painted]").wait_for()
        return self.page

    def expect_quiet(self) -> None:
        asked = [url for url in self.requests if not url.startswith("data:")]
        assert asked == [self.path.as_uri()]
        assert self.complaints == []


@pytest.fixture
def saved(browser: Browser, tmp_path: Path) -> Iterator[Saved]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    yield Saved(context.new_page(), tmp_path)
    context.close()


@pytest.mark.parametrize(
    ("selection", "measure"),
    [
        (Selection(), PROGRAMS),
        (Selection(initiative=("CBSI",)), FUNDING),
        (Selection(country=("MEX",)), INITIATIVES),
        (Selection(country=("URY",), theme=("police",)), PROGRAMS),
    ],
)
def test_a_saved_view_opens_without_a_network_in_the_colors_of_the_screen(
    saved: Saved, catalog: Catalog, selection: Selection, measure: str
) -> None:
    view = View(catalog, selection, measure, "")
    page = saved.open(view)
    painted = page.locator("path[data-iso3]").evaluate_all(COLOR_OF)
    looks = {iso3: look for iso3, (look, _) in map_picture(view).paint.countries.items()}
    assert {iso3: look for iso3, (look, _) in painted.items()} == looks
    for look, fill in painted.values():
        if look in LOOKS:
            assert fill == LOOKS[look]["fillColor"]
    expect(page.locator("#programs tbody tr")).to_have_count(len(view.programs))
    saved.expect_quiet()


def test_the_whole_view_lists_all_programs_and_small_islands_can_be_chosen_by_keyboard(
    saved: Saved, catalog: Catalog
) -> None:
    page = saved.open(View(catalog, Selection(), PROGRAMS, ""))
    expect(page.locator("#programs tbody tr")).to_have_count(363)
    island = page.get_by_role("button", name="Saint Kitts and Nevis, 2 programs of its own")
    island.last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(
        "Saint Kitts and Nevis2 programs of its own; also covered by 12 regional programs"
    )
    saved.expect_quiet()


def test_places_of_a_saved_view_tell_their_programs(saved: Saved, catalog: Catalog) -> None:
    page = saved.open(View(catalog, Selection(country=("HND",)), PROGRAMS, ""))
    page.locator(".place.approximate").first.click()
    expect(page.get_by_role("status")).to_contain_text("near here; the exact site is not published")
    saved.expect_quiet()


def test_a_saved_view_fits_a_phone(saved: Saved, catalog: Catalog) -> None:
    saved.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page = saved.open(View(catalog, Selection(country=("COL",)), PROGRAMS, ""))
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    expect(page.locator("#map_div")).to_be_visible()
    saved.expect_quiet()


def test_all_rows_of_a_saved_view_are_printed(saved: Saved, catalog: Catalog) -> None:
    page = saved.open(View(catalog, Selection(country=("SLV",)), PROGRAMS, ""))
    page.emulate_media(media="print")
    cut = page.locator(".table").evaluate("box => box.scrollHeight - box.clientHeight")
    assert cut <= 1


def test_a_printed_map_shows_all_that_the_screen_shows(saved: Saved, catalog: Catalog) -> None:
    page = saved.open(View(catalog, Selection(), PROGRAMS, ""))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    room = page.locator("#map_div").bounding_box()
    east = page.get_by_role("button", name="Barbados, 3 programs of its own").last.bounding_box()
    assert room is not None
    assert east is not None
    assert room["width"] == 700
    assert east["x"] + east["width"] < room["x"] + room["width"]
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    wide = page.locator("#map_div").bounding_box()
    assert wide is not None
    assert wide["width"] > 1000


def test_markup_in_a_saved_view_is_shown_as_letters(
    saved: Saved, tiny_catalog: Callable[..., Catalog]
) -> None:
    catalog = tiny_catalog(
        programs=[{"name": HOSTILE, "place_ids": "P1", "description": HOSTILE}],
        places=[{"name": HOSTILE, "lat": "5", "lon": "-80"}],
        initiatives=[{"name": HOSTILE, "short_name": HOSTILE}],
    )
    page = saved.open(View(catalog, Selection(), PROGRAMS, ""))
    expect(page.locator("#programs tbody th")).to_have_text(HOSTILE)
    page.locator(".switch").click()
    page.locator(".place").first.click()
    expect(page.get_by_role("status")).to_contain_text(HOSTILE)
    assert page.title() == "Programs by country, without a filter"
    assert page.locator("img[src=x]").count() == 0
    saved.expect_quiet()


def test_a_saved_view_of_own_rows_says_so(saved: Saved, catalog: Catalog) -> None:
    program = catalog.raw["programs"].iloc[:1].assign(program_id="OWN", name="Perros ñandú")
    own = with_own_rows(catalog, {"programs": program}, beside=True)
    page = saved.open(View(own, Selection(), PROGRAMS, ""))
    expect(page.locator(".watermark")).to_have_text("Your rows, not published")
    expect(page.get_by_text("Perros ñandú (your row, not published)")).to_have_count(1)
    saved.expect_quiet()


def test_each_file_of_a_view_is_made_at_a_click_and_opens(dashboard, catalog, tmp_path):
    dashboard.open_map("/?initiative=CARSI&country=HND")
    dashboard.page.get_by_text("More downloads of this view").click()
    made = {}
    for ending in FILES:
        button = dashboard.page.locator(f".st-key-download_{ending.replace('.', '-')} button")
        with dashboard.page.expect_download() as started:
            button.click()
        name = started.value.suggested_filename
        assert name == f"inlmap-programs-carsi-hnd-{catalog.version}.{ending}"
        made[ending] = tmp_path / name
        started.value.save_as(made[ending])
    assert made["png"].read_bytes().startswith(b"\x89PNG")
    assert "Programs by country under CARSI in Honduras" in made["svg"].read_text("utf-8")
    assert "Programs by country under CARSI in Honduras" in made["html"].read_text("utf-8")
    [country] = json.loads(made["countries.geojson"].read_bytes())["features"]
    assert country["id"] == "HND"
    places = json.loads(made["places.geojson"].read_bytes())["features"]
    assert list(gpd.read_file(made["gpkg"], layer="countries")["iso3"]) == ["HND"]
    assert len(gpd.read_file(made["gpkg"], layer="places")) == len(places)
