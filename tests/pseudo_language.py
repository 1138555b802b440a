"""A language for tests: each text of ours stands in «marks», each text of the data in ‹marks›.

What a reader is shown outside both is a text that nobody can translate. Every font and file format
of the program holds these marks, and no published text has them.
"""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from inlmap.catalog.translated import TRANSLATED
from inlmap.dataset.schema import TABLES, Column, Table

# What stands in parentheses at the end of a title is also shown without the title: its source.
TITLE = re.compile(r"([^{}]+) \(([^{}()]+)\)")
MARKED = re.compile(r"«[^«»‹›]*»|‹[^«»‹›]*›")
CUT = re.compile(r"[«‹][^«»‹›]*…")  # a text that was cut has lost its last mark
ADDRESS = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W\d_]{2,}")
UNSEEN = re.compile(r"<(script|style|metadata)\b.*?</\1>", re.DOTALL)
ENGLISH = re.compile(r"<span lang='en'>.*?</span>", re.DOTALL)  # named so for a screen reader
ATTRIBUTES = re.compile(r"\b(?:aria-label|alt|title|placeholder)=(['\"])(.*?)\1")
SHOWN_AS_CODES = {"account", "family", "adds_over", "inferred"}


class PseudoLanguage:
    """Answers as gettext does; ``known`` are the texts of the program.

    ``said_again`` are texts that were looked up although they stood in marks by then.
    """

    def __init__(self, known: Iterable[str | tuple[str, ...]]) -> None:
        self.known = set(known)
        self.said_again: list[str] = []

    def gettext(self, text: str) -> str:
        if "«" in text or "‹" in text:
            self.said_again.append(text)
        if text not in self.known:
            return text
        title = TITLE.fullmatch(text)
        return f"«{title[1]}» («{title[2]}»)" if title else f"«{text}»"

    def ngettext(self, one: str, many: str, quantity: int) -> str:
        text = one if quantity == 1 else many
        return f"«{text}»" if (one, many) in self.known else text


def unmarked_words(text: str) -> set[str]:
    """Return the words outside all marks and web addresses."""
    found = 1
    while found:
        text, found = MARKED.subn(" ", text)
    return set(WORD.findall(ADDRESS.sub(" ", CUT.sub(" ", text))))


def read_aloud(markup: str) -> str:
    """Return what a reader of HTML or SVG sees or hears in the language of the page."""
    seen = ENGLISH.sub(" ", UNSEEN.sub(" ", markup))
    attributes = [found[2] for found in ATTRIBUTES.finditer(seen)]
    return html.unescape(" ".join([re.sub("<[^>]*>", " ", seen), *attributes]))


def marked_folder(shipped: Path, folder: Path) -> Path:
    """Copy a data folder; what the copy publishes for readers stands in ‹marks›."""
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("releases"))
    for table in TABLES:
        _mark_table(folder / table.file, table)
    for path in (folder / "geo").glob("*.geojson"):
        layer = json.loads(path.read_text("utf-8"))
        for about in (feature["properties"] for feature in layer["features"]):
            names = [name for name in about if name.startswith("name") and about[name]]
            about.update({name: f"‹{about[name]}›" for name in names})
        path.write_text(json.dumps(layer, ensure_ascii=False), "utf-8")
    return folder


def _mark_table(path: Path, table: Table) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in filter(lambda column: _is_for_readers(table, column), table.columns):
        for row in rows:
            cell = row[column.name]
            parts = cell.split(";") if column.kind == "list" else [cell]
            row[column.name] = ";".join(f"‹{part.strip()}›" for part in parts if part)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _is_for_readers(table: Table, column: Column) -> bool:
    """Whether a column is shown as published: it is no key, code, address or number."""
    return (
        column.kind in {"text", "list"}
        and not (column.codes or column.references)
        and column.name not in {*table.key, *SHOWN_AS_CODES}
        and (table.name, column.name) not in TRANSLATED
    )
