"""A catalog in the reader's language: what the data name in few words, and no more.

Names of countries come from the boundaries; those of initiatives, goals and themes, and our own
words about series, places, recipients, what sources differ on, results and indicators, are in the
file of the language.
Names, descriptions and notes stay as published, but for the mark of what is a visitor's own; a
visitor's words stay too.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import MARK, MARKED_COLUMNS
from inlmap.words import ENGLISH, language, say

# The columns of the data whose texts the file of a language translates.
TRANSLATED = (
    ("initiatives", "name"),
    ("initiatives", "short_name"),
    ("initiatives", "region"),
    ("goals", "name"),
    ("goals", "wording"),
    ("themes", "name"),
    ("series", "title"),
    ("series", "caution"),
    ("series", "rule"),
    ("places", "kind"),
    ("funding", "recipient"),
    ("statements", "fact"),
    ("statements", "explanation"),
    ("results", "what"),
    ("results", "unit"),
    ("results", "who_says"),
    ("results", "disputed_by"),
    ("results", "note"),
    ("indicators", "name"),
    ("indicators", "unit"),
    ("indicators", "definition"),
    ("indicators", "notice"),
    ("indicators", "caution"),
    ("indicator_values", "unit"),
    ("indicator_values", "note"),
)
MARKED = tuple((table.name, column) for table, column in MARKED_COLUMNS)
MARKED_ONLY = tuple(column for column in MARKED if column not in TRANSLATED)
SUFFIX = f" ({MARK})"
LAYERS = ("countries", "admin1")
FRAMES = frozenset({*LAYERS, *(table for table, _ in (*TRANSLATED, *MARKED))})


def translated(catalog: Catalog) -> Catalog:
    """Return a catalog in the language that is spoken, made once for each language.

    What is computed from it is kept with it, so that words of one language never reach another.
    """
    original = catalog.original
    return original if language() == ENGLISH else _translated(original, language())


@cached()
def _translated(catalog: Catalog, name: str) -> Catalog:
    frames = {table: getattr(catalog, table) for table in FRAMES}
    for table, column in TRANSLATED:
        frames[table] = frames[table].assign(
            **{column: frames[table][column].map(_translated_text)}
        )
    for table, column in MARKED_ONLY if catalog.own_rows else ():
        frames[table] = frames[table].assign(**{column: frames[table][column].map(_marked)})
    for layer in LAYERS:
        shapes = frames[layer]
        frames[layer] = shapes.assign(name=_shape_names(shapes, f"name_{name}"))
    return replace(catalog, translated_from=catalog, cache={}, **frames)


def _translated_text(text: str) -> str:
    """A text in the language spoken, and its mark too where it bears one."""
    name = text.removesuffix(SUFFIX)
    return _marked(say(name) + text[len(name) :])


def _marked(text: str) -> str:
    """A name of the visitor's own with its mark in the language spoken."""
    return f"{text.removesuffix(SUFFIX)} ({say(MARK)})" if text.endswith(SUFFIX) else text


def _shape_names(shapes: pd.DataFrame, column: str) -> pd.Series:
    """The names of a language; where it has none, the published ones."""
    if column not in shapes:
        return shapes["name"]
    return shapes[column].where(shapes[column].fillna("") != "", shapes["name"])
