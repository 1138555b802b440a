"""A table on canvas shows headings, and the keys of its columns nowhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

HEADINGS = {
    "en": "Years Program Country Value, $ millions Kind of assistance Status Source Place "
    "Initiative Goal Lead agency Part of What it does Where in the source Link Our classification",
    "es": "Años Programa País Valor, millones de US$ Tipo de asistencia Estado Fuente Lugar "
    "Iniciativa Objetivo Organismo principal Parte de Qué hace Dónde en la fuente Enlace "
    "Clasificación nuestra",
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
    assert " ".join(names[-16:]) == HEADINGS[language]


def test_the_grid_offers_no_csv_of_its_own_which_would_have_the_keys(dashboard):
    dashboard.open_map("/?country=HND")
    records = dashboard.part("records")
    records.get_by_test_id("stDataFrame").hover()
    expect(records.get_by_role("button", name="Show/hide columns")).to_be_visible()
    expect(records.get_by_role("button", name="Download as CSV")).to_have_count(0)


def test_a_word_finds_the_rows_of_all_pages(dashboard):
    dashboard.open_map("/")
    records = dashboard.part("records")
    expect(records).to_contain_text("Rows 1 to 8 of 363.")
    field = records.get_by_role("textbox", name="Find in all rows")
    field.fill("canine")
    field.press("Enter")
    expect(records).to_contain_text("of 363 rows have “canine”.")
    found = int(re.search(r"(\d+) of 363 rows", records.inner_text())[1])
    assert found > 12
    expect(records).to_contain_text(f"Rows 1 to 8 of {found}.")
    records.get_by_test_id("stDataFrame").hover()
    expect(records.get_by_role("button", name="Show/hide columns")).to_be_visible()
    expect(records.get_by_role("button", name="Search")).to_have_count(0)
