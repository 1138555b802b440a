"""The tables of a data folder: every column, its meaning and the values it may hold.

Nothing here reads a file; the readers, the codebook and ``datapackage.json`` stand on it. What a
cell may hold is marked as a word: it is said in the language of the page where it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inlmap.words import word

Kind = Literal[
    "text", "list", "integer", "year", "number", "quantity", "latitude", "longitude", "address"
]

TEXT_KINDS: frozenset[Kind] = frozenset(("text", "list", "address"))

UMBRELLA = word("umbrella")  # what tells the setting of programs and is none itself
ASSISTANCE_TYPES = (
    UMBRELLA,
    word("aircraft"),
    word("canines"),
    word("corrections"),
    word("eradication"),
    word("interdiction"),
    word("IT systems"),
    word("justice sector support"),
    word("maritime assets"),
    word("non-intrusive inspection"),
    word("police & forensics equipment"),
    word("prevention/community"),
    word("training"),
    word("vetted units"),
)
MODALITIES = (word("bilateral"), word("regional"), word("global"), word("domestic"))
DONOR = "USA"  # what is done on its own side of a border has no recipient
SCOPES = (word("place"), word("country"), word("regional"), word("office"))
STATUSES = (word("active"), word("completed"), word("nationalized"), word("planned"))
STAGES = (
    word("requested"),
    word("appropriated"),
    word("allocated"),
    word("obligated"),
    word("disbursed"),
    word("delivered"),
    word("estimated"),
)
PRECISIONS = (word("exact"), word("approximate"), word("admin1"))
BASES = (word("printed"), word("derived"))
ROLES = (word("partner"), word("observer"))
SERIES_SCOPES = (word("country"), word("initiative"), word("group"))
GOAL_HEADINGS = ("source", "ours")
CAUSES = (
    word("account"),
    word("currency"),
    word("date"),
    word("not found"),
    word("reporting"),
    word("rounding"),
    word("scope"),
    word("stage"),
    word("unexplained"),
)

RESULT_KINDS = (word("reported"), word("audit gap"), word("study claim"))
NEARNESS = (word("more than"), word("about"), word("nearly"))
DIRECTIONS = (word("higher is worse"), word("higher is better"), word("neutral"))
YEAR_KINDS = (word("calendar"), word("fiscal"))
MARKS = (word("partial year"), word("break"), word("caution"))

FIRST_YEAR, LAST_YEAR = 1960, 2040
LARGEST_AMOUNT_USD_MILLIONS = 100_000.0
LARGEST_QUANTITY = 1_000_000_000_000.0
LONGEST_CELL = 4_000
STATUS_COLUMN = "row_status"  # whether a row of a download is published; ignored when read


@dataclass(frozen=True)
class Column:
    """One column: what it means, what a cell may hold, and the table it points to."""

    name: str
    meaning: str
    kind: Kind = "text"
    required: bool = False
    codes: tuple[str, ...] = ()
    references: str = ""  # "table.column", or "countries" for the boundary file's iso3


@dataclass(frozen=True)
class Table:
    """One CSV file: its name without the ending, what a row is, its key and its columns."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    readable: tuple[str, ...] = ()  # columns that our downloads add; ignored when read

    @property
    def file(self) -> str:
        """Name of the file in the data folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the file."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name; raises ``KeyError`` when there is none."""
        return {column.name: column for column in self.columns}[name]


def _source(required: bool = False) -> tuple[Column, Column]:
    return (
        Column(
            "source_id",
            "The publications that say so (several joined by ;).",
            "list",
            required=required,
            references="sources.source_id",
        ),
        Column("source_locator", "Where in the publication: page, table, clause, award number."),
    )


