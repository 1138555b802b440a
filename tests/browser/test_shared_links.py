"""A link opens what was on the screen of the one who sent it, on every page."""

from __future__ import annotations

from playwright.sync_api import expect

LINK = "/?initiative=CARSI&country=HND"
FILTERS = {"initiative": "CARSI", "country": "HND"}


def expect_filtered(dashboard):
    dashboard.expect_chosen("initiative", "CARSI")
    dashboard.expect_chosen("country", "Honduras")


def go_to(dashboard, page, heading):
    dashboard.page.get_by_role("link", name=page, exact=True).click()
    expect(dashboard.page.get_by_role("heading", name=heading)).to_be_visible()


def test_a_cold_link_opens_the_map_filtered(dashboard):
    dashboard.open_map(LINK)
    expect_filtered(dashboard)
    dashboard.expect_programs(16, rows=17)
    expect(dashboard.on_map("path[data-iso3=HND]").first).to_have_attribute("aria-pressed", "true")
    dashboard.expect_address("/", **FILTERS)


def test_a_cold_link_to_about_keeps_the_filters_in_widgets_and_address(dashboard):
    dashboard.open("/about?initiative=CARSI&country=HND")
    expect(dashboard.page.get_by_role("heading", name="About this map")).to_be_visible()
    expect_filtered(dashboard)
    dashboard.expect_address("/about", **FILTERS)


def test_a_link_with_fiscal_years_sets_the_slider(dashboard):
    dashboard.open_map("/?fy=2010-2014")
    ends = dashboard.part("fy").locator("input[type=range]")
    expect(ends.first).to_have_value("2010")
    expect(ends.last).to_have_value("2014")


def test_the_address_still_carries_the_filters_after_a_change_of_page(dashboard):
    dashboard.open_map(LINK)
    go_to(dashboard, "About", "About this map")
    dashboard.expect_address("/about", **FILTERS)
    expect_filtered(dashboard)
    go_to(dashboard, "Map", "CARSI in Honduras")
    dashboard.expect_address("/", **FILTERS)
    dashboard.expect_programs(16, rows=17)


def test_the_back_button_returns_to_the_page_with_its_filters(dashboard):
    dashboard.open_map(LINK)
    before = steps(dashboard)
    go_to(dashboard, "About", "About this map")
    dashboard.expect_address("/about", **FILTERS)
    # Streamlit may keep the page without its filters as a step of its own.
    taken = steps(dashboard) - before
    assert taken in (1, 2)
    for _ in range(taken):
        dashboard.page.go_back()
        dashboard.settle()
    dashboard.expect_address("/", **FILTERS)
    dashboard.expect_programs(16, rows=17)
    expect_filtered(dashboard)


def test_the_back_button_undoes_the_last_filter(dashboard):
    dashboard.open_map()
    dashboard.choose("initiative", "CARSI")
    dashboard.expect_address("/", initiative="CARSI")
    dashboard.choose("country", "Honduras")
    dashboard.expect_address("/", **FILTERS)
    dashboard.page.go_back()
    dashboard.expect_address("/", initiative="CARSI")
    dashboard.expect_chosen("country")
    dashboard.expect_chosen("initiative", "CARSI")


def test_a_link_opened_again_in_the_same_tab_replaces_the_filters(dashboard):
    dashboard.open_map(LINK)
    dashboard.open_map("/?country=MEX")
    dashboard.expect_chosen("country", "Mexico")
    dashboard.expect_chosen("initiative")


def test_the_back_button_leads_back_to_no_filters_at_all(dashboard):
    dashboard.open_map()
    dashboard.choose("initiative", "CARSI")
    dashboard.expect_address("/", initiative="CARSI")
    dashboard.page.go_back()
    dashboard.expect_chosen("initiative")
    dashboard.expect_programs(313, rows=363)
    dashboard.expect_address("/")


def steps(dashboard):
    return dashboard.page.evaluate("() => history.length")


def test_clearing_several_filters_is_one_step_back(dashboard):
    dashboard.open_map(LINK)
    before = steps(dashboard)
    dashboard.part("clear").get_by_role("button").click()
    dashboard.expect_programs(313, rows=363)
    dashboard.expect_address("/")
    assert steps(dashboard) == before + 1


def pick(dashboard, key, label):
    field = dashboard.part(key).get_by_role("combobox")
    field.click()
    field.fill(label)
    dashboard.page.get_by_role("option", name=label, exact=True).click()


def test_the_back_button_undoes_a_choice_of_what_to_compare(dashboard):
    dashboard.open("/compare")  # which shows Guatemala and Honduras as an example
    pick(dashboard, "compare_country_0", "Panama")
    dashboard.expect_address("/compare", a="PAN", b="HND")
    pick(dashboard, "compare_country_1", "El Salvador")
    dashboard.expect_address("/compare", a="PAN", b="SLV")
    heading = dashboard.page.get_by_role("heading", name="Panama and El Salvador")
    expect(heading).to_be_visible()
    dashboard.page.go_back()
    dashboard.expect_address("/compare", a="PAN", b="HND")
    expect(heading).to_have_count(0)
    dashboard.page.go_forward()
    expect(heading).to_be_visible()


def test_a_ready_pair_opens_in_the_same_visit_and_is_one_step_back(dashboard):
    dashboard.open("/compare?theme=police")
    dashboard.settle()
    dashboard.page.evaluate("window.sameVisit = true")
    dashboard.page.get_by_role("link", name="Mérida and CARSI").click()
    dashboard.expect_address("/compare", theme="police", a="Merida", b="CARSI")
    shown = dashboard.page.get_by_role("heading", name="Mérida and CARSI")
    expect(shown).to_be_visible()
    dashboard.page.go_back()
    dashboard.expect_address("/compare", theme="police")
    expect(dashboard.page.get_by_role("heading", name="Guatemala and Honduras")).to_be_visible()
    assert dashboard.page.evaluate("window.sameVisit")


def test_a_bar_of_the_timeline_opens_its_initiative_by_keyboard(dashboard):
    dashboard.open("/initiative")
    dashboard.settle()
    dashboard.page.evaluate("window.sameVisit = true")
    dashboard.page.get_by_role("link", name="CBSI since 2010").focus()
    dashboard.page.keyboard.press("Enter")
    dashboard.expect_address("/initiative", initiative="CBSI")
    title = dashboard.page.get_by_role("heading", name="Caribbean Basin Security Initiative")
    expect(title.first).to_be_visible()
    assert dashboard.page.evaluate("window.sameVisit")
