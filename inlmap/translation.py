"""A catalog in the reader's language: what the data name in few words, and no more.

Names of countries come from the boundaries; those of initiatives, goals and themes are our
translations in the file of the language. Titles, descriptions and notes stay as published.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from inlmap.catalog import Catalog
from inlmap.kept import kept
from inlmap.words import ENGLISH, language, say

# The columns of the data whose texts the file of a language translates.
TRANSLATED = (
    ("initiatives", "name"),
    ("initiatives", "short_name"),
    ("goals", "name"),
    ("themes", "name"),
)


def told(catalog: Catalog) -> Catalog:
    """Return a catalog in the language that is spoken, made once for each language.

    What is computed from it is kept with it, so that words of one language never reach another.
    """
    return catalog if language() == ENGLISH else _told(catalog, language())


@kept()
def _told(catalog: Catalog, name: str) -> Catalog:
    frames = {table: getattr(catalog, table) for table, _ in TRANSLATED}
    for table, column in TRANSLATED:
        frames[table] = frames[table].assign(**{column: frames[table][column].map(say)})
    countries = catalog.countries.assign(name=_names(catalog.countries, f"name_{name}"))
    return replace(catalog, told_from=catalog, kept={}, countries=countries, **frames)


def _names(shapes: pd.DataFrame, column: str) -> pd.Series:
    """The names of a language; where it has none, the published ones."""
    if column not in shapes:
        return shapes["name"]
    return shapes[column].where(shapes[column].fillna("") != "", shapes["name"])
