"""A file of a data folder is read within bounds, or the reason is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inlmap.dataset.csv_files import file_content


def fault_of(folder: Path, name: str = "a.csv") -> str:
    content, (fault,) = file_content(folder, name, "save it again")
    assert content is None
    return str(fault)


def test_the_bytes_of_a_file_are_returned_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\0\r\n")
    assert file_content(tmp_path, "a.csv", "") == (b"\xff\0\r\n", [])


def test_a_file_of_20_megabytes_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(20_000_000)
    content, faults = file_content(tmp_path, "a.csv", "")
    assert faults == []
    assert content is not None
    assert len(content) == 20_000_000


def test_a_file_over_20_megabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(10**11)
    assert fault_of(tmp_path) == "a.csv: is over 20 MB; save it again"


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "mine") == "a.csv: is missing from mine/"


def test_a_file_in_place_of_the_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    assert fault_of(tmp_path / "mine") == "a.csv: is missing from mine/"


def test_a_folder_in_place_of_the_file_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert fault_of(tmp_path) == "a.csv: is a folder, not a file; save it again"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert fault_of(tmp_path) == "a.csv: is a device or a pipe, not a file; save it again"


def test_a_device_that_never_ends_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    assert fault_of(tmp_path) == "a.csv: is a device or a pipe, not a file; save it again"


def test_a_link_to_itself_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("a.csv")
    assert fault_of(tmp_path) == (
        "a.csv: is a link that leads in a circle; put the file itself there"
    )


def test_a_folder_that_is_a_link_to_itself_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to("mine")
    assert "leads in a circle" in fault_of(tmp_path / "mine")


def test_a_link_to_nothing_is_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("nothing")
    assert fault_of(tmp_path) == f"a.csv: is missing from {tmp_path.name}/"


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (
            PermissionError(13, "Permission denied"),
            "may not be read by this program; give it permission to read the file",
        ),
        (OSError(5, "Input/output error"), "cannot be read (Input/output error)"),
    ],
)
def test_a_refusal_of_the_system_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, fault: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    (tmp_path / "a.csv").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    assert fault_of(tmp_path) == f"a.csv: {fault}"
