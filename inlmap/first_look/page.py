"""The first look at a page: the parts of the live page, with links in place of controls."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from inlmap.first_look import screens
from inlmap.first_look.map_screen import map_screen
from inlmap.first_look.sidebar import sidebar_parts
from inlmap.first_look.templates import template
from inlmap.maps.captions import small_print
from inlmap.presentation.sentences import summary
from inlmap.presentation.titles import REGION, choice_title
from inlmap.presentation.view import View
from inlmap.ui.menu import ENTRIES
from inlmap.words import language, say, word

NAME = word("INL/WHP program map")
MAP = ENTRIES[0].name
SCREENS: dict[str, Callable[[View], Markup]] = {
    MAP: map_screen,
    "country": screens.country_screen,
    "initiative": screens.initiative_screen,
    "coverage": screens.coverage_screen,
}


class FirstLook(NamedTuple):
    """What goes into Streamlit's page: title, description and language, and the body."""

    title: str
    description: str
    language: str
    body: str


def first_look(view: View, page: str = MAP, above: str | Markup = "") -> FirstLook:
    """Return the first look at a page of :data:`SCREENS` for a view, in the language spoken.

    ``above`` says what of the address was ignored and what is wrong with the data. Every text of
    the data is escaped.
    """
    chosen = choice_title(view.catalog, view.selection)
    [title] = [say(entry.title) for entry in ENTRIES if entry.name == page]
    titles = [title, *([chosen] if chosen != say(REGION) else []), say(NAME)]
    body = template("page.html").render(
        language=language(),
        above=above,
        screen=SCREENS[page](view),
        small_print=small_print(view),
        **sidebar_parts(view, page),
    )
    return FirstLook(" · ".join(titles), " ".join(list(summary(view))[:1]), language(), body)
