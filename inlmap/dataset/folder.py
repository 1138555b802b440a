"""Which folder the data come from, which files make up its dataset, and their version."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from inlmap.dataset.boundaries import GEO_FOLDER, LAYERS
from inlmap.dataset.schema import TABLES

SHIPPED_DATA = Path(__file__).resolve().parents[2] / "data"
DATA_VARIABLE = "INLMAP_DATA"
VERSION_LENGTH = 10


def data_folder() -> Path:
    """Return the folder to read: the one ``INLMAP_DATA`` names, else the shipped one."""
    return Path(os.environ.get(DATA_VARIABLE) or SHIPPED_DATA)


def dataset_files(folder: Path) -> dict[str, Path]:
    """Return the files that make up the dataset of a folder by their names in it.

    A table that the folder does not have is the shipped one, and so are the boundaries when it
    has no folder for them.
    """
    own = [table.file for table in TABLES if (folder / table.file).exists()]
    geometry = geometry_folder(folder)
    tables = {
        table.file: (folder if table.file in own else SHIPPED_DATA) / table.file for table in TABLES
    }
    layers = [name for layer in LAYERS for name in (layer.file, layer.web_file)]
    return tables | {name: geometry / name for name in layers}


def geometry_folder(folder: Path) -> Path:
    """Return the folder whose boundaries a data folder uses: itself or the shipped one."""
    return folder if (folder / GEO_FOLDER).exists() else SHIPPED_DATA


def dataset_version(folder: Path) -> str:
    """Return a short hash over the names and bytes of all files of a dataset."""
    digest = hashlib.sha256()
    for name, path in dataset_files(folder).items():
        digest.update(name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:VERSION_LENGTH]
