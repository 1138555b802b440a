"""Bring the files of the languages up to date with the code: ``python -m tools.words``.

Adds each text that is new in the code or the data, without a translation, drops what is gone, and
keeps every translation. It takes in ``languages/es.<anything>.po`` and deletes such a file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from inlmap.catalog.translated import TRANSLATED
from inlmap.words import ENGLISH, FOLDER, LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
# The place of the English text, or of the two for a quantity, among the arguments of a call.
KEYWORDS = {"say": None, "word": None, "say_count": (2, 3)}


def texts_of_the_code() -> Iterator[str | tuple[str, ...]]:
    """Yield the text of each message that the code says."""
    for folder in ("inlmap", "pages"):
        found = extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
        )
        yield from (message for _, _, message, _, _ in found)


def texts_of_the_data() -> Iterator[str]:
    """Yield the text of each cell that is translated."""
    for table, column in TRANSLATED:
        rows = pd.read_csv(ROOT / "data" / f"{table}.csv", dtype=str, keep_default_na=False)
        yield from filter(None, rows[column])


def messages() -> list[str | tuple[str, ...]]:
    """Return every text that a language must have, in the order of the alphabet.

    Not in the order of files: a text that moves to another file would move in every language.
    """
    return sorted({*texts_of_the_code(), *texts_of_the_data()}, key=_english)


def _english(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def read(path: Path, name: str) -> Catalog:
    """Return the messages of a file."""
    with path.open("rb") as file:
        return read_po(file, locale=name)


def brought_up_to_date(name: str) -> tuple[Catalog, int]:
    """Return the messages of a language, and how many of them have no translation."""
    files = [FOLDER / f"{name}.po", *sorted(FOLDER.glob(f"{name}.*.po"))]
    known: dict[Any, Any] = {}
    for path in files:
        known |= {one.id: one.string for one in read(path, name) if one.id and _is_said(one.string)}
    fresh = Catalog(locale=name, charset="utf-8")
    for text in messages():
        fresh.add(text, known.get(text, ""))
    return fresh, sum(not _is_said(one.string) for one in fresh if one.id)


def _is_said(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if string else False


def main() -> int:
    """Write the file of each language; tell what still has no translation."""
    missing = 0
    for name in LANGUAGES:
        if name == ENGLISH:
            continue
        fresh, left = brought_up_to_date(name)
        with (FOLDER / f"{name}.po").open("wb") as file:
            write_po(file, fresh, width=100, omit_header=True)
        for path in FOLDER.glob(f"{name}.*.po"):
            path.unlink()
        missing += left
        print(f"{name}: {len(fresh)} texts, {left} without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
