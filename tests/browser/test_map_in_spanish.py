"""The words of the map are those of the page, also when its language changes under it."""

from __future__ import annotations

from playwright.sync_api import expect

IN_ENGLISH = "Mexico, 76 programs of its own, also covered by 2 regional programs"
IN_SPANISH = "México, 76 programas propios, y 2 programas regionales"


def regions(dashboard):
    return dashboard.on_map(".regions button")


def speak(dashboard, name, language):
    """Change the language in the sidebar and wait for the map to begin anew."""
    dashboard.page.locator(".st-key-lang").get_by_text(name).click()
    expect(dashboard.page.locator("html")).to_have_attribute("lang", language)
    expect(dashboard.page.locator(".st-key-map iframe")).to_have_count(1)


def expect_label(dashboard, selector, words):
    expect(dashboard.on_map(selector).first).to_have_attribute("aria-label", words)


def test_a_page_in_spanish_has_a_map_in_spanish(glance):
    glance.turn_to("/?lang=es")
    expect(regions(glance).first).to_have_text("Toda la región")
    expect_label(glance, "path[data-iso3=MEX]", IN_SPANISH)
    expect(glance.on_map("html")).to_have_attribute("lang", "es")


def test_a_place_has_spanish_words_and_its_programs_keep_their_names(dashboard):
    dashboard.open_map("/?lang=es&country=PER")
    place = dashboard.on_map("[data-place]").first
    words = place.get_attribute("aria-label")
    assert "programas" in words or "en este pueblo o ciudad" in words or "cerca de aquí" in words
    place.hover()
    expect(dashboard.on_map(".leaflet-tooltip span[lang=en]").first).to_be_visible()


def test_a_change_of_language_changes_the_words_of_the_map_and_back(dashboard, watch):
    dashboard.open_map()
    expect_label(dashboard, "path[data-iso3=MEX]", IN_ENGLISH)
    speak(dashboard, "Español", "es")
    expect(regions(dashboard).first).to_have_text("Toda la región")
    expect_label(dashboard, ".regions", "Acercar a")
    expect_label(dashboard, "path[data-iso3=MEX]", IN_SPANISH)
    speak(dashboard, "English", "en")
    expect(regions(dashboard).first).to_have_text("Whole region")
    expect(regions(dashboard)).to_have_count(6)
    expect_label(dashboard, "path[data-iso3=MEX]", IN_ENGLISH)
    assert len(set(watch.asked("countries.geojson"))) == 1
