"""The building blocks that every page is made of."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape
from streamlit.elements.lib.column_types import ColumnConfig

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import Standing
from inlmap.catalog.own_rows import own_programs
from inlmap.dataset.boundaries import NOTICE
from inlmap.dataset.cells import count_items
from inlmap.errors import Fault
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import countries_of
from inlmap.formats import shorten
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View
from inlmap.ui.address import TWIN_KEY
from inlmap.ui.amounts import cell, in_dollars, in_words_of, original, sentence
from inlmap.ui.view import current_view
from inlmap.words import ENGLISH, language, say, say_count, word

HEAD_START_SECONDS = 0.02
MOST_FAULTS = 200
FAULT_HEADINGS = (
    word("File"),
    word("Row"),
    word("Column"),
    word("Value"),
    word("What is wrong, and what would be right"),
)
CHOOSERS = {
    "country": (word("Country"), word("Choose a country")),
    "initiative": (word("Initiative"), word("Choose an initiative")),
}
PUBLICATION = ("title", "publisher", "number", "date", "url")


def page_heading(title: str, lead: str | Markup) -> None:
    """Draw the title of a page and the line under it."""
    st.html(Markup('<header class="page"><h1>{}</h1><p>{}</p></header>').format(title, lead))


def section(title: str | Markup) -> None:
    """Draw the heading of a part of a page."""
    st.html(Markup("<h2 class='section'>{}</h2>").format(title))


def headline(view: View) -> None:
    """Draw the four headline figures, each with its unit and what it counts."""
    figure, programs = view.figure, view.programs
    sources = count_items(programs["source_id"])
    amount: object = say("Not stated")
    if figure.value is not None:
        amount = in_dollars(view.catalog, figure)
    about = escape(figure.reason) if figure.reason else escape(f"{figure.title}.")
    label = say("Documented amount")
    if figure.value is not None:
        label = stage_and_years(figure)
    cells = [
        (say("Programs"), formats.number(len(programs)), _whose(view)),
        (
            say("Countries"),
            formats.number(len(countries_of(programs, view.selection))),
            say("with at least one program"),
        ),
        (label, amount, about),
        (say("Sources"), formats.number(len(sources)), say("behind these programs")),
    ]
    with st.container(key="headline"):
        figure_cards(cells)


def stage_and_years(figure: Figure) -> str:
    """Return the label of an amount that stands alone: ``Allocated, FY2012``."""
    return say("{stage}, {years}", stage=say(figure.stage).capitalize(), years=figure.years)


def _whose(view: View) -> str:
    yours = own_programs(view.catalog, view.programs)
    if not yours:
        return say("documented in the sources")
    return say("of which {number} yours, not published", number=formats.number(yours))


def figure_cards(cards: Sequence[tuple[str, object, object]]) -> None:
    """Draw figures beside each other, each as (label, value, what it is)."""
    items = Markup("").join(
        Markup(
            "<div><div class='label'>{}</div><div class='value'>{}</div>"
            "<div class='about'>{}</div></div>"
        ).format(*card)
        for card in cards
    )
    st.html(Markup("<div class='headline'>{}</div>").format(items))


def sentences(view: View) -> None:
    """Draw the view in plain sentences."""
    with st.container(key="summary"):
        text = Markup(" ").join(
            sentence(view.catalog, words, view.figure) for words in summary(view)
        )
        st.html(Markup("<p class='summary'>{}</p>").format(text))


def let_it_be_drawn() -> None:
    """Wait a moment before the rest of a page is sent.

    Streamlit sends every 10 ms, and the browser draws at once what came within 10 ms. What was
    drawn so far is seen while the rest is still computed, not together with it.
    """
    time.sleep(HEAD_START_SECONDS)


def note(words: str | Markup) -> None:
    """Draw a small line that holds text of the data, letter for letter.

    Streamlit reads its own captions as Markdown, so they are for words of the program alone.
    """
    st.html(Markup("<p class='note'>{}</p>").format(words))


def hint(words: str | Markup) -> None:
    """Draw what stands in place of something that cannot be shown."""
    st.html(Markup("<p class='hint'>{}</p>").format(words))


def listed(items: Iterable[str | Markup], look: str = "") -> Markup:
    """Return a list of sentences."""
    lines = Markup("").join(Markup("<li>{}</li>").format(one) for one in items)
    start = Markup("<ul class='{}'>").format(look) if look else Markup("<ul>")
    return start + lines + Markup("</ul>")


def notices(messages: Sequence[str]) -> None:
    """Draw what an address asked for and did not get, letter for letter."""
    for message in messages:
        st.html(Markup("<div class='notice' role='alert'>{}</div>").format(message))


def faults(messages: Sequence[str]) -> None:
    """Draw what is wrong with a data folder in place of the page, letter for letter."""
    page_heading(say("The data cannot be shown"), say("These faults must be mended first."))
    more = len(messages) - MOST_FAULTS
    told = [original(message) for message in messages[:MOST_FAULTS]]
    if more > 0:
        told.append(escape(say_count(more, "{n} more fault.", "{n} more faults.")))
    for message in told:
        st.html(Markup("<div class='notice fault' role='alert'>{}</div>").format(message))


def newer_faults(standing: Standing) -> None:
    """Draw why newer files of the data folder are not shown, if there are any."""
    if not standing.faults:
        return
    told = say(
        "The data folder has changed, and the new files cannot be used. Shown is version "
        "{version}.",
        version=standing.catalog.version,
    )
    st.html(Markup("<div class='notice fault' role='alert'>{}</div>").format(told))
    with st.expander(say("What is wrong with them")):
        fault_table(standing.faults, ENGLISH)


def fault_table(faults: Sequence[Fault], spoken: str) -> None:
    """Draw faults with place, value and cure; past :data:`MOST_FAULTS` the rest is counted.

    ``spoken`` is the language in which they were found; names and values are the file's.
    """
    rows = [
        (
            original(one.file),
            one.row or "",
            original(one.column),
            original(shorten(one.value)),
            in_words_of(spoken, one.remedy),
        )
        for one in faults[:MOST_FAULTS]
    ]
    headings = [say(name) for name in FAULT_HEADINGS]
    html_table(headings, rows, say_count(len(faults), "{n} fault", "{n} faults"))
    if len(faults) > MOST_FAULTS:
        note(say("The first {number} are listed.", number=MOST_FAULTS))


def footer(view: View) -> None:
    """Draw the line at the foot of every page."""
    words = say(
        "Independent tool built from public sources; not an official U.S. Government site. "
        "{notice}. Dataset version {version}.",
        notice=say(NOTICE),
        version=view.catalog.version,
    )
    st.html(Markup("<footer>{}</footer>").format(words))


def chooser(filter_name: str, names: Mapping[str, str], chosen: Sequence[str]) -> str | None:
    """Draw a list that shows the first value of a filter and sets the filter when used.

    The filter is the only state: what the sidebar or the map chooses shows here at once.
    """
    key = f"{filter_name}_page"

    def choose() -> None:
        st.session_state[filter_name] = [st.session_state[key]]

    st.session_state[key] = chosen[0] if chosen else None
    label, choose_one = CHOOSERS[filter_name]
    picked: str | None = st.selectbox(
        say(label),
        list(names),
        format_func=names.__getitem__,
        placeholder=say(choose_one),
        key=key,
        on_change=choose,
    )
    return picked


def html_table(headings: Sequence[str], rows: Sequence[Sequence[object]], caption: str) -> None:
    """Draw a plain table: read by screen readers and printed as it is.

    Cells are escaped; a Figure becomes the link to its records.

    Without ``headings`` it has none, and its first column names what each row says.
    """
    st.html(_table(headings, rows, caption))


def columns_of(names: Iterable[str], known: Mapping[str, ColumnConfig]) -> dict[str, ColumnConfig]:
    """Return what Streamlit's table needs to head its columns in the language spoken.

    ``known`` says how some of them look; the names stay English, and so do the data.
    """
    if language() == ENGLISH:
        return dict(known)
    every = {name: known.get(name) or st.column_config.Column() for name in names}
    return {name: one | ColumnConfig(label=say(name)) for name, one in every.items()}


def twin_table(
    key: str, caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Draw the table behind a chart, folded away; it is sent when it is opened.

    Each table of a page has its own ``key``, which no language changes.
    """
    folder = st.expander(caption, key=f"{TWIN_KEY}{key}", on_change="rerun")
    if folder.open:
        with folder:
            html_table(headings, rows, caption)


