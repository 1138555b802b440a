"""A table on canvas shows headings, and the keys of its columns nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

HEADINGS = {
    "en": "Program Country Place Initiative Goal Kind of assistance Lead agency Years Status "
    "Value, $ millions What it does Source Where in the source Link Our classification",
    "es": "Programa País Lugar Iniciativa Objetivo Tipo de asistencia Organismo principal Años "
    "Estado Valor, millones de US$ Qué hace Fuente Dónde en la fuente Enlace Clasificación nuestra",
}


@pytest.mark.parametrize("language", HEADINGS)
def test_the_menu_of_columns_has_the_headings_in_their_order(dashboard, language):
    dashboard.open_map(f"/?country=HND&lang={language}")
    records = dashboard.part("records")
    records.get_by_test_id("stDataFrame").hover()
    records.get_by_role("button", name="Show/hide columns").click()
    menu = dashboard.page.get_by_test_id("stDataFrameColumnVisibilityMenu")
    expect(menu.locator("label", has_text=HEADINGS[language].partition(" ")[0])).to_be_visible()
    names = [text for text in menu.locator("label").all_inner_texts() if text]
    assert " ".join(names[-15:]) == HEADINGS[language]


def test_the_grid_offers_no_csv_of_its_own_which_would_have_the_keys(dashboard):
    dashboard.open_map("/?country=HND")
    records = dashboard.part("records")
    records.get_by_test_id("stDataFrame").hover()
    expect(records.get_by_role("button", name="Show/hide columns")).to_be_visible()
    expect(records.get_by_role("button", name="Download as CSV")).to_have_count(0)
