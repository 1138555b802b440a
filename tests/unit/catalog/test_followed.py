"""A data folder is followed while the program runs; a broken change never takes the page away."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.catalog.followed import LiveFolder, shared_catalog
from inlmap.errors import DataError


def write(path: Path, text: str) -> None:
    """Write as an editor does: the new file takes the place of the old one at once."""
    path.with_suffix(".new").write_text(text, encoding="utf-8")
    path.with_suffix(".new").replace(path)


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new))


def test_an_unchanged_folder_is_read_once(tiny_folder: Callable[..., Path]) -> None:
    live = LiveFolder(tiny_folder())
    assert live.standing().catalog is live.standing().catalog


def test_a_changed_file_is_read_without_a_restart(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    live = LiveFolder(folder)
    before = live.standing().catalog
    changed(folder / "programs.csv", "Port police", "Harbor police")
    after = live.standing().catalog
    assert list(before.programs["name"]) == ["Port police"]
    assert list(after.programs["name"]) == ["Harbor police"]
    assert before.version != after.version


def test_a_broken_change_leaves_the_last_good_catalog_with_its_faults(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder()
    live = LiveFolder(folder)
    good = live.standing().catalog
    changed(folder / "funding.csv", ",2010,2010,", ",20x0,2010,")
    standing = live.standing()
    assert standing.catalog is good
    assert [str(fault)[:33] for fault in standing.faults] == ['funding.csv, row 2, fy_start: "20']


def test_a_mended_change_takes_its_place(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    live = LiveFolder(folder)
    live.standing()
    changed(folder / "funding.csv", ",2010,2010,", ",20x0,2010,")
    live.standing()
    changed(folder / "funding.csv", ",20x0,2010,", ",2011,2011,")
    standing = live.standing()
    assert standing.faults == ()
    assert list(standing.catalog.funding["fy_start"]) == [2011]


def test_a_file_that_goes_is_replaced_by_the_shipped_one(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    live = LiveFolder(folder)
    live.standing()
    (folder / "themes.csv").unlink()
    standing = live.standing()
    assert standing.faults == ()
    assert len(standing.catalog.themes) == 8


def test_a_folder_that_never_was_good_has_no_catalog(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder(goals=[{"number": "one"}])
    with pytest.raises(DataError, match=r"goals\.csv, row 2, number"):
        LiveFolder(folder).standing()


def test_it_is_shown_as_soon_as_it_is_good(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder(goals=[{"number": "one"}])
    live = LiveFolder(folder)
    with pytest.raises(DataError):
        live.standing()
    changed(folder / "goals.csv", "one", "1")
    assert live.standing().faults == ()


def test_a_change_that_keeps_the_size_is_noticed(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    live = LiveFolder(folder)
    live.standing()
    path = folder / "programs.csv"
    text = path.read_text("utf-8").replace("Port police", "Fort police")
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1, 1))
    assert list(live.standing().catalog.programs["name"]) == ["Fort police"]


def test_while_one_visitor_reads_a_change_the_others_keep_what_they_see(
    tiny_folder: Callable[..., Path],
) -> None:
    live = LiveFolder(tiny_folder())
    good = live.standing().catalog
    answers = []
    with live._reading:  # one visitor is in the middle of reading
        other = threading.Thread(target=lambda: answers.append(live.standing().catalog))
        other.start()
        other.join(timeout=10)
    assert answers == [good]


def test_a_folder_is_followed_once_for_all_visitors(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    assert shared_catalog(folder) is shared_catalog(folder)
