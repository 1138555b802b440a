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
    own programs and the regional ones beside them; ``places`` counts the places on the map.
    """

    programs: int
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
OWN = "a visitor's rows"
TEN_VIEWS = {
    "one country": TenthView(
        "country",
        {"country": "HND"},
        "Programs by country in Honduras",
        Shown(
            18,
            1,
            ("Obligated, FY2021–FY2025", "$132.3M", 132.288206),
            10,
            "The sources document 18 programs in Honduras.",
            ("HND", 7, 11),
            5,
        ),
    ),
    "one initiative": TenthView(
        "initiative",
        {"initiative": "CARSI"},
        "Programs by country under CARSI",
        Shown(
            66,
            7,
            ("Allocated, FY2008–FY2013", "$495.0M", 495.0),
            41,
            "The sources document 66 programs under CARSI in 7 countries, most in Costa Rica (15) "
            "and Guatemala (13).",
            ("CRI", 15, 9),
            34,
        ),
    ),
    "one theme": TenthView(
        "map",
        {"theme": "trafficking"},
        "Programs by country on Drug and contraband trafficking",
        Shown(
            43,
            25,
            NOT_STATED,
            30,
            "The sources document 43 programs on Drug and contraband trafficking in 25 countries, "
            "most in Colombia (10), Mexico (9), and Ecuador (5).",
            ("BHS", 1, 1),
            16,
        ),
    ),
    "an island": TenthView(
        "country",
        {"country": "GRD"},
        "Programs by country in Grenada",
        Shown(
            11,
            1,
            NOT_STATED,
            6,
            "The sources document 11 programs in Grenada.",
            ("GRD", 2, 9),
            0,
        ),
    ),
    "everything": TenthView(
        "map",
        {},
        "Programs by country, without a filter",
        Shown(
            296,
            27,
            ("Allocated, FY2008–FY2015", "$4.40B", 4402.106),
            139,
            "The sources document 296 programs in 27 countries, most in Mexico (86), Colombia (45),"
            " and Costa Rica (15).",
            ("BHS", 12, 8),
            130,
        ),
    ),
    "nothing": TenthView(
        "map",
        {"country": "GRD", "initiative": "Plan-Colombia"},
        "Programs by country under Plan Colombia in Grenada",
        Shown(
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
            89,
            1,
            ("Allocated, FY2008–FY2015", "$1.38B", 1375.261),
            34,
            "The sources document 89 programs in Mexico.",
            ("MEX", 86, 3),
            34,
        ),
    ),
    "a year range": TenthView(
        "map",
        {"country": "GTM", "fy": "2010-2012"},
        "Programs by country in Guatemala active in FY2010–FY2012",
        Shown(
            3,
            1,
            ("Allocated, FY2010–FY2012", "$16.5M", 16.492),
            4,
            "The sources document 3 programs in Guatemala active in FY2010–FY2012.",
            ("GTM", 0, 3),
            0,
        ),
    ),
    OWN: TenthView(
        "map",
        {"country": "BLZ"},
        "Programs by country in Belize",
        Shown(
            19,
            1,
            ("Obligated, FY2021–FY2025", "$12.6M", 12.556691),
            10,
            "The sources and your own rows name 19 programs in Belize; 1 of them is yours and not "
            "published.",
            ("BLZ", 8, 11),
            4,
        ),
    ),
    "accents": TenthView(
        "initiative",
        {"initiative": "Merida", "fy": "2008-2009"},
        "Programs by country under Mérida active in FY2008–FY2009",
        Shown(
            5,
            1,
            NOT_STATED,
            10,
            "The sources document 5 programs under Mérida active in FY2008–FY2009 in Mexico.",
            ("MEX", 5, 0),
            2,
        ),
    ),
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
