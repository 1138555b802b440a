"""Ten views of different sorts, with the numbers that the screen shows for each, read there."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from inlmap.briefings.content import Kind
from inlmap.catalog.address import from_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.presentation.view import View


class Shown(NamedTuple):
    """What the screen says: four headline figures, the first sentence, the map.

    ``amount`` is label, words and the number in nominal $ millions; ``here`` is a country with its
    own programs and the regional ones beside them; ``rows`` is the length of the table; ``places``
    counts the places on the map.
    """

    programs: int
    rows: int
    countries: int
    amount: tuple[str, str, float | None]
    sources: int
    sentence: str
    here: tuple[str, int, int] | None
    places: int


class TenthView(NamedTuple):
    """A page, the filters in its address, the title of its map, and what it shows."""

    page: Kind
    query: dict[str, str]
    title: str
    shown: Shown


NOT_STATED = ("Documented amount", "Not stated", None)
NO_FIGURE = ("Documented amount", "No budget figure", None)
OWN = "a visitor's rows"
TEN_VIEWS = {
    "one country": TenthView(
        "country",
        {"country": "HND"},
        "Programs by country in Honduras",
        Shown(
            20,
            22,
            1,
            ("Obligated, FY2021–FY2025", "$132.3M", 132.288206),
            18,
            "The sources document 20 programs in Honduras.",
            ("HND", 11, 9),
            5,
        ),
    ),
    "one initiative": TenthView(
        "initiative",
        {"initiative": "CARSI"},
        "Programs by country under CARSI",
        Shown(
            63,
            66,
            7,
            ("Allocated, FY2008–FY2013", "$495.0M", 495.0),
            57,
            "The sources document 63 programs under CARSI in 7 countries, most in Costa Rica (11), "
            "Guatemala (10), El Salvador (10), and Belize (10).",
            ("CRI", 11, 8),
            25,
        ),
    ),
    "one theme": TenthView(
        "map",
        {"theme": "trafficking"},
        "Programs by country on Drug and contraband trafficking",
        Shown(
            52,
            54,
            25,
            NO_FIGURE,
            49,
            "The sources document 52 programs on Drug and contraband trafficking in 25 countries, "
            "most in Colombia (12), Mexico (10), and Ecuador (5).",
            ("BHS", 1, 1),
            20,
        ),
    ),
    "an island": TenthView(
        "country",
        {"country": "GRD"},
        "Programs by country in Grenada",
        Shown(
            14,
            15,
            1,
            NO_FIGURE,
            10,
            "The sources document 14 programs in Grenada.",
            ("GRD", 2, 12),
            0,
        ),
    ),
    "everything": TenthView(
        "map",
        {},
        "Programs by country, without a filter",
        Shown(
            313,
            363,
            28,
            ("Obligated, FY2021–FY2025", "$2.60B", 2602.71813),
            243,
            "The sources document 313 programs in 28 countries, most in Mexico (76), Colombia (41),"
            " Ecuador (16), and Costa Rica (16).",
            ("BHS", 13, 7),
            133,
        ),
    ),
    "nothing": TenthView(
        "map",
        {"country": "GRD", "initiative": "Plan-Colombia"},
        "Programs by country under Plan Colombia in Grenada",
        Shown(
            0,
            0,
            0,
            NOT_STATED,
            0,
            "No program under Plan Colombia in Grenada was found in the sources.",
            None,
            0,
        ),
    ),
    "an admin-1 country": TenthView(
        "country",
        {"country": "MEX"},
        "Programs by country in Mexico",
        Shown(
            78,
            94,
            1,
            ("Obligated, FY2021–FY2025", "$355.8M", 355.84848),
            42,
            "The sources document 78 programs in Mexico.",
            ("MEX", 76, 2),
            34,
        ),
    ),
    "a year range": TenthView(
        "map",
        {"country": "GTM", "fy": "2010-2012"},
        "Programs by country in Guatemala active in FY2010–FY2012 or undated",
        Shown(
            11,
            13,
            1,
            ("Allocated, FY2010–FY2012", "$16.5M", 16.492),
            5,
            "The sources document 11 programs (year not stated for 10) in Guatemala active in "
            "FY2010–FY2012 or undated.",
            ("GTM", 1, 10),
            1,
        ),
    ),
    OWN: TenthView(
        "map",
        {"country": "BLZ"},
        "Programs by country in Belize",
        Shown(
            20,
            22,
            1,
            ("Obligated, FY2021–FY2025", "$12.6M", 12.556691),
            16,
            "The sources and your own rows name 20 programs in Belize; 1 of them is yours and not "
            "published.",
            ("BLZ", 11, 9),
            4,
        ),
    ),
    "accents": TenthView(
        "initiative",
        {"initiative": "Merida", "fy": "2008-2009"},
        "Programs by country under Mérida active in FY2008–FY2009 or undated",
        Shown(
            17,
            20,
            1,
            NO_FIGURE,
            14,
            "The sources document 17 programs (year not stated for 13) under Mérida active in "
            "FY2008–FY2009 or undated in Mexico.",
            ("MEX", 17, 0),
            3,
        ),
    ),
}

# What each view says of single items with a value of their own; nothing where there are none.
SINGLE_ITEMS = {
    "one country": "5 single items have a value of their own, $0.43M to $3.3M, 2011–2018, year not "
    "stated for 1; not part of this figure.",
    "one initiative": "28 single items have a value of their own, $0.04M to $24.0M, 2011–2026; "
    "not part of this figure.",
    "one theme": "25 of 52 programs have their own value: $0.1M to $158.0M, 2005–2029.",
    "an island": "1 of 14 programs has its own value: $1.0M, 2020.",
    "everything": "151 single items have a value of their own, $0.04M to $158.0M, 2005–2029, year "
    "not stated for 10; not part of this figure.",
    "nothing": "",
    "an admin-1 country": "39 single items have a value of their own, $0.15M to $158.0M, "
    "2009–2024, year not stated for 3; not part of this figure.",
    "a year range": "",
    OWN: "7 single items have a value of their own, $0.04M to $4.1M, 2013–2025; not part of this "
    "figure.",
    "accents": "4 of 17 programs have their own value: $3.3M to $66.0M, 2009, year not stated for "
    "3.",
}


def own_rows(catalog: Catalog) -> Catalog:
    """The catalog beside one program of the visitor's own, in Belize."""
    first = catalog.raw["programs"].iloc[0].to_dict()
    row = first | {
        "program_id": "MINE",
        "name": "My dogs",
        "iso3": "BLZ",
        "initiative_id": "CARSI",
        "goal_ids": "",
        "place_ids": "",
        "assistance_type": "canines",
    }
    frame = pd.DataFrame([row], dtype="str")
    frame.index = pd.RangeIndex(2, 3)
    return with_own_rows(catalog, {"programs": frame}, beside=True)


def tenth_view(catalog: Catalog, name: str) -> View:
    """The view as the map page shows it."""
    beside = own_rows(catalog) if name == OWN else catalog
    query = {key: [value] for key, value in TEN_VIEWS[name].query.items()}
    selection, notices = from_address(query, beside)
    assert notices == ()
    return View(beside, selection, "programs", "")
