"""Parts that several pages draw: headings, headline figures, notes, choosers and publications."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import is_web_address
from inlmap.figures.adding import Figure
from inlmap.maps.captions import small_print
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View
from inlmap.ui.amounts import in_dollars, original, sentence
from inlmap.words import say, word

HEAD_START_SECONDS = 0.02
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
    cells = [
        (one.label, in_dollars(view.catalog, one.figure) if one.figure else one.words, one.about)
        for one in view.headlines
    ]
    with st.container(key="headline"):
        figure_cards(cells)


def stage_and_years(figure: Figure) -> str:
    """Return the label of an amount that stands alone: ``Allocated, FY2012``."""
    return say("{stage}, {years}", stage=say(figure.stage).capitalize(), years=figure.years)


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


def flush_to_browser() -> None:
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


def bullets(items: Iterable[str | Markup], look: str = "") -> Markup:
    """Return a list of sentences."""
    lines = Markup("").join(Markup("<li>{}</li>").format(one) for one in items)
    start = Markup("<ul class='{}'>").format(look) if look else Markup("<ul>")
    return start + lines + Markup("</ul>")


def footer(view: View) -> None:
    """Draw the line at the foot of every page."""
    words = small_print(view)
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


def sources(view: View) -> None:
    """Draw the publications behind the programs and amounts of a view."""
    section(say("Sources"))
    items = [
        Markup("<li>{}</li>").format(publication_link(view.catalog, key)) for key in view.source_ids
    ]
    st.html(Markup("<ol class='sources'>{}</ol>").format(Markup("").join(items)))


def publication_link(catalog: Catalog, source_id: str) -> Markup:
    """Return a publication with title, publisher, number, date and, where it has one, its link.

    An address that is not http(s) stays text.
    """
    row = {name: catalog.names("sources", name)[source_id] for name in PUBLICATION}
    details = "".join(f", {row[name]}" for name in ("publisher", "number", "date") if row[name])
    return title_link(row["title"], row["url"]) + original(details)


def title_link(title: str, url: str) -> Markup:
    """Return the title of a publication as a link; an address that is not http(s) stays out."""
    if not is_web_address(url):
        return Markup("<cite>{}</cite>").format(original(title))
    return Markup(
        "<cite><a href='{}' target='_blank' rel='noopener noreferrer'>{}</a></cite>"
    ).format(url, original(title))
