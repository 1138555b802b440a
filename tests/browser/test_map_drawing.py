"""The map draws what it must, once, and keeps the reader's view."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

FETCHED = ("admin1.geojson", "countries.geojson", "places.geojson", "settings.en.json")


def layer_names(dashboard, condition):
    """Return the names of the drawn features for which a JavaScript condition holds."""
    return dashboard.map_frame.evaluate(
        f"""() => {{
            const found = [];
            map.eachLayer(({{ feature }}) => {{
                const about = feature && feature.properties;
                if (about && ({condition})(about)) found.push(about.name);
            }});
            return found.sort();
        }}"""
    )


def test_the_map_draws_the_partner_countries_and_the_border_states(glance):
    glance.turn_to("/")
    assert len(glance.looks()) == 32
    border_states = layer_names(glance, "p => p.iso3 === 'USA' && p.code")
    assert border_states == ["Arizona", "California", "New Mexico", "Texas"]


def test_the_border_states_are_outlined_and_never_filled(glance):
    glance.turn_to("/")
    filled = glance.map_frame.evaluate(
        """() => {
            let filled = 0;
            map.eachLayer((layer) => {
                const { iso3, code } = (layer.feature || { properties: {} }).properties;
                if (iso3 === "USA" && code && layer.getElement().getAttribute("fill") !== "none")
                    filled += 1;
            });
            return filled;
        }"""
    )
    assert filled == 0


def test_only_a_country_without_evidence_has_a_dashed_edge(glance):
    glance.turn_to("/?initiative=CARSI")
    dashed = glance.on_map("path[data-iso3][stroke-dasharray]")
    expect(dashed).to_have_count(0)
    glance.turn_to("/")
    expect(dashed).not_to_have_count(0)
    looks = dashed.evaluate_all("paths => paths.map(path => path.dataset.look)")
    assert set(looks) == {"none"}


def test_a_symbol_stands_at_each_place_of_the_selected_programs(glance, programs):
    glance.turn_to("/?country=HND&initiative=CARSI")
    wanted = {
        place
        for program in programs
        if program["initiative_id"] == "CARSI" and "HND" in program["iso3"].split(";")
        for place in program["place_ids"].split(";")
        if place
    }
    drawn = glance.on_map("[data-place], [data-gathered]").evaluate_all(
        "marks => marks.flatMap(({ dataset }) => (dataset.place || dataset.gathered).split(' '))"
    )
    assert sorted(drawn) == sorted(wanted)


def test_zoom_and_pan_survive_a_filter_in_the_same_frame(dashboard):
    dashboard.open_map()
    dashboard.pan(60, 40)
    dashboard.map_frame.evaluate("() => { map.setZoom(4.5); }")
    before = dashboard.view()
    dashboard.map_frame.evaluate("() => { window.markOfTest = 'here'; }")
    dashboard.choose("initiative", "CARSI")
    expect(dashboard.on_map("path[data-iso3=MEX][data-look=outside]").first).to_be_attached()
    assert dashboard.map_frame.evaluate("() => window.markOfTest") == "here"
    assert dashboard.view() == before


def test_moving_the_map_causes_no_rerun(dashboard):
    dashboard.open_map()
    at_first, sent = dashboard.view(), dashboard.messages_sent
    dashboard.pan(60, 40)
    dashboard.map_frame.evaluate("() => { map.zoomIn(); }")
    assert dashboard.view() != at_first
    dashboard.let_the_map_tell()
    assert dashboard.on_map("body").get_attribute("data-painted") == "1"
    dashboard.measure_funding()
    assert dashboard.messages_sent == sent + 1


@pytest.mark.empty_cache
def test_the_geometry_is_fetched_once_whatever_is_filtered(dashboard, watch):
    dashboard.open_map()
    dashboard.choose("initiative", "CARSI")
    expect(dashboard.on_map("body[data-painted='2']")).to_be_attached()
    dashboard.click_country("HND")
    expect(dashboard.on_map("body[data-painted='3']")).to_be_attached()
    fetched = [url.rpartition("/")[2] for url in watch.asked("/assets/geo/")]
    assert sorted(fetched) == list(FETCHED)


@pytest.mark.empty_cache
def test_coming_back_to_the_map_takes_the_geometry_from_the_browser(dashboard):
    dashboard.open_map()
    dashboard.page.get_by_role("link", name="About").click()
    dashboard.page.get_by_role("heading", name="About this map").wait_for()
    dashboard.page.get_by_role("link", name="Map").click()
    dashboard.on_map("body[data-painted]").wait_for()
    bytes_fetched = dashboard.map_frame.evaluate(
        """() => performance.getEntriesByType("resource")
            .filter((entry) => entry.name.includes("/assets/geo/"))
            .map((entry) => entry.transferSize)"""
    )
    assert bytes_fetched == [0, 0, 0, 0]


def test_a_clicked_country_is_seen_with_all_its_islands_and_without_a_frame(dashboard):
    dashboard.open_map()
    dashboard.click_country("BHS")
    dashboard.expect_address("/", country="BHS")
    dashboard.settle()
    shape = dashboard.on_map("path[data-iso3=BHS]").first
    box = shape.bounding_box()
    frame = dashboard.page.locator(".st-key-map iframe").bounding_box()
    assert box is not None
    assert frame is not None
    assert box["x"] >= frame["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert box["y"] >= frame["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    looks = dashboard.on_map("path").evaluate_all(
        "paths => paths.map((path) => getComputedStyle(path).outlineStyle)"
    )
    assert set(looks) == {"none"}


def test_the_map_is_measured_anew_when_its_room_changes_without_the_window(dashboard):
    dashboard.open_map()
    dashboard.map_frame.evaluate("document.querySelector('.bar').style.paddingBottom = '90px'")
    dashboard.map_frame.wait_for_function(
        "() => map.getSize().y === map.getContainer().clientHeight"
    )