PROGRAMS = Table(
    "programs",
    word("a program or a part of one, in one initiative"),
    ("program_id",),
    (
        Column("program_id", "Key of the program.", required=True),
        Column("name", "Name as shown.", required=True),
        Column(
            "initiative_id",
            "The initiative it belongs to.",
            required=True,
            references="initiatives.initiative_id",
        ),
        Column(
            "iso3",
            "Countries it works in, as ISO 3166-1 alpha-3 codes; empty for the office itself.",
            "list",
            references="countries",
        ),
        Column(
            "place_ids",
            "Places its source names; empty when only the country is known.",
            "list",
            references="places.place_id",
        ),
        Column(
            "goal_ids",
            "Goals of its initiative that it serves.",
            "list",
            references="goals.goal_id",
        ),
        Column(
            "theme_id",
            "Common theme, our classification across initiatives.",
            references="themes.theme_id",
        ),
        Column(
            "assistance_type",
            "Kind of assistance; `umbrella` tells the setting (the office, a way of working, an "
            "initiative as a whole) and is not counted as a program.",
            required=True,
            codes=ASSISTANCE_TYPES,
        ),
        Column("lead_agency", "Agency that leads it."),
        Column("partner_agencies", "Other agencies and organizations in it.", "list"),
        Column(
            "modality",
            "Bilateral, regional or global; domestic on the U.S. side of a border.",
            required=True,
            codes=MODALITIES,
        ),
        Column("scope", "What it is drawn as on the map.", required=True, codes=SCOPES),
        Column("start_year", "First year; empty when no source gives it.", "year"),
        Column("end_year", "Last year; empty when no source gives it.", "year"),
        Column("status", "Status when the source was written; empty if unknown.", codes=STATUSES),
        Column(
            "amount_usd_millions",
            "Value of this one program as its source gives it, nominal U.S. dollars in millions; "
            "never added to funding.csv.",
            "number",
        ),
        Column(
            "part_of",
            "The program of which this row tells a part, or which it tells again; of several rows "
            "on one program, none of which tells the whole, the first. Counted with it, once.",
            references="programs.program_id",
        ),
        Column("description", "One plain sentence.", required=True),
        *_source(required=True),
        Column("inferred", "Columns of this row that are our classification.", "list"),
    ),
    readable=(
        "initiative",
        "countries",
        "places",
        "goals",
        "theme",
        "sources",
        "source_urls",
        "dataset_version",
    ),
)

FUNDING = Table(
    "funding",
    word("one amount, as one source prints it or as derived from what it prints"),
    ("record_id",),
    (
        Column("record_id", "Key of the amount.", required=True),
        Column(
            "series_id",
            "The consistent set it belongs to.",
            required=True,
            references="series.series_id",
        ),
        Column(
            "initiative_id",
            "Set only where the source ties the money to the initiative.",
            references="initiatives.initiative_id",
        ),
        Column(
            "iso3",
            "Country of the line; several for a line that covers a named group; empty for a "
            "regional line.",
            "list",
            references="countries",
        ),
        Column("recipient", "Recipient as the source prints it.", required=True),
        Column("fy_start", "First U.S. fiscal year (October to September).", "year", True),
        Column("fy_end", "Last U.S. fiscal year; equal to fy_start for one year.", "year", True),
        Column("account", "Budget account, for example INCLE, ESF, FMF; all.", required=True),
        Column("stage", "Stage of the money.", required=True, codes=STAGES),
        Column("amount_usd_millions", "Nominal U.S. dollars in millions.", "number", required=True),
        Column(
            "part_of",
            "The record that already contains this amount.",
            references="funding.record_id",
        ),
        Column("basis", "Printed in the source, or derived from it.", required=True, codes=BASES),
        *_source(required=True),
        Column("note", "What a reader must know before quoting it."),
    ),
)

SERIES = Table(
    "series",
    word("a consistent set of amounts: one source, one stage, one scope"),
    ("series_id",),
    (
        Column("series_id", "Key of the series.", required=True),
        Column("family", "Series of one family may be stacked beside each other.", required=True),
        Column("title", "Title as shown.", required=True),
        Column(
            "source_id",
            "The publications it comes from.",
            "list",
            True,
            references="sources.source_id",
        ),
        Column("stage", "Stage of all its amounts.", required=True, codes=STAGES),
        Column("scope", "What its lines are.", required=True, codes=SERIES_SCOPES),
        Column(
            "initiative_id",
            "The initiative it measures, if one.",
            references="initiatives.initiative_id",
        ),
        Column("adds_over", "What its amounts may be added over; empty: never added.", "list"),
        Column(
            "headline",
            "Used for totals, or an alternate.",
            required=True,
            codes=(word("headline"), word("alternate")),
        ),
        Column("headline_from", "First fiscal year for which it is the headline.", "year"),
        Column("headline_to", "Last fiscal year for which it is the headline.", "year"),
        Column(
            "partial_from", "First fiscal year that its source does not report in full.", "year"
        ),
        Column("caution", "Sentence shown beside the figure."),
        Column("rule", "Why it is, or is not, the headline.", required=True),
    ),
)

