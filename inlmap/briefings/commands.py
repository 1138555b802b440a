"""``brief`` writes a briefing of a view as a file."""

from __future__ import annotations

from pathlib import Path

import click

from inlmap.briefings.content import KINDS, Kind, briefing
from inlmap.briefings.forms import FORMS
from inlmap.catalog.address import LIST_PARAMETERS, from_address
from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.translated import translated
from inlmap.commands import Answer, command
from inlmap.dataset.folder import data_folder
from inlmap.figures.measures import MEASURES, PROGRAMS
from inlmap.presentation.view import View
from inlmap.words import ENGLISH, LANGUAGES, PARAMETER, speaking

WRONG = 1


# The filters have the names that they have in addresses.
FILTERS = [
    click.Option([f"--{name}"], multiple=True, metavar="VALUE", help="may be repeated")
    for name in LIST_PARAMETERS
]


@command("brief", "write a briefing: .pptx, .pdf or .xlsx", FILTERS)
@click.option("--fy", multiple=True, metavar="2008-2015", help="fiscal years")
@click.option("--undated", multiple=True, metavar="hide", help="leave out undated programs")
@click.option("--as-of", multiple=True, metavar="2011", help="year of membership")
@click.option("--measure", type=click.Choice([*MEASURES]), default=PROGRAMS, help="of the map")
@click.option("--kind", type=click.Choice(KINDS), default="map", help="the page it follows")
@click.option("--tables", is_flag=True, help="add tables of programs, records and sources")
@click.option(
    f"--{PARAMETER}",
    "language",
    type=click.Choice([*LANGUAGES]),
    default=ENGLISH,
    help="in English without it",
)
@click.option("-o", "--output", type=Path, required=True, metavar="FILE")
def brief(
    measure: str, kind: Kind, tables: bool, language: str, output: Path, **asked: tuple[str, ...]
) -> Answer:
    """Write the briefing that the options ask for; return what was written, or what is wrong.

    Raises :class:`~inlmap.errors.DataError` when the data folder has faults.
    """
    form = FORMS.get(output.suffix.lower().lstrip("."))
    if form is None:
        return f'"{output.name}" must end in .{", .".join(FORMS)}.', WRONG
    catalog = read_catalog(data_folder())
    selection, notices = from_address(asked, catalog)
    needed = {"country": selection.country, "initiative": selection.initiative}
    if not needed.get(kind, True):
        notices += (f"A briefing of kind {kind} needs --{kind}.",)
    if notices:
        return "\n".join(one.replace("Ignored", "Unknown", 1) for one in notices), WRONG
    with speaking(language):
        content = briefing(View(translated(catalog), selection, measure, ""), kind, annex=tables)
        output.write_bytes(form.write(content))
    return f"wrote {output}"
