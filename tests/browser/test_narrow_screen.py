"""On a phone everything stacks in reading order and can be used."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

ORDERS = {
    "Map": ("headline", "part", "map", "legend", "side", "summary"),
    "Table": ("headline", "part", "records", "downloads", "summary"),
    "Charts": ("headline", "part", "twin_yearly", "twin_goals", "summary"),
}
SLID_IN = """(sidebar) => Promise.all(
    sidebar.getAnimations({ subtree: true }).map((animation) => animation.finished)
).then(() => null)"""


@pytest.fixture
def viewport():
    return {"width": 375, "height": 812}


@pytest.mark.parametrize(("part", "order"), ORDERS.items(), ids=ORDERS)
def test_the_parts_stand_below_each_other_and_none_is_wider_than_the_screen(dashboard, part, order):
    dashboard.open_map()
    dashboard.part("part").get_by_text(part, exact=True).click()
    expect(dashboard.part(order[2])).to_be_visible()
    dashboard.settle()
    boxes = [dashboard.part(key).bounding_box() for key in order]
    bottoms = [box["y"] + box["height"] for box in boxes]
    assert all(bottom <= below["y"] for bottom, below in zip(bottoms, boxes[1:], strict=False))
    for key, box in zip(order, boxes, strict=True):
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
