"""The Country page without a choice: all partner countries in one table."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup, escape

from inlmap import formats
from inlmap.presentation.countries import (
    ORDERS,
    REGION,
    CountryLine,
    CountryTable,
    country_table,
    counts_in_words,
    in_order,
)
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.view import View
from inlmap.ui.amounts import amount
from inlmap.ui.blocks import bullets, heading_html, hint, switch
from inlmap.ui.html_tables import table_html
from inlmap.words import say, word

NO_COUNTRY = word("These programs name no country, so there is nothing to set out by country.")
NAME = Markup("<a class='here' href='{}'>{}</a>")


def every_country(view: View) -> None:
    """Draw how many countries have programs, and a table of them that can be put in order."""
    table = country_table(view.catalog, view.selection)
    st.html(title_html(view, table))
    if not table.lines:
        hint(say(NO_COUNTRY))
        return
    order = switch(say("Countries"), ORDERS, "country_order", default=REGION)
    listed, notes = list_parts(view, table, order)
    with st.container(key="countries"):
        st.html(listed)
    st.html(notes)


def title_html(view: View, table: CountryTable) -> Markup:
    """Return the title, with how many countries have programs."""
    return heading_html(say("Countries"), " ".join(_lead(view, table)))


def list_parts(view: View, table: CountryTable, order: str) -> tuple[Markup, Markup]:
    """Return the table of the countries in an order, and what must be said of its numbers."""
    headings = (
        say("Country"),
        say("Region"),
        table.money_heading,
        say("Programs of its own"),
        say("Regional programs"),
        say("Newest year of a program"),
        say("Goals covered"),
        say("Themes without evidence of a program"),
    )
    rows = [_row(view, table, line) for line in in_order(table, order)]
    caption = say("Countries and what is documented for each")
    return table_html(headings, rows, caption), bullets(_notes(table), "note")


def _lead(view: View, table: CountryTable) -> list[str]:
    phrase = filters_in_words(view.catalog, view.selection)
    shown = [say("Showing programs {phrase} only.", phrase=phrase)] if phrase else []
    choose = say("Choose a country above, or its name in the table.")
    return [*shown, *counts_in_words(table.lines), *([choose] if table.lines else [])]


def _row(view: View, table: CountryTable, line: CountryLine) -> tuple[object, ...]:
    programs = line.programs
    found = bool(programs.own or programs.regional)
    newest = say(formats.NOT_STATED) if found else say("none found")
    return (
        NAME.format(view.link("country", country=[line.iso3]), line.name),
        line.region,
        _money(view, table, line),
        programs.words,
        formats.number(programs.regional) if programs.regional else say("none found"),
        str(line.newest_year) if line.newest_year else newest,
        _of(line.goals_covered, line.goals) if line.goals else say("no goal stated"),
        _of(line.gaps, line.themes),
    )


def _money(view: View, table: CountryTable, line: CountryLine) -> Markup:
    """The amount; the heading says its stage and years, unless those of the country differ."""
    figure = line.money.figure
    if figure is None or figure.value is None:
        return escape("; ".join(line.money.words))
    words = formats.dollars(figure.value)
    if figure.years not in table.money_heading:
        words = say("{amount}, {years}", amount=words, years=figure.years)
    return amount(view.catalog, figure, words)


def _of(part: int, whole: int) -> str:
    if not part:
        return say("none of {whole}", whole=formats.number(whole))
    return say("{part} of {whole}", part=formats.number(part), whole=formats.number(whole))


def _notes(table: CountryTable) -> list[str]:
    notes = [
        table.money_note,
        say("Goals are those of the initiatives that a country's programs belong to."),
        say("Themes are our classification; goals are the initiatives' own."),
        say("Regions are our grouping by initiative."),
    ]
    if table.outside:
        names = formats.joined(table.outside)
        notes.append(say("Not in this choice: {countries}.", countries=names))
    return [one for one in notes if one]
