"""``brief`` writes a briefing of a view as a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from inlmap.briefings.content import KINDS, briefing
from inlmap.briefings.forms import FORMS
from inlmap.catalog.address import LIST_PARAMETERS, PARAMETERS, from_address
from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.translated import told
from inlmap.commands import Commands
from inlmap.dataset.folder import data_folder
from inlmap.figures.measures import MEASURES, PROGRAMS
from inlmap.presentation.view import View
from inlmap.words import ENGLISH, LANGUAGES, PARAMETER, speaking

WRONG = 1


def add_commands(commands: Commands) -> None:
    """Add ``brief``; its filters have the names that they have in addresses."""
    parser = commands.add_parser("brief", help="write a briefing: .pptx, .pdf or .xlsx")
    parser.set_defaults(run=brief)
    for name in LIST_PARAMETERS:
        parser.add_argument(f"--{name}", action="append", metavar="VALUE", help="may be repeated")
    parser.add_argument("--fy", action="append", metavar="2008-2015", help="fiscal years")
    parser.add_argument("--as-of", action="append", metavar="2011", help="year of membership")
    parser.add_argument("--measure", choices=list(MEASURES), default=PROGRAMS, help="of the map")
    parser.add_argument("--kind", choices=KINDS, default="map", help="the page it follows")
    parser.add_argument(
        f"--{PARAMETER}", choices=list(LANGUAGES), default=ENGLISH, help="in English without it"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def brief(options: argparse.Namespace) -> str | tuple[str, int]:
    """Write the briefing that the options ask for; return what was written, or what is wrong.

    Raises :class:`~inlmap.errors.DataError` when the data folder has faults.
    """
    form = FORMS.get(options.output.suffix.lower().lstrip("."))
    if form is None:
        return f'"{options.output.name}" must end in .{", .".join(FORMS)}.', WRONG
    catalog = read_catalog(data_folder())
    asked = {name: getattr(options, name) or [] for name in PARAMETERS}
    selection, notices = from_address(asked, catalog)
    needed = {"country": selection.country, "initiative": selection.initiative}
    if not needed.get(options.kind, True):
        notices += (f"A briefing of kind {options.kind} needs --{options.kind}.",)
    if notices:
        return "\n".join(one.replace("Ignored", "Unknown", 1) for one in notices), WRONG
    with speaking(options.lang):
        content = briefing(View(told(catalog), selection, options.measure, ""), options.kind)
        options.output.write_bytes(form.write(content))
    return f"wrote {options.output}"
