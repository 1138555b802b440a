"""The words of the map are those of the page, also when its language changes under it."""

from __future__ import annotations

from playwright.sync_api import expect


def regions(dashboard):
    return dashboard.on_map(".regions button")


def label(dashboard, iso3):
    return dashboard.on_map(f"path[data-iso3={iso3}]").first


def test_a_page_in_spanish_has_a_map_in_spanish(dashboard):
    dashboard.open_map("/?lang=es")
    expect(regions(dashboard).first).to_have_text("Todo")
    expect(label(dashboard, "BRB")).to_have_attribute(
        "aria-label", "Barbados, 3 programas propios, cubierto además por 8 programas regionales"
    )
    expect(label(dashboard, "MEX")).to_have_attribute("aria-label", "México, 86 programas propios")
    expect(dashboard.on_map("html")).to_have_attribute("lang", "es")


def test_a_change_of_language_changes_the_words_of_the_map_and_back(dashboard, watch):
    dashboard.open_map()
    expect(label(dashboard, "MEX")).to_have_attribute(
        "aria-label", "Mexico, 86 programs of its own"
    )
    before = len(watch.asked("countries.geojson"))
    switch = dashboard.page.locator(".st-key-lang")
    switch.get_by_text("Español").click()
    expect(regions(dashboard).first).to_have_text("Todo")
    expect(dashboard.on_map(".regions")).to_have_attribute("aria-label", "Acercar a")
    expect(label(dashboard, "MEX")).to_have_attribute("aria-label", "México, 86 programas propios")
    switch.get_by_text("English").click()
    expect(regions(dashboard).first).to_have_text("All")
    expect(regions(dashboard)).to_have_count(6)
    expect(label(dashboard, "MEX")).to_have_attribute(
        "aria-label", "Mexico, 86 programs of its own"
    )
    assert len(watch.asked("countries.geojson")) == before
