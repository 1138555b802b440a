"""Zip files of which the same content always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name: the same in every file
READABLE = 0o644 << 16
ON_UNIX = 3


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file of contents by name, in their order and without the time of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = ON_UNIX, READABLE
            made.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