def _table(headings: Sequence[str], rows: Sequence[Sequence[object]], caption: str) -> Markup:
    names = Markup("").join(Markup("<th scope='col'>{}</th>").format(name) for name in headings)
    head = Markup("<thead><tr>{}</tr></thead>").format(names) if any(headings) else ""
    catalog = current_view().catalog
    body = Markup("").join(
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(
            cell(catalog, row[0]),
            Markup("").join(Markup("<td>{}</td>").format(cell(catalog, one)) for one in row[1:]),
        )
        for row in rows
    )
    return Markup(
        "<div class='table' tabindex='0' role='region' aria-label='{}'><table>"
        "<caption>{}</caption>{}<tbody>{}</tbody></table></div>"
    ).format(caption, caption, head, body)


def sources(view: View, programs: pd.DataFrame, figure: Figure) -> None:
    """Draw the publications behind programs and an amount."""
    section(say("Sources"))
    ids = count_items(programs["source_id"]).keys() | set(figure.source_ids)
    items = [
        Markup("<li>{}</li>").format(publication(view.catalog, key))
        for key in view.catalog.names("sources", "title")
        if key in ids
    ]
    st.html(Markup("<ol class='sources'>{}</ol>").format(Markup("").join(items)))


def publication(catalog: Catalog, source_id: str) -> Markup:
    """Return a publication with title, publisher, number, date and, where it has one, its link.

    An address that is not http(s) stays text.
    """
    row = {name: catalog.names("sources", name)[source_id] for name in PUBLICATION}
    details = "".join(f", {row[name]}" for name in ("publisher", "number", "date") if row[name])
    return linked(row["title"], row["url"]) + original(details)


def linked(title: str, url: str) -> Markup:
    """Return the title of a publication as a link; an address that is not http(s) stays out."""
    if not url.startswith(("http://", "https://")):
        return Markup("<cite>{}</cite>").format(original(title))
    return Markup(
        "<cite><a href='{}' target='_blank' rel='noopener noreferrer'>{}</a></cite>"
    ).format(url, original(title))
