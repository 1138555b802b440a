"""Two visitors in two browsers: what one brings, the other never sees, and no disk holds."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from inlmap.dataset.schema import PROGRAMS

ROOT = Path(__file__).parents[2]
QUIET = "Quiet Harbor Patrol"
OWN = {
    "program_id": "OWN-1",
    "name": QUIET,
    "initiative_id": "CARSI",
    "iso3": "HND",
    "assistance_type": "maritime assets",
    "lead_agency": "Harbor Office",
    "modality": "bilateral",
    "scope": "place",
    "place_ids": "PLC-057",
    "description": "Patrols the harbor.",
    "source_id": "S001",
}


@pytest.fixture
def own_file():
    """Return a programs.csv with one own program at a place, 2 MB long for its descriptions."""
    long = {
        "description": ("Patrols. " * 400).strip(),
        "lead_agency": "",
        "name": "Patrol",
        "place_ids": "",
        "scope": "country",
    }
    rows = [OWN]
    rows += [OWN | long | {"program_id": f"OWN-{number}"} for number in range(2, 600)]
    text = io.StringIO()
    writer = csv.DictWriter(
        text,
        list(rows[0]) + [name for name in PROGRAMS.column_names if name not in rows[0]],
        restval="",
    )
    writer.writeheader()
    writer.writerows(rows)
    return {"name": "programs.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}


@pytest.fixture
def mine(dashboard, own_file):
    """Return the tab of a visitor who has brought 599 programs and looks at the map."""
    dashboard.open("/your_data")
    dashboard.page.locator("input[type=file]").set_input_files(own_file)
    dashboard.page.get_by_role("button", name="Show them on every page").click()
    expect(dashboard.part("yours")).to_contain_text("Your rows, not published.")
    dashboard.page.get_by_role("link", name="Map", exact=True).click()
    dashboard.on_map("body[data-painted]").wait_for()
    dashboard.expect_programs(313 + 599, rows=363 + 599)
    return dashboard


def test_another_browser_sees_nothing_of_them(mine, browser, server):
    other = browser.new_context()
    try:
        stranger = type(mine)(other.new_page(), server)
        stranger.open_map()
        stranger.expect_programs(313, rows=363)
        assert QUIET not in stranger.page.content()
        assert QUIET not in stranger.map_frame.content()
        for name in ("places.geojson", "settings.en.json"):
            [address] = {
                url
                for url in stranger.map_frame.evaluate(
                    "performance.getEntriesByType('resource').map((one) => one.name)"
                )
                if url.endswith(name)
            }
            assert QUIET not in other.request.get(address).text()
        for path in ("programs.csv", "programs.json", "tables/programs.csv"):
            given = other.request.get(f"{server}/data/{path}").text()
            assert "Office mission" in given
            assert QUIET not in given
    finally:
        other.close()
    expect(mine.part("headline")).to_contain_text(re.compile(r"\b912 programs"))


def test_a_new_tab_of_the_same_browser_is_another_visit(mine, context):
    again = type(mine)(context.new_page(), mine.address)
    again.open_map()
    again.expect_programs(313, rows=363)


def test_nothing_of_them_is_on_disk(mine, server_folder):
    assert mine.page.url
    places = (server_folder, ROOT / "data", ROOT / "inlmap", ROOT / ".streamlit")
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    assert files
    holding = [path for path in files if QUIET.encode() in path.read_bytes()]
    assert holding == []


def test_the_map_shows_an_own_program_at_its_place_with_its_mark(mine):
    mine.settle()
    mine.part("more_filters").locator("summary").click()
    mine.part("agency").wait_for()
    mine.choose("agency", "Harbor Office")
    mine.expect_programs(1, rows=1)
    mine.settle()
    mine.on_map(".switch").click()
    symbol = mine.on_map("[data-place]")
    expect(symbol).to_have_count(1)
    expect(symbol).to_have_attribute(
        "aria-label", re.compile(rf"{QUIET} \(your row, not published\)")
    )


def test_the_download_marks_them(mine):
    with mine.page.expect_download() as started:
        mine.part("downloads").get_by_role("button").click()
    path = started.value.path()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "-yours-" in started.value.suggested_filename
    own = [row["Program"] for row in rows if row["Program"].endswith("(your row, not published)")]
    assert (len(rows), len(own)) == (962, 599)
    assert f"{QUIET} (your row, not published)" in own