INITIATIVES = Table(
    "initiatives",
    word("an initiative"),
    ("initiative_id",),
    (
        Column("initiative_id", "Key, also used in addresses.", required=True),
        Column("name", "Name in full.", required=True),
        Column("short_name", "Name where room is short.", required=True),
        Column("sort_order", "Place in lists.", "integer", required=True),
        Column("description", "One plain sentence.", required=True),
        Column("valid_from", "Year it began, when sourced.", "year"),
        Column("valid_to", "Year it ended, when sourced.", "year"),
        Column(
            "succeeded_by",
            "The initiative that took its place.",
            references="initiatives.initiative_id",
        ),
        Column(
            "region",
            "Our grouping: the region that its partner countries stand under in a table of all "
            "countries. A country with several stands under the first in the order of initiatives.",
        ),
        Column(
            "goal_headings",
            "Whose the headings of its goals are: the source's own, or ours where the source "
            "numbers no goals.",
            codes=GOAL_HEADINGS,
        ),
        Column(
            "link_locator",
            "The place in a source that says how it is linked to other initiatives; programs with "
            "that place in their `source_locator` say it.",
        ),
        *_source(),
    ),
)

GOALS = Table(
    "goals",
    word("one goal of an initiative, in the initiative's own order"),
    ("goal_id",),
    (
        Column("goal_id", "Key, also used in addresses.", required=True),
        Column(
            "initiative_id",
            "The initiative whose goal it is.",
            required=True,
            references="initiatives.initiative_id",
        ),
        Column("number", "Its place in the initiative's own order.", "integer", required=True),
        Column(
            "name", "The goal as shown: its own wording, or a shorter one of ours.", required=True
        ),
        Column("wording", "The goal in its own wording, where the name is shorter."),
        Column(
            "theme_id",
            "Common theme: our crosswalk, not the initiative's.",
            references="themes.theme_id",
        ),
        *_source(),
        Column("inferred", "Columns of this row that are our classification.", "list"),
    ),
)

THEMES = Table(
    "themes",
    word("a theme common to all initiatives (our classification)"),
    ("theme_id",),
    (
        Column("theme_id", "Key, also used in addresses.", required=True),
        Column("name", "Name as shown.", required=True),
        Column("sort_order", "Place in lists.", "integer", required=True),
        Column("description", "One plain sentence.", required=True),
    ),
)

MEMBERS = Table(
    "members",
    word("a country in an initiative"),
    ("initiative_id", "iso3", "role"),
    (
        Column(
            "initiative_id",
            "The initiative.",
            required=True,
            references="initiatives.initiative_id",
        ),
        Column("iso3", "The country.", required=True, references="countries"),
        Column("from", "First year, when sourced.", "year"),
        Column("to", "Last year, when sourced.", "year"),
        Column("role", "Partner or observer.", required=True, codes=ROLES),
        *_source(),
        Column("note", "What a reader must know."),
    ),
)

PLACES = Table(
    "places",
    word("a place that programs name, or a border crossing shown as context"),
    ("place_id",),
    (
        Column("place_id", "Key of the place.", required=True),
        Column("name", "Name with its accents.", required=True),
        Column("iso3", "Country it lies in.", required=True, references="countries"),
        Column("admin1_code", "First-level units it lies in, ISO 3166-2.", "list"),
        Column("lat", "Latitude, degrees north, EPSG:4326.", "latitude", required=True),
        Column("lon", "Longitude, degrees east, EPSG:4326.", "longitude", required=True),
        Column("geonameid", "GeoNames id, where taken from there.", "integer"),
        Column("kind", "What sort of place it is.", required=True),
        Column("precision", "How well its position is known.", required=True, codes=PRECISIONS),
        Column("source", "Where the position comes from.", required=True),
        Column("note", "What a reader must know."),
    ),
)

SOURCES = Table(
    "sources",
    word("a publication"),
    ("source_id",),
    (
        Column("source_id", "Key of the publication.", required=True),
        Column("title", "Title.", required=True),
        Column("publisher", "Who published it.", required=True),
        Column("number", "Its number or award ids."),
        Column("date", "Date as the publication gives it; empty when not shown."),
        Column("url", "Web address.", "address"),
        Column("accessed", "Date it was read; empty when not recorded."),
        Column("license", "Terms of use, as far as known."),
    ),
)

STATEMENTS = Table(
    "statements",
    word("one value in a set of sources that differ on a fact, or an absence that was looked for"),
    ("statement_id", "position"),
    (
        Column("statement_id", "Key of the fact.", required=True),
        Column("position", "Order of the values of one fact.", "integer", required=True),
        Column(
            "kind",
            "Sources contradict each other on the same thing, year and stage; two figures differ "
            "for a reason that is told; or something was looked for and not found.",
            required=True,
            codes=(word("contradiction"), word("difference"), word("absence")),
        ),
        Column("fact", "The fact in question.", required=True),
        Column("initiative_id", "Initiative it touches.", references="initiatives.initiative_id"),
        Column("iso3", "Countries it touches.", "list", references="countries"),
        Column("fy_start", "First fiscal year it touches.", "year"),
        Column("fy_end", "Last fiscal year it touches.", "year"),
        Column("value", "What this source says.", required=True),
        Column("amount_usd_millions", "The value when it is an amount.", "number"),
        Column("stage", "Stage of the amount.", codes=STAGES),
        Column("record_id", "The same amount in funding.csv.", references="funding.record_id"),
        *_source(),
        Column("cause", "Why the values differ.", required=True, codes=CAUSES),
        Column("explanation", "The cause in a sentence.", required=True),
    ),
)

