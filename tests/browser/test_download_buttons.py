"""A download button gives byte for byte what its data address gives."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

FILTERS = "initiative=CARSI&country=HND"
BUTTONS = [
    ("download_archive", f"dataset.zip?{FILTERS}"),
    ("download_funding", "tables/funding.csv"),
    ("download_sources", "tables/sources.csv"),
    ("download_datapackage", "datapackage.json"),
]


def given_at(address: str) -> tuple[bytes, str]:
    """What an address gives, and the name it gives it."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # the test's own server
        (name,) = re.findall('filename="(.+)"', answer.headers["content-disposition"])
        return answer.read(), name


def expect_the_same(dashboard, key: str, address: str) -> None:
    with dashboard.page.expect_download() as started:
        dashboard.part(key).get_by_role("button").click()
    body, name = given_at(f"{dashboard.address}/data/{address}")
    assert Path(started.value.path()).read_bytes() == body
    assert started.value.suggested_filename == name


@pytest.mark.parametrize(
    "query", ["", FILTERS, "theme=corrections&fy=2010-2012&as_of=2011", "country=HND&lang=es"]
)
def test_the_button_of_the_map_page_gives_what_the_address_gives(dashboard, query):
    dashboard.open_map(f"/?{query}")
    expect_the_same(dashboard, "download_csv", f"programs_table.csv?{query}")


def test_the_data_file_with_codes_stands_under_more_downloads(dashboard):
    dashboard.open_map(f"/?{FILTERS}")
    dashboard.page.get_by_text("More downloads of this view").click()
    button = dashboard.part("download_codes")
    expect(button).to_contain_text("Data file (CSV with codes)")
    expect_the_same(dashboard, "download_codes", f"programs.csv?{FILTERS}")


@pytest.mark.parametrize(("key", "address"), BUTTONS)
def test_a_button_of_the_downloads_gives_what_its_address_gives(dashboard, key, address):
    dashboard.open(f"/sources?part=downloads&{FILTERS}")
    expect_the_same(dashboard, key, address)


def test_the_addresses_on_the_page_are_of_this_host_and_give_the_filtered_tables(dashboard):
    dashboard.open(f"/sources?part=downloads&{FILTERS}")
    shown = dashboard.page.get_by_test_id("stCode").filter(has_text="/data/programs.csv")
    expect(shown).to_be_visible()
    addresses = shown.inner_text().split()
    assert addresses == [
        f"{dashboard.address}/data/{name}?{FILTERS}"
        for name in (
            "programs_table.csv",
            "programs.csv",
            "programs.json",
            "funding.csv",
            "funding.json",
            "sources.csv",
            "sources.json",
            "countries.geojson",
            "places.geojson",
            "dataset.zip",
        )
    ]
    assert all(given_at(address)[0] for address in addresses)
