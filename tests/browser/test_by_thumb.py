"""The tasks of a leader on a phone: by taps alone, and what opens is in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

# The countries with a country-level program of a theme, as the table of the Coverage page has them.
DOCUMENTED = """(table, theme) => {
    const at = [...table.querySelectorAll("thead th")].findIndex((one) =>
        one.textContent.includes(theme)
    );
    return [...table.querySelectorAll("tbody tr")]
        .filter((row) => row.children[at]?.classList.contains("documented"))
        .map((row) => row.children[0].innerText.trim());
}"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(autouse=True)
def nothing_is_wider_than_the_screen(phone):
    yield
    assert phone.page.evaluate(WIDTH) == 375


def test_what_the_bahamas_got(phone):
    phone.open("/about")
    phone.settle()
    phone.go_to("Country")
    phone.tap(phone.page.get_by_role("link", name="The Bahamas", exact=True))
    expect(phone.page.get_by_role("heading", name="The Bahamas", level=1)).to_be_in_viewport()
    answer = phone.part("headline")
    expect(answer).to_be_in_viewport(ratio=1)
    expect(answer).to_contain_text("Documented amount: no budget figure.")
    expect(answer).to_contain_text("6 of 20 programs have their own value: $0.91M to $5.9M")
    phone.tap(answer.get_by_role("link", name="$5.9M"))
    expect(phone.page.get_by_role("dialog").get_by_role("table")).to_be_in_viewport()


def test_what_was_done_in_honduras_for_one_goal_and_its_file(phone):
    phone.open_map("/?fy=2010-2026")
    phone.settle()
    phone.tap(phone.page.get_by_test_id("stExpandSidebarButton"))
    for name, label in (("country", "Honduras"), ("initiative", "CARSI"), ("goal", "CARSI 2")):
        phone.page.locator("body[data-settled]").wait_for(state="attached")
        field = phone.part(name).get_by_role("combobox")
        phone.tap(field)
        field.fill(label)
        phone.page.get_by_role("option").filter(has_text=label).first.tap()
        phone.page.keyboard.press("Escape")
    phone.settle()
    done = phone.page.get_by_role("button", name="Show 6 programs")
    expect(done).to_be_in_viewport(ratio=1)
    phone.tap(done)
    expect(phone.part("headline")).to_contain_text("6 programs in Honduras, 2 of them regional")
    phone.show("Table")
    expect(phone.part("records").get_by_role("table")).to_be_visible()
    with phone.page.expect_download() as started:
        phone.tap(phone.part("download_csv").get_by_role("button"))
    lines = Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Years,Program,Country,")


def test_the_programs_since_2010_by_dragging_the_years(phone):
    phone.open_map()
    phone.settle()
    phone.tap(phone.page.get_by_test_id("stExpandSidebarButton"))
    expect(phone.page.get_by_test_id("stSidebar")).to_have_css("width", "375px")
    phone.settle()
    years = phone.part("fy")
    years.evaluate("one => one.scrollIntoView({ block: 'center' })")
    first, last = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for box in (
            years.get_by_test_id("stSliderThumbValue").nth(at).locator("..").bounding_box()
            for at in (0, 1)
        )
    )
    of_a_year = (last[0] - first[0]) / 25  # from 2000 to 2025
    phone.touch((first, (first[0] + 10 * of_a_year, first[1])))
    phone.expect_address("/", fy="2010-2025")
    phone.settle()
    done = phone.page.locator("button.show")
    expect(done).to_be_in_viewport(ratio=1)
    phone.tap(done)
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("since 2010")


