"""Every partner can be hit with the mouse at the first view, however small it is."""

from __future__ import annotations

import math

import pytest

SMALLEST_TARGET_PX = 24
SMALLEST_AREA_PX = math.pi * (SMALLEST_TARGET_PX / 2) ** 2
STEP_PX = 3

# How many points of a grid over the frame belong to each country: its shape, its round target or
# a symbol of a place on it.
REACH = """(step) => {
    const points = {};
    for (let x = 0; x < innerWidth; x += step)
        for (let y = 0; y < innerHeight; y += step) {
            const hit = document.elementFromPoint(x, y);
            const iso3 = hit && hit.dataset.iso3;
            if (iso3) points[iso3] = (points[iso3] || 0) + 1;
        }
    return points;
}"""


def test_each_cbsi_partner_has_a_target_of_at_least_24_px_at_first_view(dashboard, members):
    dashboard.open_map("/?initiative=CBSI")
    rows = [row for row in members if row["initiative_id"] == "CBSI"]
    partners = [row["iso3"] for row in rows if row["role"] == "partner"]
    assert len(partners) == 13
    points = dashboard.map_frame.evaluate(REACH, STEP_PX)
    areas = {iso3: points.get(iso3, 0) * STEP_PX**2 for iso3 in partners}
    # Symbols of places and neighbors may cover a quarter of it.
    assert {iso3: area for iso3, area in areas.items() if area < 0.75 * SMALLEST_AREA_PX} == {}


@pytest.mark.parametrize(
    ("iso3", "name"), [("LCA", "Saint Lucia"), ("KNA", "Saint Kitts and Nevis")]
)
def test_a_small_island_can_be_clicked_at_first_view(dashboard, iso3, name):
    dashboard.open_map()
    dashboard.on_map(f"path[data-iso3={iso3}]").last.click()
    dashboard.expect_address("/", country=iso3)
    dashboard.expect_chosen("country", name)


def test_a_click_selects_a_country_and_a_second_click_lets_it_go(dashboard):
    dashboard.open_map()
    dashboard.click_country("MEX")
    dashboard.expect_address("/", country="MEX")
    dashboard.expect_chosen("country", "Mexico")
    dashboard.expect_programs(78, rows=94)
    dashboard.on_map("body[data-painted='2']").wait_for()
    dashboard.click_country("MEX")
    dashboard.expect_address("/")
    dashboard.expect_chosen("country")
    dashboard.expect_programs(313, rows=363)


def test_a_country_can_be_selected_with_the_keyboard(dashboard):
    dashboard.open_map()
    dashboard.on_map("path[data-iso3=HND]").first.focus()
    dashboard.page.keyboard.press("Enter")
    dashboard.expect_address("/", country="HND")


def test_a_click_on_a_neighbor_that_is_no_partner_selects_nothing(dashboard):
    dashboard.open_map()
    sent = dashboard.messages_sent
    spot = dashboard.map_frame.evaluate(
        """() => {
            const { left, top } = map.getContainer().getBoundingClientRect();
            return map.latLngToContainerPoint([30.5, -84.0]).add([left, top]);
        }"""
    )
    box = dashboard.page.locator(".st-key-map iframe").bounding_box()
    dashboard.page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    dashboard.let_the_map_tell()
    dashboard.measure_funding()
    assert dashboard.messages_sent == sent + 1
