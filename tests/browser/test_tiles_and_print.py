"""An in-house tile server is used and told of; a page printed from the browser stays readable."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from tests.browser.conftest import Dashboard, Watch

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Tiles(BaseHTTPRequestHandler):
    """Answers every request with a picture of one pixel."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(ONE_PIXEL)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def tile_server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Tiles) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_tile_server_of_the_house_is_drawn_and_the_notice_says_so(
    context: BrowserContext, watch: Watch, start_server: Callable[..., str], tile_server: str
) -> None:
    tiles = tile_server + "/{z}/{x}/{y}.png"
    dashboard = Dashboard(context.new_page(), start_server(INLMAP_TILES=tiles))
    watch.host = urlsplit(dashboard.address).netloc
    dashboard.open_map()
    expect(dashboard.on_map("img.leaflet-tile-loaded").first).to_be_attached()
    notice = f"Map tiles are requested from {tiles}, outside this host."
    expect(dashboard.part("map")).to_contain_text(notice)
    left = watch.left_the_host()
    assert left
    assert [url for url in left if not url.startswith(tile_server)] == []
    watch.requests.clear()  # the tiles were asked for on purpose


def test_a_country_page_prints_without_the_controls_and_with_every_table(
    dashboard: Dashboard,
) -> None:
    dashboard.open("/country?country=HND")
    page = dashboard.page
    expect(page.get_by_role("contentinfo").or_(page.locator("footer"))).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stSelectbox").locator("visible=true")).to_have_count(0)
    tables = page.locator("div.table")
    expect(tables.first).to_be_visible()
    cut = tables.evaluate_all(
        "tables => tables.filter(t => t.scrollWidth > t.clientWidth + 1 && "
        "getComputedStyle(t).overflowX !== 'visible').length"
    )
    assert cut == 0
    expect(page.get_by_role("heading", name="Honduras")).to_be_visible()


@pytest.mark.parametrize(
    ("iso3", "answer"), [("COL", "$954.6M obligated"), ("BHS", "no budget figure")]
)
def test_the_first_page_of_a_printed_country_is_whole_in_itself(
    dashboard: Dashboard, iso3: str, answer: str
) -> None:
    dashboard.open(f"/country?country={iso3}")
    dashboard.settle()
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(dashboard.page.pdf())).pages]
    assert len(pages) <= 7
    for part in (answer, "ForeignAssistance.gov", "Coverage by theme", "Drug supply reduction"):
        assert part in pages[0]
    assert "Boundaries: Natural Earth" in pages[0]  # below the map
    assert "Newest programs" in pages[1]  # a heading is not left alone at the foot of a page
