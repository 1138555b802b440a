"""An amount can be opened where it stands, and a number of the Coverage page leads to its rows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

MEXICO = {"en": "Mexico", "es": "México"}


def test_the_amount_of_the_map_opens_over_the_page_and_the_map_stays(dashboard):
    dashboard.open_map("/?initiative=CBSI")
    frame = dashboard.map_frame
    dashboard.page.get_by_role("link", name="How this adds up").click()
    panel = dashboard.page.get_by_role("dialog")
    expect(panel).to_contain_text("560.000 million nominal U.S. dollars")
    expect(panel).to_contain_text("1 row of one series is the amount")
    expect(panel).to_contain_text("GAO-19-201")
    dashboard.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert dashboard.map_frame == frame


def test_an_amount_opens_over_the_page_at_an_address_of_its_own(dashboard):
    dashboard.open_map("/?country=HND")
    link = dashboard.part("headline").locator("a.amount").first
    expect(link).to_have_text("$132.3M")
    link.click()
    panel = dashboard.page.get_by_role("dialog")
    expect(panel).to_contain_text("132.288 million nominal U.S. dollars")
    expect(panel).to_contain_text("Counted: 5 rows")
    address = dashboard.page.url
    assert "open=" in address
    dashboard.page.go_back()
    expect(panel).to_be_hidden()
    dashboard.expect_address("/", country="HND")
    dashboard.page.goto(address)
    expect(panel).to_contain_text("132.288 million nominal U.S. dollars")
    dashboard.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    dashboard.expect_address("/", country="HND")


def test_the_address_of_an_amount_leads_to_its_rows_where_no_script_runs(dashboard):
    dashboard.open_map("/?country=HND")
    target = dashboard.part("headline").locator("a.amount").first.get_attribute("href")
    dashboard.page.goto(f"{dashboard.page.url.partition('?')[0]}{target}")
    page = dashboard.page
    expect(page.get_by_role("heading", name="One amount and the records behind it")).to_be_visible()
    expect(page.get_by_text("132.288 million nominal U.S. dollars")).to_be_visible()


def test_all_figures_of_a_country_and_year_stand_by_stage_and_none_is_added(dashboard):
    dashboard.open_map("/?country=MEX&fy=2012")
    dashboard.page.get_by_role("link", name="All figures for Mexico, FY2012").click()
    panel = dashboard.page.get_by_role("dialog")
    table = panel.get_by_role("table", name="Amounts of this choice; none is added to another")
    rows = [" | ".join(row.all_inner_texts()) for row in _cells(table)]
    assert len(rows) == 14
    assert rows[0].startswith("Requested | FY2012 | $282.0M | not split by account")
    assert [row for row in rows if row.startswith("Allocated | FY2012 | $248.5M | INCLE")]
    assert [row for row in rows if row.startswith("Obligated | FY2012 | $27.5M | INCLE")]


def test_one_year_of_a_country_is_three_clicks_from_the_map(dashboard):
    dashboard.open_map("/?country=MEX")  # the first click: on the country
    dashboard.page.get_by_role("link", name="All figures for Mexico").click()
    panel = dashboard.page.get_by_role("dialog")
    panel.get_by_role("link", name="FY2012", exact=True).click()
    expect(panel).to_contain_text("All figures for Mexico, FY2012")
    table = panel.get_by_role("table", name="Amounts of this choice; none is added to another")
    expect(table).to_contain_text("$248.5M")
    expect(panel.get_by_role("link", name="FY2011", exact=True)).to_be_visible()
    dashboard.expect_address("/", country="MEX", open="figures-2012")
    dashboard.page.go_back()
    expect(panel).not_to_contain_text("All figures for Mexico, FY2012")


def test_a_year_in_the_table_of_the_chart_opens_all_figures_of_it(dashboard):
    dashboard.open("/country?country=MEX")
    dashboard.page.get_by_text("The same amounts as a table").click()
    table = dashboard.page.get_by_role("table", name="The same amounts as a table")
    table.get_by_role("link", name="FY2012", exact=True).click()
    panel = dashboard.page.get_by_role("dialog")
    expect(panel).to_contain_text("All figures for Mexico, FY2012")


def test_an_amount_opens_out_of_all_figures_and_back_leads_to_them(dashboard):
    dashboard.open_map("/?country=MEX&fy=2012")
    dashboard.page.get_by_role("link", name="All figures for Mexico, FY2012").click()
    panel = dashboard.page.get_by_role("dialog")
    panel.get_by_role("link", name="$27.5M").click()
    expect(panel).to_contain_text("27.536 million nominal U.S. dollars")
    dashboard.page.go_back()
    expect(panel).to_contain_text("All figures for Mexico, FY2012")
    dashboard.settle()
    dashboard.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    dashboard.expect_address("/", country="MEX", fy="2012-2012")


def test_a_program_opens_over_the_page_under_one_heading(dashboard):
    dashboard.open("/initiative?initiative=CARSI")
    dashboard.page.locator("a[href*='program=CAR-']").first.click()
    panel = dashboard.page.get_by_role("dialog")
    panel.get_by_role("table", name="The program").wait_for()
    expect(panel.get_by_text("One program and its sources")).to_have_count(1)


def test_why_figures_differ_is_told_over_the_page_and_since_when_the_amount_stands(dashboard):
    dashboard.open_map("/?country=HND")
    dashboard.part("headline").get_by_role("link", name="see note").first.click()
    panel = dashboard.page.get_by_role("dialog")
    expect(panel).to_contain_text("Why figures differ (Reported differently)")
    expect(panel).to_contain_text("Honduras's security money seems to jump between FY2020 and")
    expect(panel).to_contain_text("Unchanged since")
    expect(panel).to_contain_text("the release of November 24, 2026 (version d1eb32347d)")


def test_what_changed_lately_is_told_on_the_map_and_in_full_on_about(dashboard):
    dashboard.open_map("/?country=CRI")
    expect(dashboard.page.get_by_text("Newest source: ")).to_be_visible()
    dashboard.page.get_by_text("What changed lately").click()
    expect(dashboard.page.get_by_role("table", name="Newest dated programs")).to_be_visible()
    dashboard.page.get_by_role("link", name="Everything that this release").click()
    expect(dashboard.page.get_by_role("heading", name="What changed lately")).to_be_visible()
    expect(dashboard.page.get_by_text("Results: 49 added, 0 corrected")).to_be_visible()


def _cells(table):
    table.wait_for()
    return [row.locator("th, td") for row in table.locator("tbody tr").all()]


def test_a_number_of_the_coverage_page_leads_to_exactly_its_programs(dashboard):
    dashboard.open("/coverage?initiative=CARSI")
    table = dashboard.page.get_by_role("table", name="Programs by country and theme")
    row = table.get_by_role("row").filter(has_text="Honduras")
    row.get_by_role("link").first.click()
    dashboard.on_map("body[data-painted]").wait_for()
    dashboard.expect_chosen("country", "Honduras")
    dashboard.expect_chosen("initiative", "CARSI")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_filter_sends_less_than_forty_kilobytes(dashboard, language):
    received = []
    dashboard.open_map(f"/?lang={language}")
    dashboard.channel.on("framereceived", lambda frame: received.append(len(frame)))
    dashboard.settle()
    for country, programs in (("Colombia", 60), (MEXICO[language], 94)):
        received.clear()
        dashboard.choose("country", country)
        expect(dashboard.part("downloads")).to_contain_text(f"({programs} ")
        dashboard.settle()
        assert 0 < sum(received) < 40_000, country
        dashboard.part("clear").get_by_role("button").click()
        expect(dashboard.part("downloads")).to_contain_text("(363 ")
        dashboard.settle()
