"""The table of all countries leads to the page of each, by mouse and by keyboard, and back."""

from __future__ import annotations

from playwright.sync_api import expect

TABLE = "Countries and what is documented for each"


def test_a_country_of_the_table_opens_without_a_new_visit_and_the_back_button_returns(dashboard):
    dashboard.open("/country?initiative=CARSI")
    dashboard.settle()
    page = dashboard.page
    page.evaluate("window.sameVisit = true")
    link = page.get_by_role("table", name=TABLE).get_by_role("link", name="Honduras")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Honduras", level=1)).to_be_visible()
    dashboard.expect_address("/country", initiative="CARSI", country="HND")
    dashboard.expect_chosen("country", "Honduras")
    assert page.evaluate("window.sameVisit")
    page.go_back()
    expect(page.get_by_role("table", name=TABLE)).to_be_visible()
    dashboard.expect_address("/country", initiative="CARSI")
