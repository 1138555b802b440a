"""The first look of the Map page: figures and fills of a view, links, and nothing unescaped."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.first_look import middleware
from inlmap.first_look.middleware import FirstLooks, page_with_first_look
from inlmap.first_look.page import first_look
from inlmap.maps.picture import map_picture
from inlmap.presentation.view import View
from inlmap.words import speaking
from tests.shipped import shipped
from tests.ten_views import TEN_VIEWS, tenth_view

LOOK = re.compile(r"data-country='([A-Z]{3})' data-look='([^']*)'")
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(middleware=[Middleware(FirstLooks, base="programs")]))


@pytest.mark.parametrize("name", TEN_VIEWS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_figures_and_fills_are_those_of_the_view(name: str, language: str) -> None:
    found = tenth_view(shipped(), name)
    with speaking(language):
        view = View(translated(found.catalog), found.selection)
        body = first_look(view).body
        wanted = [one.words for one in view.headlines[:3]]
        paint = map_picture(view).paint
    figures = re.findall(r"<b data-label='[^']*' data-figure='([^']*)'>", body)
    shown = TEN_VIEWS[name].shown
    assert figures[:2] == [wanted[2], str(shown.programs)]
    if shown.programs:
        assert figures[1:3] == wanted[:2]
    looks = LOOK.findall(body)
    assert looks
    assert all(look == paint.land_look(iso3) for iso3, look in looks)


def test_each_partner_of_the_region_is_on_the_map_and_leads_to_its_choice() -> None:
    body = first_look(View(shipped())).body
    looks = dict(LOOK.findall(body))
    assert looks["MEX"] == "class-4"  # 76 programs
    assert looks["COL"] == "class-3"  # 41 programs
    assert "data-look='class-4' fill='var(--class-4)'" in body
    assert "<a href='?country=MEX' tabindex='-1'>" in body
    assert '<th scope="row"><a href="./?country=HND">Honduras</a></th>' in body


def test_a_page_weighs_at_most_60_kb_in_gzip() -> None:
    page = page_with_first_look("map", "")
    assert len(gzip.compress(page.encode())) < 60_000


def test_scripts_off_it_is_the_page_without_streamlits_words_for_that() -> None:
    page = page_with_first_look("map", "initiative=CARSI&lang=es")
    assert '<html lang="es">' in page
    assert "<title>Mapa · CARSI · " in page
    assert "<noscript>" not in page
    assert 'href="./data/programs_table.csv?initiative=CARSI&amp;lang=es"' in page


def test_what_an_address_asks_in_vain_is_said_and_escaped() -> None:
    page = page_with_first_look("map", "country=%3Cscript%3Ealert(%27x%27)%3C/script%3E")
    assert "Ignored country" in page
    assert HOSTILE not in page
    assert page.count("<script>") == page_with_first_look("map", "").count("<script>")


def test_hostile_text_of_the_data_stays_text(tiny_catalog: Callable[..., Catalog]) -> None:
    body = first_look(View(tiny_catalog(programs=[{"name": HOSTILE}]))).body
    assert "<script>" not in body
    assert "&lt;script&gt;alert" in body


def test_a_known_page_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/programs/?country=HND")
    assert first.status_code == 200
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/programs/?country=HND", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/programs/", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_what_lies_open_over_the_page_is_not_hidden(client: TestClient) -> None:
    assert client.get("/programs/?country=HND&open=figures").status_code == 404  # passed on
    assert client.get("/programs/?country=HND").status_code == 200


def test_below_a_base_path_every_address_is_relative(client: TestClient) -> None:
    page = client.get("/programs/").text
    body = page[page.index('<div id="first-look"') : page.index('<div id="root">')]
    assert re.findall(r"(?:href|src)=.(/[^'\"]*)", body) == []
    assert client.get("/").status_code == 404  # not below the base: passed on


def test_the_script_is_told_how_large_the_live_map_shows_the_region_and_not_a_choice() -> None:
    body = first_look(View(shipped())).body
    found = re.search(
        r"<svg viewBox='0 0 1992 1480' data-region='([^']*)' data-steps='([^']*)'", body
    )
    assert found
    left, top, width, height = map(float, found[1].split())
    assert (left + width / 2, top + height / 2) == pytest.approx((996, 740), abs=1)
    # 71 of the world's 360 degrees, 256 pixels wide at zoom 0
    assert width / float(found[2]) == pytest.approx(256 * 71 / 360, rel=0.001)
    assert "data-region" not in first_look(View(shipped(), Selection(country=("HND",)))).body


def test_at_most_300_are_kept_and_packed() -> None:
    catalog = shipped()
    kept_page = middleware._kept(
        catalog, middleware.Asked("map", View(catalog).selection, "programs", "", "en", ())
    )
    assert len(kept_page.body) < 70_000  # its text is more than three times as long
    kept = next(
        cache for made, cache in catalog.cache.items() if made.__name__ == middleware._kept.__name__
    )
    assert kept.cache_info().maxsize == 300


def test_faults_of_the_data_are_said_in_place_of_the_map(tiny_data) -> None:
    (tiny_data / "programs.csv").write_text("nonsense\n")
    page = page_with_first_look("map", "")
    assert "<h1>The data cannot be shown</h1>" in page
    assert "<div class='notice fault' role='alert'>" in page
    assert "programs.csv" in page
    assert "<svg" not in page
    assert page.count('<div id="root"></div>') == 1
