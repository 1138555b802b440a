"""A data folder with faults is shown in words, and what stands in it is shown as text."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

DATA = Path(__file__).parents[2] / "data"
HOSTILE = {
    "Merida": "[read](https://outside.example/)",
    "CARSI": "<img src=x onerror=document.title=1>",
    "CBSI": "**20x7**",
}


@pytest.fixture(scope="module")
def server(start_server, tmp_path_factory):
    """Return the address of a dashboard whose table of initiatives has three bad years."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("spoiled") / "data"))
    table = folder / "initiatives.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["valid_from"] = HOSTILE.get(row["initiative_id"], row["valid_from"])
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return start_server(INLMAP_DATA=str(folder))


def test_faults_are_listed_as_text_without_map_figures_or_traceback(dashboard):
    dashboard.open("/?initiative=CARSI")
    page = dashboard.page
    expect(page.get_by_role("heading", name="The data cannot be shown")).to_be_visible()
    faults = page.get_by_role("alert").filter(has_text="initiatives.csv")
    expect(faults).to_have_count(len(HOSTILE))
    for value in HOSTILE.values():
        expect(faults.filter(has_text=value)).to_have_count(1)
    expect(faults.locator("a, img, strong, em")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    for key in ("headline", "map", "records"):
        expect(dashboard.part(key)).to_have_count(0)
    assert page.title() != "1"
