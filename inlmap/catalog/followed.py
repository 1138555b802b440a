"""The catalog of a data folder, read again when its files change.

A change with faults leaves the last good catalog in use.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.dataset.folder import dataset_files
from inlmap.errors import DataError, Fault
from inlmap.words import ENGLISH, speaking

Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class CurrentCatalog:
    """The catalog to show now; ``faults`` are those of newer files, which are not shown."""

    catalog: Catalog
    faults: tuple[Fault, ...] = ()


class LiveFolder:
    """A data folder that is looked at for each visitor and read when it has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._reading = threading.Lock()
        self._stamp: Stamp | None = None
        self._catalog: Catalog | None = None
        self._faults: tuple[Fault, ...] = ()

    def standing(self) -> CurrentCatalog:
        """Return the newest good catalog.

        While one visitor waits for changed files to be read, all others keep what they see.
        Raises :class:`~inlmap.errors.DataError` while there has not been a good one yet.
        """
        if self._reading.acquire(blocking=self._catalog is None):
            try:
                self._follow()
            finally:
                self._reading.release()
        if self._catalog is None:
            raise DataError(self._faults)
        return CurrentCatalog(self._catalog, self._faults)

    def _follow(self) -> None:
        stamp = _stamp(self.folder)
        if stamp == self._stamp:
            return
        try:
            with speaking(ENGLISH):  # one reading for all visitors
                self._catalog, self._faults = read_catalog(self.folder), ()
        except DataError as error:
            self._faults = error.faults
        self._stamp = stamp


def _stamp(folder: Path) -> Stamp:
    """What the file system says of the files, taken before they are read."""
    return tuple(_state(path) for path in dataset_files(folder).values())


def _state(path: Path) -> tuple[str, int, int, int]:
    try:
        state = path.stat()
    except OSError:
        return (str(path), 0, 0, 0)
    return (str(path), state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=4)
def live_folder(folder: Path) -> LiveFolder:
    """Return the one follower of a folder in this process."""
    return LiveFolder(folder)


def shared_catalog(folder: Path) -> Catalog:
    """Return the catalog of a folder that all visitors of this process share.

    Raises :class:`~inlmap.errors.DataError` while there has not been a good one yet.
    """
    return live_folder(folder).standing().catalog
