"""The link of "Copy link" opens the same view in another tab."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from inlmap.dataset.folder import SHIPPED_DATA, dataset_version


def copied(dashboard):
    dashboard.part("copy_link").get_by_role("button").click()
    block = dashboard.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    expect(block).to_contain_text("version=")
    return block.locator("code").inner_text()


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("/?initiative=CARSI&country=HND&measure=funding", "/"),
        ("/country?initiative=CARSI&country=HND&measure=funding", "/country"),
    ],
)
def test_the_copied_link_opens_the_same_page_filters_and_measure(dashboard, path, opened):
    dashboard.open(path)
    dashboard.expect_chosen("country", "Honduras")
    figures = dashboard.part("headline").inner_text()
    link = copied(dashboard)
    assert link.startswith(f"{dashboard.address}{opened}?")
    dashboard.page.goto("about:blank")
    dashboard.page.goto(link)
    dashboard.expect_chosen("initiative", "CARSI")
    dashboard.expect_chosen("country", "Honduras")
    assert urlsplit(dashboard.page.url).path == opened
    expect(dashboard.part("headline")).to_have_text(figures, use_inner_text=True)
    dashboard.expect_address(
        opened,
        initiative="CARSI",
        country="HND",
        measure="funding",
        version=dataset_version(SHIPPED_DATA),
    )
    expect(dashboard.part("changes")).to_have_count(0)


def test_the_version_leaves_the_address_with_the_next_filter(dashboard):
    dashboard.open_map(f"/?country=HND&version={dataset_version(SHIPPED_DATA)}")
    dashboard.choose("initiative", "CARSI")
    dashboard.expect_address("/", country="HND", initiative="CARSI")


@pytest.mark.parametrize(
    ("sides", "heading"),
    [
        ({"a": "GTM", "b": "SLV"}, "Guatemala and El Salvador"),
        ({"a": "CARSI", "b": "Merida"}, "CARSI and Mérida"),
    ],
)
def test_both_sides_of_a_comparison_survive_reload_and_copied_link(dashboard, sides, heading):
    dashboard.open("/compare?" + "&".join(f"{name}={value}" for name, value in sides.items()))
    shown = dashboard.page.get_by_role("heading", name=heading, exact=True)
    expect(shown).to_be_visible()
    dashboard.page.reload()
    expect(shown).to_be_visible()
    dashboard.expect_address("/compare", **sides)
    link = copied(dashboard)
    dashboard.page.goto("about:blank")
    dashboard.page.goto(link)
    expect(shown).to_be_visible()
    dashboard.expect_address("/compare", version=dataset_version(SHIPPED_DATA), **sides)


def test_a_comparison_of_the_filter_is_in_the_copied_link(dashboard):
    dashboard.open("/compare?country=GTM&country=SLV")
    shown = dashboard.page.get_by_role("heading", name="El Salvador and Guatemala", exact=True)
    expect(shown).to_be_visible()
    assert "?a=SLV&b=GTM&country=" in copied(dashboard)


def choose_puerto_barrios(dashboard):
    """Choose the place in the list of the map, and return the card, which names it then."""
    dashboard.open_map("/?country=GTM")
    dashboard.part("map_list").get_by_text("The map as a list").click()
    field = dashboard.part("listed").get_by_role("combobox")
    expect(field).to_be_visible()
    dashboard.settle()  # the run that brings the list closes what is open in it
    field.click()
    field.fill("Puerto Barrios")
    dashboard.page.get_by_role("option", name="Puerto Barrios").click()
    card = dashboard.part("card")
    expect(card).to_contain_text("Puerto Barrios")
    return card


def test_a_chosen_place_survives_reload_back_and_copied_link(dashboard):
    card = choose_puerto_barrios(dashboard)
    dashboard.expect_address("/", country="GTM", place="PLC-048")
    dashboard.page.reload()
    expect(card).to_contain_text("Puerto Barrios")
    dashboard.choose("country", "Honduras")
    dashboard.expect_address("/", country="GTM,HND", place="PLC-048")
    dashboard.page.go_back()
    dashboard.expect_address("/", country="GTM", place="PLC-048")
    expect(card).to_contain_text("Puerto Barrios")
    link = copied(dashboard)
    dashboard.page.goto("about:blank")
    dashboard.page.goto(link)
    expect(card).to_contain_text("Puerto Barrios")


def test_the_back_button_lets_a_chosen_place_go(dashboard):
    card = choose_puerto_barrios(dashboard)
    dashboard.expect_address("/", country="GTM", place="PLC-048")
    dashboard.page.go_back()
    dashboard.expect_address("/", country="GTM")
    expect(card).not_to_contain_text("Puerto Barrios")
