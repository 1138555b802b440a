"""A filter changes headline, map, sentence, charts, table and download together."""

from __future__ import annotations

import csv
import io
import re

from playwright.sync_api import expect

OBLIGATED = "rgb(180, 98, 15)"  # as in the charts


def test_choosing_an_initiative_changes_every_part_together(dashboard):
    dashboard.open_map()
    dashboard.expect_programs(313, rows=363)
    looks, charts = dashboard.looks(), dashboard.chart_words()
    dashboard.choose("initiative", "CARSI")
    dashboard.expect_programs(63, rows=66)
    expect(dashboard.part("summary")).to_contain_text("under CARSI in 7 countries")
    expect(dashboard.on_map("path[data-iso3=MEX][data-look=outside]").first).to_be_attached()
    painted = {iso3 for iso3, look in dashboard.looks().items() if look != "outside"}
    assert painted == {"BLZ", "CRI", "GTM", "HND", "NIC", "PAN", "SLV"}
    assert dashboard.looks() != looks
    by_goal = dashboard.page.get_by_test_id("stVegaLiteChart").last
    expect(by_goal).to_have_attribute("aria-label", re.compile("programs by goal, 5 goals"))
    assert all(now != then for now, then in zip(dashboard.chart_words(), charts, strict=True))
    dashboard.expect_address("/", initiative="CARSI")


def test_choosing_a_goal_too_changes_every_part_again(dashboard):
    dashboard.open_map("/?initiative=CARSI")
    dashboard.expect_programs(63, rows=66)
    paints = dashboard.on_map("body").get_attribute("data-painted")
    dashboard.choose("goal", "CARSI 1: Create safe streets for citizens")
    dashboard.expect_programs(11, rows=12)
    expect(dashboard.part("summary")).to_contain_text("toward CARSI 1: Create safe streets")
    expect(dashboard.part("headline")).to_contain_text("No source splits the money by goal")
    expect(dashboard.on_map(f"body[data-painted='{int(paints) + 1}']")).to_be_attached()
    dashboard.expect_address("/", initiative="CARSI", goal="CARSI-1")


def test_the_legend_names_the_looks_of_the_map(glance):
    glance.turn_to("/?initiative=CARSI")
    legend = glance.part("legend")
    expect(legend).to_contain_text("No evidence found")
    expect(legend).to_contain_text("Regional only")
    classes = {look for look in glance.looks().values() if look.startswith("class-")}
    shown = {look for look in classes if legend.locator(f".{look}").count() == 1}
    assert classes
    assert shown == classes


def test_clear_filters_brings_everything_back(dashboard):
    dashboard.open_map("/?initiative=CARSI&country=HND")
    dashboard.part("clear").get_by_role("button").click()
    dashboard.expect_programs(313, rows=363)
    dashboard.expect_address("/")
    dashboard.expect_chosen("initiative")
    dashboard.expect_chosen("country")


def test_the_download_holds_exactly_the_rows_that_the_page_counts(dashboard, programs):
    dashboard.open_map("/?initiative=CARSI&country=HND")
    dashboard.expect_programs(16, rows=17)
    with dashboard.page.expect_download() as started:
        dashboard.part("downloads").get_by_role("button").click()
    body = started.value.path().read_bytes()
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert sorted(row["Program"] for row in rows) == sorted(
        row["name"]
        for row in programs
        if row["initiative_id"] == "CARSI" and "HND" in row["iso3"].split(";")
    )
    starts = [int(row["Years"][-4:]) for row in rows if row["Years"].startswith("since")]
    assert len(starts) == 2
    assert starts == sorted(starts, reverse=True)
    name = started.value.suggested_filename
    (version,) = re.fullmatch(r"inlmap-programs-table-carsi-hnd-(\w+)\.csv", name).groups()
    expect(dashboard.page.get_by_text(f"Dataset version {version}")).to_be_visible()


def test_the_download_opens_in_a_spreadsheet_with_its_accents(dashboard):
    dashboard.open_map("/?initiative=Merida")
    with dashboard.page.expect_download() as started:
        dashboard.part("downloads").get_by_role("button").click()
    body = started.value.path().read_bytes()
    assert body.startswith(b"\xef\xbb\xbf")
    assert "Mérida Initiative" in body.decode("utf-8-sig")


def test_an_empty_selection_says_how_to_widen_and_is_no_error(glance):
    glance.turn_to("/?initiative=Merida&country=JAM")
    summary = glance.part("summary")
    expect(summary).to_contain_text("No program under Mérida in Jamaica was found")
    expect(summary).to_contain_text("Remove a filter or widen the years")
    expect(glance.page.get_by_text("Remove a filter in the sidebar")).to_be_visible()
    expect(glance.page.get_by_test_id("stException")).to_have_count(0)
    expect(glance.page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_a_year_beside_the_answer_is_chosen_with_a_click_and_the_map_stays(dashboard):
    dashboard.open_map("/?measure=funding")
    dashboard.settle()
    bars = dashboard.part("headline").locator("figure.years a")
    expect(bars.first.locator("i")).to_have_css("background-color", OBLIGATED)
    expect(bars.first).to_have_attribute("tabindex", "-1")  # the filter of years is the stop
    bars.last.click()
    dashboard.expect_address("/", fy="2025-2025", measure="funding")
    expect(dashboard.part("headline")).to_contain_text("obligated, FY2025.")
    dashboard.page.go_back()
    dashboard.expect_address("/", measure="funding")


def test_folded_filters_stay_open_while_one_of_them_is_chosen(dashboard):
    dashboard.open_map()
    dashboard.settle()
    dashboard.part("more_filters").locator("summary").click()
    dashboard.part("agency").wait_for()
    dashboard.choose("agency", "DEA")
    dashboard.expect_address("/", agency="DEA")
    dashboard.settle()
    expect(dashboard.part("agency")).to_be_visible()
    dashboard.expect_chosen("agency", "DEA")


def test_the_list_of_a_filter_closes_at_a_choice_by_mouse(dashboard):
    dashboard.open_map()
    for name, label in (("country", "Honduras"), ("initiative", "CARSI")):
        field = dashboard.part(name).get_by_role("combobox")
        field.click()
        field.fill(label)
        dashboard.page.get_by_role("option", name=re.compile(rf"^{label}\b")).click()
        expect(dashboard.page.get_by_role("listbox")).to_have_count(0)
    dashboard.expect_address("/", country="HND", initiative="CARSI")
