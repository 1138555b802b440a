"""The link of "Copy link" opens the same view in another tab."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from inlmap.dataset.folder import SHIPPED_DATA, dataset_version


def copied(dashboard):
    dashboard.part("copy_link").get_by_role("button").click()
    block = dashboard.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    expect(block).to_contain_text("version=")
    return block.locator("code").inner_text()


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("/?initiative=CARSI&country=HND&measure=funding", "/"),
        ("/country?initiative=CARSI&country=HND&measure=funding", "/country"),
    ],
)
def test_the_copied_link_opens_the_same_page_filters_and_measure(dashboard, path, opened):
    dashboard.open(path)
    dashboard.expect_chosen("country", "Honduras")
    figures = dashboard.part("headline").inner_text()
    link = copied(dashboard)
    assert link.startswith(f"{dashboard.address}{opened}?")
    dashboard.page.goto("about:blank")
    dashboard.page.goto(link)
    dashboard.expect_chosen("initiative", "CARSI")
    dashboard.expect_chosen("country", "Honduras")
    assert urlsplit(dashboard.page.url).path == opened
    expect(dashboard.part("headline")).to_have_text(figures, use_inner_text=True)
    dashboard.expect_address(
        opened,
        initiative="CARSI",
        country="HND",
        measure="funding",
        version=dataset_version(SHIPPED_DATA),
    )
    expect(dashboard.part("changes")).to_have_count(0)


def test_the_version_leaves_the_address_with_the_next_filter(dashboard):
    dashboard.open_map(f"/?country=HND&version={dataset_version(SHIPPED_DATA)}")
    dashboard.choose("initiative", "CARSI")
    dashboard.expect_address("/", country="HND", initiative="CARSI")