def test_the_chosen_filters_are_taken_away_by_a_tap(phone):
    phone.open_map("/?country=GTM,HND&initiative=CARSI&fy=2010-2020&measure=funding&lang=es")
    phone.settle()
    chips = phone.page.locator("p.chips a")
    expect(chips).to_have_text(["CARSI", "Guatemala", "Honduras", "AF2010–AF2020"])
    tops = chips.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    line = phone.page.locator("p.chips").bounding_box()
    assert line["x"] + line["width"] <= 375
    assert line["y"] < phone.part("part").bounding_box()["y"]
    kept = {"measure": "funding", "lang": "es"}
    phone.tap(chips.filter(has_text="Guatemala"))
    phone.expect_address("/", country="HND", initiative="CARSI", fy="2010-2020", **kept)
    phone.settle()
    phone.tap(chips.last)
    phone.expect_address("/", country="HND", initiative="CARSI", **kept)
    phone.settle()
    phone.tap(chips.first)
    phone.expect_address("/", country="HND", **kept)


def test_which_countries_have_no_corrections_program(phone):
    phone.open("/about")
    phone.settle()
    phone.go_to("Coverage")
    gaps = phone.page.locator("ul.gaps")
    expect(gaps).to_be_in_viewport()
    expect(gaps).to_contain_text("No country-level corrections program was found for 30 of 32")
    expect(gaps).to_contain_text("Found only for Mexico and Haiti.")
    table = phone.page.get_by_role("region", name="Programs by country and theme")
    assert sorted(table.evaluate(DOCUMENTED, "Corrections")) == ["Haiti", "Mexico"]
    table.evaluate("one => one.scrollIntoView()")
    box = table.bounding_box()
    y = box["y"] + 200
    phone.touch(((300, y), (60, y)))  # sideways through the table
    phone.page.wait_for_function("document.querySelector('.coverage').scrollLeft > 100")
    before = phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    phone.touch(((200, y + 300), (200, y + 100)))  # and on past it
    phone.page.wait_for_function(
        f"document.querySelector('[data-testid=stMain]').scrollTop > {before} + 50"
    )


@pytest.mark.parametrize(
    ("pair", "address"),
    [
        ("El Salvador", {"a": "GTM", "b": "SLV"}),
        ("Mérida", {"a": "Merida", "b": "CARSI"}),
    ],
)
def test_two_are_compared(phone, pair, address):
    phone.open("/compare")
    phone.settle()
    phone.tap(phone.page.locator(".pairs a").filter(has_text=pair).first)
    phone.expect_address("/compare", **address)
    phone.settle()
    table = phone.page.get_by_role("table", name="Side by side")
    table.scroll_into_view_if_needed()
    expect(table).to_be_in_viewport()


def test_one_place(phone):
    phone.open_map("/?country=GTM")
    phone.settle()
    phone.show("List")
    field = phone.part("listed").get_by_role("combobox")
    phone.tap(field)
    field.fill("Puerto Barrios")
    phone.tap(phone.page.get_by_role("option", name="Puerto Barrios").first)
    card = phone.page.locator("section.card")
    expect(card).to_contain_text("Puerto Barrios")
    expect(card).to_be_in_viewport(ratio=1)
    phone.tap(card.get_by_role("button", name="Close"))
    expect(card).to_have_css("position", "static")


def test_the_newest_things(phone):
    phone.open_map()
    phone.settle()
    lately = phone.part("lately")
    phone.tap(lately.locator("summary"))
    expect(lately.get_by_role("table").first).to_be_in_viewport()


def test_why_mexico_has_several_numbers_for_a_year(phone):
    phone.open("/country?country=MEX")
    phone.settle()
    phone.tap(phone.page.get_by_role("link", name="All figures for Mexico"))
    panel = phone.page.get_by_role("dialog")
    phone.tap(panel.get_by_role("link", name="FY2012", exact=True))
    expect(panel).to_contain_text("All figures for Mexico, FY2012")
    rows = panel.get_by_role("table").first.get_by_role("row")
    expect(rows).to_have_count(15)  # headings and 14 amounts
    expect(rows.nth(1)).to_contain_text("$282.0M")
    expect(rows.nth(1)).to_be_in_viewport(ratio=0.5)
    phone.tap(panel.get_by_role("button", name="Close"))
    expect(panel).to_be_hidden()
