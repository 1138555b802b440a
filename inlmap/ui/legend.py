"""The legend of the map as text with swatches."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from inlmap import colors
from inlmap.maps import picture
from inlmap.maps.picture import map_picture
from inlmap.presentation.view import View
from inlmap.ui.amounts import in_dollars
from inlmap.words import say


def legend_html(view: View) -> Markup:
    """Return the legend of the map; that of states or departments below it."""
    shown = map_picture(view)
    parts = _legend_part(view, "", "", shown.legend)
    if shown.units:
        heading, text = say("States or departments"), say(picture.UNITS_NOTE)
        parts += _legend_part(view, heading, text, shown.units)
    return Markup(
        "<section class='legend'><details open><summary><h2>{}</h2></summary>{}</details></section>"
    ).format(shown.heading, parts)


def _legend_part(
    view: View, heading: str, text: str, entries: Sequence[picture.LegendEntry]
) -> Markup:
    above = Markup("<h2>{}</h2>").format(heading) if heading else Markup("")
    note_html = Markup("<p class='note'>{}</p>").format(text) if text else Markup("")
    lines = Markup("").join(
        Markup("<li>{}{}</li>").format(_swatch(entry.look), _entry_words(view, entry))
        for entry in entries
    )
    return Markup("{}{}<ul>{}</ul>").format(above, note_html, lines)


def _entry_words(view: View, entry: picture.LegendEntry) -> Markup:
    if not entry.figures:
        return escape(entry.words)
    amounts = [in_dollars(view.catalog, figure) for figure in entry.figures]
    if len(amounts) == 1:
        return amounts[0]
    text = escape(say("{first} to {last}")).format(first=amounts[0], last=amounts[-1])
    return Markup("<span>{}</span>").format(text)


def _swatch(look: str) -> Markup:
    _, _, key = look.partition(":")
    if not key:
        return Markup("<i class='{}'></i>").format(look)
    return Markup("<i style='background:{}'></i>").format(colors.initiative_shade(key))
