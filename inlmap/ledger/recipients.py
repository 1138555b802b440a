"""Whom a line of an official file names: a partner country, this region, or somebody else.

A name, its code and its region must not speak against each other; what is not certain is
listed, never taken for a country and never put outside the region.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

# Other names that official files have used for countries of the region.
OTHER_NAMES = {
    "antigua barbuda": "ATG",
    "bolivia plurinational state of": "BOL",
    "bolivia plurinational state": "BOL",
    "dominican rep": "DOM",
    "saint christopher and nevis": "KNA",
    "saint kitts nevis": "KNA",
    "saint vincent and grenadines": "VCT",
    "surinam": "SUR",
    "venezuela bolivarian republic of": "VEN",
    "venezuela bolivarian republic": "VEN",
    "venezuela rb": "VEN",
}
REGIONAL_LINES = frozenset(
    (
        "america",
        "andean",
        "caribbean",
        "caribbean and central america",
        "central america",
        "central america and caribbean",
        "eastern caribbean",
        "latin america",
        "latin america and caribbean",
        "north and central america",
        "south america",
        "west indies",
        "western hemisphere",
    )
)
# Endings that say no more than that a line is no single country.
ENDINGS = re.compile(r"(?: country)?(?: not specified| unspecified| regional| region)+$")
HOME_REGIONS = REGIONAL_LINES - {"america"}
OTHER_REGIONS = frozenset(
    (
        "africa",
        "asia",
        "east asia and oceania",
        "east asia and pacific",
        "eastern europe",
        "eurasia",
        "europe",
        "europe and eurasia",
        "middle east and north africa",
        "near east",
        "near east and south asia",
        "north africa",
        "oceania",
        "oceania and other",
        "south and central asia",
        "south asia",
        "sub saharan africa",
        "western europe",
        "world",
        "worldwide",
    )
)
COUNTRY, REGIONAL, OUTSIDE, LISTED = "country", "regional", "outside", "listed"
NO_CODE = ("", "NULL")
UNKNOWN = "unknown recipient"
DISAGREE = "name, code and region of the recipient disagree"
NOT_PARTNER = "not a partner country"


class Recipient(NamedTuple):
    """What a line's recipient is, and its key.

    The key is the ISO3 code of a country, the plain name of a regional line, or what is listed
    for ``reason``.
    """

    status: str
    key: str
    reason: str = ""


ELSEWHERE = Recipient(OUTSIDE, "")


@dataclass(frozen=True)
class Recipients:
    """The countries of a boundary file by name, and which of them are partners."""

    by_name: dict[str, str]
    partners: frozenset[str]

    def find(self, name: str, code: str, region: str) -> Recipient:
        """Return whom a line names."""
        plain, area, printed_code = plain_name(name), plain_line(region), code.strip().upper()
        iso3 = self.by_name.get(plain, "")
        line = plain_line(name) in REGIONAL_LINES and not iso3
        if line and area not in OTHER_REGIONS:
            return Recipient(REGIONAL, plain_line(name))
        known_code = printed_code if printed_code in self.by_name.values() else ""
        if area in OTHER_REGIONS and plain and not (iso3 or known_code or line):
            return ELSEWHERE
        shown = ", ".join(part.strip() for part in (name, code, region) if part.strip())
        if area in OTHER_REGIONS or (iso3 and printed_code not in (*NO_CODE, iso3)):
            return Recipient(LISTED, shown, DISAGREE)
        iso3 = iso3 or known_code
        if not plain or not iso3:
            return Recipient(LISTED, shown or "no name", UNKNOWN)
        if iso3 not in self.partners:
            return Recipient(LISTED, shown, NOT_PARTNER)
        return Recipient(COUNTRY, iso3)


def recipients_of(countries: Iterable[tuple[str, str, str]]) -> Recipients:
    """Return the recipients that rows of ISO3 code, name and role describe."""
    rows = list(countries)
    codes = {iso3 for iso3, _, _ in rows}
    by_name = {name: iso3 for name, iso3 in OTHER_NAMES.items() if iso3 in codes}
    by_name |= {plain_name(name): iso3 for iso3, name, _ in rows}
    return Recipients(by_name, frozenset(iso3 for iso3, _, role in rows if role == "partner"))


def plain_name(name: str) -> str:
    """Return a name without accents, marks, case, ``the`` and the short forms of and and saint.

    ``Bahamas, The`` and ``The Bahamas`` are one, and ``St. Kitts & Nevis`` is spelled in full.
    """
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    base = "".join(mark for mark in letters if not unicodedata.combining(mark))
    words = re.sub(r"[\W_]+", " ", base).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


def plain_line(name: str) -> str:
    """Return the plain name of a region or regional line without its ending.

    ``Central America, not specified`` and ``Central America Region`` are one.
    """
    return ENDINGS.sub("", plain_name(name))
