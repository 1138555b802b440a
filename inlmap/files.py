"""Read one file of a data folder, or say why it cannot be read; nothing over 20 MB is opened."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from inlmap.errors import Fault

LARGEST_FILE_BYTES = 20_000_000


def file_content(folder: Path, name: str, cure: str) -> tuple[bytes | None, list[Fault]]:
    """Return the bytes of a file below ``folder`` and its faults; ``None`` when there are any.

    ``cure`` completes the fault of a file that is too large or no file: ``simplify it``.
    """
    try:
        reason = _reason_not_to_open(folder / name)
        content = b"" if reason else _bounded_bytes(folder / name)
    except (FileNotFoundError, NotADirectoryError):
        return None, [Fault(name, 0, "", "", f"is missing from {_shown(folder)}/")]
    except OSError as error:
        return None, [Fault(name, 0, "", "", _reason_of(error))]
    if len(content) > LARGEST_FILE_BYTES:  # a file may grow, and some files do not tell their size
        reason = _too_large()
    return (None, [Fault(name, 0, "", "", f"{reason}; {cure}")]) if reason else (content, [])


def _reason_not_to_open(path: Path) -> str:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        return "is a folder, not a file"
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        return "is a device or a pipe, not a file"
    return _too_large() if status.st_size > LARGEST_FILE_BYTES else ""


def _too_large() -> str:
    return f"is over {LARGEST_FILE_BYTES // 1_000_000} MB"


def _bounded_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE_BYTES + 1)


def _reason_of(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "is a link that leads in a circle; put the file itself there"
    if isinstance(error, PermissionError):
        return "may not be read by this program; give it permission to read the file"
    return f"cannot be read ({error.strerror or type(error).__name__})"


def _shown(folder: Path) -> str:
    try:
        return folder.resolve().name
    except RuntimeError:  # Python before 3.13 raises it for a link that leads in a circle
        return folder.name
