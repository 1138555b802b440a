"""A data folder with faults is shown as a list of faults in words, never as a traceback."""

from __future__ import annotations

import pytest


@pytest.fixture
def spoiled(data_copy, monkeypatch):
    """Return a copy of the shipped data that the next visit reads."""
    monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    return data_copy


def replace_once(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_fault_of_every_file_is_shown(spoiled, visit):
    replace_once(spoiled / "initiatives.csv", ",2007,", ",20x7,")
    replace_once(spoiled / "goals.csv", "CBSI-2,CBSI", "CBSI-2,CBXX")
    page = visit()
    faults = page.errors
    assert any("initiatives.csv" in fault and "20x7" in fault for fault in faults)
    assert any("goals.csv" in fault and "CBXX" in fault for fault in faults)
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


def test_a_sound_folder_elsewhere_is_shown_like_the_shipped_one(spoiled, visit, programs):
    path = spoiled / "programs.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert visit().headline["Programs"] == str(len(programs) - 1)
