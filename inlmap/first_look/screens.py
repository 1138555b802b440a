"""The first screens of the pages Country, Initiative and Coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from inlmap.figures.profiles import CountryProfile, InitiativeProfile
from inlmap.first_look.sidebar import hidden
from inlmap.first_look.table_link import table_link
from inlmap.first_look.templates import template
from inlmap.presentation.countries import ORDERS, REGION, country_table
from inlmap.presentation.newest import newest_first
from inlmap.presentation.screen_tables import FUNDING_COLUMNS, funding_rows, headings_of
from inlmap.presentation.sentences import table_title
from inlmap.presentation.titles import full_names
from inlmap.presentation.view import View
from inlmap.ui import blocks
from inlmap.ui.amounts import cell
from inlmap.ui.html_tables import table_html
from inlmap.ui.panel import panel_links_html
from inlmap.ui.programs import in_short_html
from inlmap.ui.screens import country, country_list, coverage, initiative
from inlmap.words import say

Parts = Iterable[Markup]
# What only the live page can do is hidden where scripts are off.
BRIEFING = Markup(
    "<button type='button' class='briefing live' data-live='.st-key-briefing button'>{}</button>"
)
SWITCH = Markup(
    "<div class='switch live' role='group' aria-label='{0}'><p>{0}</p><div>{1}</div></div>"
)


def country_screen(view: View) -> Markup:
    """Return the first screen of the Country page: of the chosen country, or of all."""
    names = {code: view.catalog.country_names[code] for code in view.catalog.partner_codes}
    chooser = _chooser(view, "country", names)
    if not view.selection.country:
        return _stack([chooser, *_every_country(view)])
    iso3 = view.selection.country[0]
    here = view.of_country(iso3)
    parts = [
        chooser,
        country.title_html(view, CountryProfile(view.catalog, view.selection, iso3)),
        *_answer(here),
        *country.newest_parts(here),
        *_years(here),
        *_programs(here),
    ]
    return _stack(parts)


def _every_country(view: View) -> Parts:
    table = country_table(view.catalog, view.selection)
    yield country_list.title_html(view, table)
    if not table.lines:
        yield blocks.hint_html(say(country_list.NO_COUNTRY))
        return
    yield _switch(say("Countries"), ORDERS)
    listed, notes = country_list.list_parts(view, table, REGION)
    yield Markup("<div class='countries'>{}</div>").format(listed)
    yield notes
    yield table_link(view)


def initiative_screen(view: View) -> Markup:
    """Return the first screen of the Initiative page: of the chosen initiative, or of all."""
    chooser = _chooser(view, "initiative", full_names(view.catalog))
    if not view.selection.initiative:
        return _stack([chooser, *initiative.landing_parts(view), table_link(view)])
    initiative_id = view.selection.initiative[0]
    profile = InitiativeProfile(view.catalog, view.selection, initiative_id)
    here = view.of_initiative(initiative_id)
    parts = [
        chooser,
        *initiative.title_parts(view, profile),
        *_answer(here),
        *initiative.when_parts(view, profile),
        *initiative.timeline_parts(view, initiative_id),
        *initiative.partner_parts(profile),
        *_years(here),
        table_link(here),
    ]
    return _stack(parts)


def coverage_screen(view: View) -> Markup:
    """Return the first screen of the Coverage page, by themes and in their own order."""
    matrix = coverage.arranged_matrix(view, coverage.AT_FIRST)
    switches = [_switch(label, options) for _, label, options in coverage.switches(view)]
    parts = [
        coverage.title_html(view),
        _in_a_row([*switches, _briefing()]),
        *coverage.gap_parts(view, matrix),
        *coverage.matrix_parts(matrix),
        *coverage.results_parts(view),
        *coverage.absence_parts(view),
        table_link(view),
    ]
    return _stack(parts)


def _stack(parts: Parts) -> Markup:
    return Markup("<div class='stack'>{}</div>").format(Markup("").join(parts))


def _in_a_row(parts: Parts) -> Markup:
    return Markup("<div class='row'>{}</div>").format(Markup("").join(parts))


def _chooser(view: View, name: str, names: Mapping[str, str]) -> Markup:
    """The list at the top of a page as a field that its page is asked for with."""
    chosen: tuple[str, ...] = getattr(view.selection, name)
    label, choose_one = blocks.CHOOSERS[name]
    rendered = template("chooser.html").render(
        page=name,
        label=say(label),
        shown=names[chosen[0]] if chosen else say(choose_one),
        is_chosen=bool(chosen),
        names=names.values(),
        hidden=hidden(view, name),
    )
    return Markup(rendered)  # noqa: S704 - the template escapes


def _switch(label: str, options: Mapping[str, str]) -> Markup:
    """A switch that no address holds: it asks for the live page, and goes without scripts."""
    buttons = Markup("").join(
        Markup("<button type='button'{}>{}</button>").format(
            Markup(" aria-pressed='true'") if at == 0 else "", say(words)
        )
        for at, words in enumerate(options.values())
    )
    return SWITCH.format(label, buttons)


def _briefing() -> Markup:
    return BRIEFING.format(say("Briefing"))


def _answer(here: View) -> Parts:
    """The answer, and the ways to what is behind it."""
    yield blocks.headline_html(here)
    yield _in_a_row([panel_links_html(here), _briefing()])


def _years(here: View) -> Parts:
    """The documented amounts by fiscal year as the table behind their chart."""
    if not here.yearly:
        return
    yield blocks.section_html(say("Funding by fiscal year"))
    rows = [[cell(here.catalog, one) for one in row] for row in funding_rows(here.yearly)]
    caption = say("The same amounts as a table")
    yield table_html(headings_of(FUNDING_COLUMNS), rows, caption, title_above=True)


def _programs(here: View) -> Parts:
    """The newest programs of all, as many as the page shows at once."""
    if here.programs.empty:
        return
    rows = newest_first(here.catalog, here.programs).head(country.PROGRAMS_PER_PAGE)
    yield blocks.section_html(say("All programs, the newest first"))
    yield in_short_html(here, rows, table_title(here), goals=True)
    yield table_link(here)