RESULTS = Table(
    "results",
    word("what a named source says came of a program or an initiative; rows are never added"),
    ("result_id",),
    (
        Column("result_id", "Key of the result.", required=True),
        Column(
            "kind",
            "A result as reported; a gap that an auditor found: money not yet spent, or an effect "
            "that nobody had measured; or what a study claims.",
            required=True,
            codes=RESULT_KINDS,
        ),
        Column("what", "What is counted.", required=True),
        Column(
            "initiative_id",
            "The initiative it is told of.",
            references="initiatives.initiative_id",
        ),
        Column(
            "program_id",
            "The program it is told of; empty when the source names none.",
            references="programs.program_id",
        ),
        Column("iso3", "Countries it is told of.", "list", references="countries"),
        Column("year_from", "First year it covers; empty when not shown.", "year"),
        Column("year_to", "Last year it covers.", "year"),
        Column("precision", "How the source limits the value; empty: as it is.", codes=NEARNESS),
        Column("value", "The value, in its unit.", "quantity", required=True),
        Column("unit", "What the value counts.", required=True),
        Column("who_says", "The office, agency or author that says so.", required=True),
        Column("disputed_by", "Who disputes it."),
        Column(
            "dispute_source_id",
            "The publications in which it is disputed.",
            "list",
            references="sources.source_id",
        ),
        Column(
            "overlaps",
            "Results that may hold it or be inside it.",
            "list",
            references="results.result_id",
        ),
        *_source(required=True),
        Column("note", "What a reader must know before quoting it."),
    ),
)

INDICATORS = Table(
    "indicators",
    word("an indicator of what happened in countries, whatever caused it"),
    ("indicator_id",),
    (
        Column("indicator_id", "Key of the indicator.", required=True),
        Column("name", "Name as shown.", required=True),
        Column("sort_order", "Place in lists.", "integer", required=True),
        Column("unit", "Unit of all its values.", required=True),
        Column("definition", "What is measured.", required=True),
        Column(
            "direction",
            "Whether a higher value is worse or better; neutral: neither, never colored as one.",
            required=True,
            codes=DIRECTIONS,
        ),
        Column("years", "Calendar years or U.S. fiscal years.", required=True, codes=YEAR_KINDS),
        Column(
            "comparable",
            "Whether values of several countries may stand beside each other.",
            required=True,
            codes=(word("yes"), word("no")),
        ),
        Column(
            "shown_with",
            "Indicators without which it is not shown: the same thing by another method, never in "
            "one line with it.",
            "list",
            references="indicators.indicator_id",
        ),
        Column("publisher", "Who publishes it.", required=True),
        Column("notice", "Sentence without which it is not shown."),
        Column("caution", "How it misleads.", required=True),
    ),
)

INDICATOR_VALUES = Table(
    "indicator_values",
    word("the value of an indicator in a country and year"),
    ("indicator_id", "iso3", "year"),
    (
        Column(
            "indicator_id",
            "The indicator.",
            required=True,
            references="indicators.indicator_id",
        ),
        Column("iso3", "The country.", required=True, references="countries"),
        Column("year", "The year, of the kind its indicator has.", "year", required=True),
        Column("value", "The value, in its unit.", "quantity", required=True),
        Column("unit", "The unit of its indicator.", required=True),
        Column("standard_error", "Standard error, where published.", "quantity"),
        Column("basis", "Printed in the source, or derived from it.", required=True, codes=BASES),
        Column(
            "mark",
            "Part of a year only; not comparable with the year before; or not shown without its "
            "note.",
            codes=MARKS,
        ),
        *_source(required=True),
        Column("note", "What a reader must know before quoting it."),
    ),
)

TABLES: tuple[Table, ...] = (
    PROGRAMS,
    FUNDING,
    SERIES,
    INITIATIVES,
    GOALS,
    THEMES,
    MEMBERS,
    PLACES,
    SOURCES,
    STATEMENTS,
    RESULTS,
    INDICATORS,
    INDICATOR_VALUES,
)
BY_NAME = {table.name: table for table in TABLES}
