"""A data folder with faults is shown as a list of faults in words, never as a traceback."""

from __future__ import annotations

import pytest

from inlmap.dataset.schema import PROGRAMS
from tests.conftest import write_table


@pytest.fixture
def spoiled(tiny_pages):
    """Return a sound folder that the next visit reads."""
    return tiny_pages(
        initiatives=[{"valid_from": "2007"}],
        programs=[
            {"program_id": "A", "lead_agency": "DEA"},
            {"program_id": "B"},
            {"program_id": "C", "iso3": "GTM"},
        ],
    )


def replace_once(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_fault_of_every_file_is_shown(spoiled, visit):
    replace_once(spoiled / "initiatives.csv", ",2007,", ",20x7,")
    replace_once(spoiled / "goals.csv", "ALPHA-1,ALPHA", "ALPHA-1,ALPHX")
    page = visit()
    faults = page.errors
    assert any("initiatives.csv" in fault and "20x7" in fault for fault in faults)
    assert any("goals.csv" in fault and "ALPHX" in fault for fault in faults)
    assert "The data cannot be shown" in page.everything_said


def test_no_traceback_and_no_figure_is_shown(spoiled, visit):
    replace_once(spoiled / "initiatives.csv", ",2007,", ",20x7,")
    page = visit()
    assert not page.app.exception
    assert "Traceback" not in page.everything_said
    assert not page.app.dataframe


def test_a_folder_without_tables_is_said_in_words(spoiled, visit):
    for path in spoiled.glob("*.csv"):
        path.unlink()
    page = visit()
    [fault] = page.errors
    assert "holds none of the tables" in fault
    assert not page.app.exception


def test_a_missing_folder_is_said_in_words(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("INLMAP_DATA", str(tmp_path / "nowhere"))
    page = visit()
    assert page.errors
    assert not page.app.exception


def test_a_mended_folder_is_shown_at_the_next_visit(spoiled, visit):
    path = spoiled / "initiatives.csv"
    replace_once(path, ",2007,", ",20x7,")
    assert visit().errors
    replace_once(path, ",20x7,", ",2007,")
    assert not visit().errors


def test_a_change_is_shown_at_the_next_click_without_a_restart(spoiled, visit):
    page = visit(country="HND")
    assert page.headline["Programs"] == "2"
    path = spoiled / "programs.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith("B,")), encoding="utf-8")
    page.app.run()
    assert page.headline["Programs"] == "1"
    assert page.chosen == {"country": ["HND"]}


def test_a_broken_change_leaves_the_last_good_data_with_the_faults_in_words(spoiled, visit):
    page = visit()
    version = page.catalog.version
    before = page.headline
    replace_once(spoiled / "initiatives.csv", ",2007,", ",20x7,")
    page.app.run()
    assert page.headline == before
    [notice] = page.errors
    assert notice == (
        "The data folder has changed, and the new files cannot be used. Shown is version "
        f"{version}."
    )
    assert "initiatives.csv 2 valid_from 20x7 is not a year" in page.html_words
    replace_once(spoiled / "initiatives.csv", ",20x7,", ",2007,")
    page.app.run()
    assert page.errors == []


def test_a_filter_that_the_new_data_do_not_have_is_named_and_dropped(spoiled, visit):
    page = visit(agency="DEA")
    assert page.chosen == {"agency": ["DEA"]}
    path = spoiled / "programs.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("DEA", "Drug office"), encoding="utf-8"
    )
    page.app.run()
    assert page.chosen == {}
    assert page.warnings == ['Ignored agency "dea": not a known value.']


def test_a_folder_with_programs_alone_is_shown_with_a_note_where_the_rest_is_from(
    tmp_path, monkeypatch, visit
):
    row = {"initiative_id": "CARSI", "source_id": "S001"}
    write_table(tmp_path, PROGRAMS, [row, row | {"program_id": "B"}])
    monkeypatch.setenv("INLMAP_DATA", str(tmp_path))
    page = visit()
    assert page.headline["Programs"] == "2"
    page.open_page("about")
    assert (
        "programs.csv comes from the data folder, all other tables are the published ones."
    ) in page.everything_said
