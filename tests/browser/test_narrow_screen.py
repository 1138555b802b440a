"""On a phone everything stacks in reading order and can be used."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

ORDER = ("headline", "map", "legend", "records", "downloads", "summary")
SLID_IN = """(sidebar) => Promise.all(
    sidebar.getAnimations({ subtree: true }).map((animation) => animation.finished)
).then(() => null)"""


@pytest.fixture
def viewport():
    return {"width": 375, "height": 812}


def test_the_parts_stand_in_order_from_top_to_bottom(dashboard):
    dashboard.open_map()
    expect(dashboard.part("downloads")).to_be_attached()
    boxes = [dashboard.part(key).bounding_box() for key in ORDER]
    bottoms = [box["y"] + box["height"] for box in boxes]
    assert all(bottom <= below["y"] for bottom, below in zip(bottoms, boxes[1:], strict=False))


def test_no_part_is_wider_than_the_screen(dashboard):
    dashboard.open_map()
    expect(dashboard.part("downloads")).to_be_attached()
    for key in ORDER:
        box = dashboard.part(key).bounding_box()
        assert box["x"] >= 0, key
        assert box["x"] + box["width"] <= 375, key


def test_the_filters_can_be_opened_and_used(dashboard):
    dashboard.open_map()
    dashboard.page.get_by_test_id("stExpandSidebarButton").click()
    # An open list closes when the sidebar that holds it moves.
    dashboard.page.get_by_test_id("stSidebar").evaluate(SLID_IN)
    dashboard.part("initiative").get_by_role("combobox").click()
    dashboard.page.get_by_role("option", name="CARSI").click()
    dashboard.expect_address("/", initiative="CARSI")
