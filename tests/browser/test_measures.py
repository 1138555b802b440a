"""The map answers by measure, initiative and place, and its card says what was chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

REGIONS = (
    "Whole region",
    "Mexico and border",
    "Central America",
    "Caribbean",
    "Colombia",
    "Andes",
)


# The names that are cut by the edge of the map or covered by the legend that stands in it.
CUT = """boxes => {
    const map = document.querySelector(".leaflet-container").getBoundingClientRect();
    const frame = frameElement.getBoundingClientRect();
    const legend = parent.document.querySelector(".st-key-legend").getBoundingClientRect();
    return boxes.filter((box) => {
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const inside = left >= map.left && right <= map.right && top >= map.top;
        const across = left + frame.left < legend.right && right + frame.left > legend.left;
        const down = top + frame.top < legend.bottom && bottom + frame.top > legend.top;
        return !(inside && bottom <= map.bottom) || (across && down);
    }).map((box) => box.textContent);
}"""
# Pairs of names that lie on each other.
ON_EACH_OTHER = """(boxes) => {
    const all = boxes.map((box) => [box.textContent, box.getBoundingClientRect()]);
    const meet = (a, b) =>
        a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
    return all.flatMap(([name, box], at) =>
        all.slice(at + 1).filter(([, other]) => meet(box, other)).map(([other]) => [name, other]));
}"""


def switch_to(dashboard, measure):
    dashboard.part("measure").get_by_text(measure, exact=True).click()


def test_the_measure_repaints_the_map_and_its_legend_and_stands_in_the_address(dashboard):
    dashboard.open_map()
    assert dashboard.looks()["BLZ"] == "class-2"
    switch_to(dashboard, "Documented funding")
    dashboard.expect_address("/", measure="funding")
    expect(dashboard.part("legend")).to_contain_text("Nominal $ obligated, FY2021–FY2025")
    expect(dashboard.on_map("path[data-iso3=BLZ][data-look=class-0]").first).to_be_attached()
    expect(dashboard.on_map("path[data-iso3=COL][data-look=class-3]").first).to_be_attached()


def test_a_country_in_two_initiatives_shows_the_colors_of_both(glance):
    glance.turn_to("/?measure=initiatives")
    colombia = glance.on_map("path[data-iso3=COL]").first
    expect(colombia).to_have_attribute("data-look", "initiatives:Plan-Colombia+Andean")
    expect(colombia).to_have_attribute("fill", "url(#stripes-Plan-Colombia-Andean)")
    bands = glance.on_map("#stripes-Plan-Colombia-Andean rect").evaluate_all(
        "shapes => shapes.map(shape => shape.getAttribute('fill'))"
    )
    assert bands == ["var(--initiative-Plan-Colombia)", "var(--initiative-Andean)"]
    expect(glance.part("legend")).to_contain_text("Striped: partner in each of these")


def test_first_level_units_appear_with_the_country_that_has_them(glance):
    glance.turn_to("/")
    expect(glance.on_map("path[data-unit]")).to_have_count(0)
    glance.turn_to("/?country=GTM")
    expect(glance.on_map("path[data-unit]")).to_have_count(22)
    glance.turn_to("/?country=PER")
    expect(glance.on_map("path[data-unit]")).to_have_count(0)


def test_a_chosen_country_shows_a_pale_fill_where_a_state_has_no_program(glance):
    glance.turn_to("/?country=GTM")
    empty = glance.on_map("path[data-look=empty-unit]")
    expect(empty.first).to_have_attribute("fill-opacity", "0")
    expect(glance.on_map("path[data-iso3=GTM]").first).to_have_attribute("fill", "var(--pale)")
    expect(glance.part("legend")).to_contain_text("Programs without a named state: 16")
    glance.turn_to("/?country=GTM&measure=funding")
    expect(empty).to_have_count(0)
    expect(glance.on_map("path[data-iso3=GTM]").first).not_to_have_attribute("fill", "var(--pale)")


def test_the_region_buttons_move_the_view_and_not_the_filter(dashboard):
    dashboard.open_map("/?initiative=CBSI")
    buttons = dashboard.on_map(".regions button")
    expect(buttons).to_have_text(REGIONS)
    before, sent = dashboard.view(), dashboard.messages_sent
    buttons.get_by_text("Caribbean").click()
    zoom, lat, lng = dashboard.view()
    assert zoom > before[0]
    assert 8 < lat < 20
    assert -75 < lng < -60
    assert dashboard.messages_sent == sent
    dashboard.expect_address("/", initiative="CBSI")


def test_symbols_tell_kind_and_precision(dashboard):
    dashboard.open_map("/?country=PER")
    dashboard.on_map(".regions button").get_by_text("Andes").click()
    expect(dashboard.on_map("[data-place]").first).to_be_attached()
    precisions = dashboard.on_map("[data-place]").evaluate_all(
        "marks => [...new Set(marks.map(mark => mark.dataset.precision))]"
    )
    assert set(precisions) <= {"exact", "approximate", "admin1"}
    assert dashboard.on_map("[data-place] img").count() > 0


def test_symbols_that_would_cover_each_other_are_gathered_and_opened_as_a_list(dashboard):
    dashboard.open_map("/?country=COL")
    group = dashboard.on_map("[data-gathered]").first
    places = group.get_attribute("data-gathered").split(" ")
    assert len(places) > 1
    group.focus()
    dashboard.page.keyboard.press("Enter")
    listed = dashboard.on_map(".gathered button")
    expect(listed).to_have_count(len(places))
    name = listed.first.inner_text().rpartition(" (")[0]
    listed.first.click()
    expect(dashboard.part("card")).to_contain_text(name)


def test_the_card_of_a_country_names_its_source_and_leads_to_its_page(dashboard):
    dashboard.open_map("/?initiative=CARSI")
    dashboard.click_country("HND")
    card = dashboard.part("card")
    expect(card).to_contain_text("Honduras")
    expect(card).to_contain_text("Central America Regional Security Initiative")
    expect(card).to_contain_text("disbursed, FY2009")
    expect(card).to_contain_text("Status of Funding for the Central America")
    card.get_by_role("link", name="Open the page of this country").click()
    dashboard.page.get_by_role("heading", name="Honduras", exact=True).wait_for()
    dashboard.expect_address("/country", initiative="CARSI", country="HND")


def test_clear_on_the_card_lets_the_country_go(dashboard):
    dashboard.open_map("/?country=HND")
    dashboard.part("card").get_by_role("button", name="Clear").click()
    dashboard.expect_address("/")
    expect(dashboard.part("card")).to_contain_text("Choose a country")


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", {"Mexico", "Guatemala", "Haiti", "Jamaica", "Brazil", "Saint Kitts and Nevis"}),
        ("es", {"México", "Guatemala", "Haití", "Jamaica", "Brasil", "San Cristóbal y Nieves"}),
    ],
)
def test_names_stand_in_the_language_of_the_page_and_none_is_cut(glance, language, wanted):
    glance.turn_to(f"/?lang={language}")
    names = glance.on_map(".country-name")
    assert wanted <= {name.strip().replace("\n", " ") for name in names.all_inner_texts()}
    assert names.evaluate_all(CUT) == []
    assert names.evaluate_all(ON_EACH_OTHER) == []


def test_every_country_of_a_choice_has_its_name_and_none_lies_under_the_legend(glance):
    glance.turn_to("/?initiative=CARSI")
    names = glance.on_map(".country-name")
    seven = {"Belize", "Costa Rica", "El Salvador", "Guatemala", "Honduras", "Nicaragua", "Panama"}
    assert seven <= set(names.all_inner_texts())
    assert names.evaluate_all(CUT) == []
    legend = glance.part("legend").bounding_box()
    frame = glance.page.locator(".st-key-map iframe").bounding_box()
    left = glance.on_map("path[data-look^=class-]").evaluate_all(
        "shapes => Math.min(...shapes.map((shape) => shape.getBoundingClientRect().left))"
    )
    assert frame["x"] + left >= legend["x"] + legend["width"]


def test_no_name_lies_under_the_legend(glance):
    glance.turn_to("/?country=LCA")
    names = glance.on_map(".country-name")
    expect(names.get_by_text("Saint Lucia")).to_be_visible()
    assert names.evaluate_all(CUT) == []


def test_a_choice_moves_the_view_to_its_countries_and_a_button_leads_back(dashboard):
    dashboard.open_map()
    whole, _, _ = dashboard.view()
    back = dashboard.on_map(".back")
    expect(back).to_be_hidden()
    dashboard.choose("initiative", "CARSI")
    expect(back).to_be_visible()
    zoom, lat, lng = dashboard.view()
    assert zoom > whole + 1
    assert 8 < lat < 18
    assert -95 < lng < -78
    back.click()
    assert dashboard.view()[0] == whole
    expect(back).to_be_hidden()
    dashboard.part("clear").get_by_role("button").click()
    dashboard.expect_programs(313, rows=363)
    assert dashboard.view()[0] == whole


def test_places_are_off_at_the_overview_and_on_by_switch_region_or_country(glance):
    glance.turn_to("/")
    places = glance.on_map(".place")
    switch = glance.on_map(".switch")
    expect(places).to_have_count(0)
    expect(switch).to_have_attribute("aria-pressed", "false")
    glance.turn_to("/?country=PER")
    expect(places).not_to_have_count(0)
    expect(switch).to_have_attribute("aria-pressed", "true")


def test_the_switch_of_places_shows_and_hides_them(dashboard):
    dashboard.open_map()
    switch, places = dashboard.on_map(".switch"), dashboard.on_map(".place")
    expect(switch).to_have_text("Places (133)")
    switch.click()
    expect(places).not_to_have_count(0)
    switch.click()
    expect(places).to_have_count(0)
    dashboard.on_map(".regions button").get_by_text("Caribbean").click()
    expect(places).to_have_count(0)  # as the visitor has switched them
