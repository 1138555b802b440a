"""Parts that several pages draw: headings, headline figures, notes, choosers and publications."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup, escape
from streamlit.delta_generator import DeltaGenerator

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs
from inlmap.catalog.own_rows import own_programs
from inlmap.dataset.cells import is_web_address
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import regional_programs
from inlmap.figures.totals import older_figures
from inlmap.maps.captions import small_print
from inlmap.presentation.sentences import beside_the_amount, items_sentence, no_program, summary
from inlmap.presentation.titles import REGION, choice_title
from inlmap.presentation.view import Headline, View
from inlmap.ui.amounts import amount, date_in_words, in_dollars, original, sentence, with_items
from inlmap.words import say, say_count, word

NOTHING = Markup()
HEAD_START_SECONDS = 0.05
LEAST_YEARS, MOST_YEARS = 2, 10  # of the small bars beside the answer; each wide enough to hit
CHOOSERS = {
    "country": (word("Country"), word("Choose a country")),
    "initiative": (word("Initiative"), word("Choose an initiative")),
}
PUBLICATION = ("title", "publisher", "number", "date", "url")


def page_heading(title: str, lead: str | Markup) -> None:
    """Draw the title of a page and the line under it, if any."""
    st.html(heading_html(title, lead))


def heading_html(title: str, lead: str | Markup) -> Markup:
    """Return the title of a page and the line under it, if any."""
    line = Markup("<p>{}</p>").format(lead) if lead else ""
    return Markup('<header class="page"><h1>{}</h1>{}</header>').format(title, line)


def section(title: str | Markup) -> None:
    """Draw the heading of a part of a page."""
    st.html(section_html(title))


def section_html(title: str | Markup) -> Markup:
    """Return the heading of a part of a page."""
    return Markup("<h2 class='section'>{}</h2>").format(title)


def draw(parts: Iterable[Markup]) -> None:
    """Draw parts of a page one below the other."""
    for part in parts:
        st.html(part)


def fold(title: str, key: str) -> DeltaGenerator:
    """Draw the heading of a part of a page and return the container for what stands under it.

    On a phone the part is folded away until its heading is touched; the style sheet and the script
    of the page do it, for the server does not know how wide a screen is.
    """
    part = st.container(key=f"fold_{key}")
    part.html(
        Markup(
            "<div class='fold'><h2 class='section' id='part_{0}'>{1}</h2>"
            "<button aria-expanded='false' aria-labelledby='part_{0}'></button></div>"
        ).format(key, title)
    )
    return part


def region_in_words(view: View) -> str:
    """Return where the whole region lies; nothing under filters, whose title says where."""
    if choice_title(view.catalog, view.selection) != say(REGION):
        return ""
    return say(
        "From the U.S. Southwest border through Central America and the Caribbean to the Andes."
    )


def headline(view: View, under: Markup = NOTHING) -> None:
    """Draw the answer to the choice, and ``under`` it what a page adds."""
    with st.container(key="headline"):
        st.html(headline_html(view, under))


def headline_html(view: View, under: Markup = NOTHING) -> Markup:
    """Return the answer: the documented amount, programs, countries, sources in one sentence.

    What the amount is, and what is no part of it, stands below in small type; its years beside it,
    and ``under`` all of it what a page adds.
    """
    catalog = view.catalog
    money = view.headlines[2]
    stated = view.other_amounts
    about = _about(
        with_items(catalog, money.beside, view.single_items),
        _what_it_is(view, money.about, stated),
        first=money.figure is None,
    )
    return Markup(
        "<section class='lead'><div><p class='answer'>{} {}</p>"
        "<div class='about'>{}</div></div>{}</section>{}"
    ).format(
        _money_in_words(view),
        _counts_in_words(view),
        about + _other_series(view, stated) + _other_years(view),
        _years(view),
        under,
    )


def _figure_words(label: str, figure: str, words: object) -> Markup:
    """A figure of the answer with its label, for whoever reads the page by program."""
    return Markup("<b data-label='{}' data-figure='{}'>{}</b>").format(label, figure, words)


def _money_in_words(view: View) -> Markup:
    money = view.headlines[2]
    if money.figure is None:
        words = _figure_words(money.label, money.words, _in_a_sentence(money.words))
        return Markup("{}: {}.").format(money.label, words)
    amount_words = in_dollars(view.catalog, money.figure)
    words = _figure_words(money.label, money.words, amount_words)
    return Markup("{} {}.").format(words, _in_a_sentence(money.label))


def _in_a_sentence(words: str) -> str:
    return words[0].lower() + words[1:]


def _counts_in_words(view: View) -> Markup:
    programs, countries, _, publications = view.headlines
    if not programs.number:
        return _figure_words(programs.label, programs.words, no_program(view))
    numbers = [int(one.number or 0) for one in (programs, countries, publications)]
    words = (
        say_count(numbers[0], "{n} program", "{n} programs"),
        say_count(numbers[1], "{n} country", "{n} countries"),
        say_count(numbers[2], "{n} source", "{n} sources"),
    )
    found = [
        _figure_words(one.label, one.words, text)
        for one, text in zip((programs, countries, publications), words, strict=True)
    ]
    slots = {"programs": found[0], "countries": found[1], "sources": found[2]}
    if numbers[1] == 1 and len(view.selection.country) == 1:
        slots["countries"] = _one_country(view, countries)
    if own_programs(view.catalog, view.programs):
        text = escape(say("{programs} in {countries}, {whose} ({sources})."))
        return text.format(whose=programs.about, **slots)
    if view.undated_shown:
        text = escape(
            say(
                "{programs} in {countries}, documented in {sources}; the year of {undated} is not "
                "stated."
            )
        )
        return text.format(undated=formats.number(view.undated_shown), **slots)
    return escape(say("{programs} in {countries}, documented in {sources}.")).format(**slots)


def _one_country(view: View, countries: Headline) -> Markup:
    """The one chosen country by its name, and how many of its programs it shares with others."""
    [iso3] = view.selection.country
    name = _figure_words(countries.label, countries.words, view.catalog.country_names[iso3])
    shared = count_programs(regional_programs(view.programs))
    if not shared:
        return name
    regional = say_count(shared, "{n} of them regional", "{n} of them regional")
    return Markup("{}, {}").format(name, regional)


def _years(view: View) -> Markup:
    """The documented amounts by year as small bars; each leads to its year.

    They are no stops of the keyboard: the filter of years does the same.
    """
    shown = view.yearly[-MOST_YEARS:]
    most = max((one.value or 0 for one in shown), default=0)
    if len(shown) < LEAST_YEARS or not most:
        return Markup()
    common = shown[-1].stage  # said once for all bars, which come at each click
    bars = Markup("").join(
        Markup(
            "<a href='{address}' title='{words}' tabindex='-1'>"
            "<i{look} style='height:{height:.0f}%{color}'></i></a>"
        ).format(
            address=view.of_year(one.fy_start).link(),
            words=" ".join(filter(None, (f"{one.in_words}.", unfinished([one])))),
            look=Markup(" class='unfinished'") if one.partial_years else "",
            height=max(4, 100 * (one.value or 0) / most),
            color="" if one.stage == common else f";color:var(--stage-{one.stage})",
        )
        for one in shown
    )
    span = formats.years(shown[0].fy_start, shown[-1].fy_start)
    caption = say("{years}; choose a year", years=span)
    return Markup(
        "<figure class='years'><div style='color:var(--stage-{})'>{}</div>"
        "<figcaption>{}</figcaption></figure>"
    ).format(common, bars, caption)


def why_no_amount(view: View) -> Markup:
    """Return why a view has no documented amount, and the first amount of another series."""
    return _what_it_is(view, view.figure.reason, view.other_amounts)


def _what_it_is(view: View, about: str, stated: Sequence[Figure]) -> Markup:
    """What the amount is; without one, why, and the first amount of another series."""
    what = sentence(view.catalog, about.removesuffix(view.figure.elsewhere), *view.figure.others)
    if stated:
        nearest = Markup("{} ({}).").format(amount(view.catalog, stated[0]), stated[0].title)
        return Markup("{} <b>{}</b> {}").format(what, say("Another series has:"), nearest)
    beside = beside_the_amount(view)
    return what + Markup(" ") + sentence(view.catalog, beside, *view.figures_in_words)


def _other_series(view: View, stated: Sequence[Figure]) -> Markup:
    """The amounts of the other series but the first, folded away."""
    if not view.figure.elsewhere:
        return Markup()
    if stated:
        more = stated[1:]
        title = say_count(len(more), "{n} more series", "{n} more series")
        items = [Markup("{} ({})").format(amount(view.catalog, one), one.title) for one in more]
    else:
        more = view.unmatched
        title = say_count(
            len(more),
            "{n} other series has an amount that reaches beyond this selection",
            "{n} other series have amounts that reach beyond this selection",
        )
        items = [Markup("{} ({})").format(stage_and_years(one), one.title) for one in more]
    return _folded(title, items) if items else Markup()


def _other_years(view: View) -> Markup:
    """The amounts of other years, folded away."""
    older = older_figures(view.catalog, view.selection)
    lines = [amount(view.catalog, one) for one in older]
    return _folded(say("Amounts of other years"), lines) if lines else Markup()


def _folded(title: str, lines: Iterable[str | Markup]) -> Markup:
    return Markup("<details><summary>{}</summary>{}</details>").format(title, bullets(lines))


def _about(beside: Markup, what: Markup, *, first: bool) -> Markup:
    """What a headline figure is and, on a line of its own, what is no part of it.

    That line is the ``first`` where there is no amount.
    """
    if not beside:
        return what
    line = Markup("<div class='beside'>{}</div>").format(beside)
    return line + what if first else what + line


def documented_amount(view: View) -> list[tuple[str, Markup]]:
    """Return the documented amount of a view and its single items as rows with a label."""
    label = say("Documented amount")
    items = with_items(view.catalog, items_sentence(view), view.single_items)
    if view.figure.value is None and items:
        return [(label, items)]
    rows = [(label, amount(view.catalog, view.figure))]
    return [*rows, (say("Single items"), items)] if items else rows


def stage_and_years(figure: Figure) -> str:
    """Return the label of an amount that stands alone: ``Allocated, FY2012``."""
    return say("{stage}, {years}", stage=say(figure.stage).capitalize(), years=figure.years)


def switch(label: str, options: Mapping[str, str], key: str, **looks: Any) -> str:
    """Draw a switch of some options with their words, and return the one that is chosen.

    ``looks``, and what else may be asked of it, goes to Streamlit.
    """
    picked: str = st.segmented_control(
        label,
        list(options),
        format_func=lambda one: say(options[one]),
        required=True,
        key=key,
        **looks,
    )
    return picked


def figure_card(label: str, value: object, about: object) -> None:
    """Draw one figure with its label and what it is."""
    card = Markup(
        "<div><div class='label'>{}</div><div class='value'>{}</div>"
        "<div class='about'>{}</div></div>"
    ).format(label, value, about)
    st.html(Markup("<div class='headline'>{}</div>").format(card))


def sentences(view: View) -> None:
    """Draw the view in plain sentences."""
    with st.container(key="summary"):
        items = items_sentence(view)
        text = Markup(" ").join(
            with_items(view.catalog, words, view.single_items)
            if words == items
            else sentence(view.catalog, words, *view.figures_in_words)
            for words in summary(view)
        )
        st.html(Markup("<p class='summary'>{}</p>").format(text))


def flush_to_browser() -> None:
    """Wait a moment before the rest of a page is sent.

    Streamlit sends every 10 ms, and the browser draws at once what came within 10 ms. What was
    sent so far is drawn and seen before the rest arrives, not together with it.
    """
    time.sleep(HEAD_START_SECONDS)


def note(words: str | Markup) -> None:
    """Draw a small line that holds text of the data, letter for letter.

    Streamlit reads its own captions as Markdown, so they are for words of the program alone.
    """
    st.html(note_html(words))


def note_html(words: str | Markup) -> Markup:
    """Return a small line that holds text of the data, letter for letter."""
    return Markup("<p class='note'>{}</p>").format(words)


def hint(words: str | Markup) -> None:
    """Draw what stands in place of something that cannot be shown."""
    st.html(hint_html(words))


def hint_html(words: str | Markup) -> Markup:
    """Return what stands in place of something that cannot be shown."""
    return Markup("<p class='hint'>{}</p>").format(words)


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
    items = [
        Markup("<li>{}</li>").format(publication_link(view.catalog, key)) for key in view.source_ids
    ]
    with fold(say("Sources"), "sources"):
        st.html(Markup("<ol class='sources'>{}</ol>").format(Markup("").join(items)))


def publication_link(catalog: Catalog, source_id: str) -> Markup:
    """Return a publication with title, publisher, number, date and, where it has one, its link.

    An address that is not http(s) stays text.
    """
    row = {name: catalog.names("sources", name)[source_id] for name in PUBLICATION}
    details = "".join(f", {row[name]}" for name in ("publisher", "number") if row[name])
    date = Markup(", {}").format(date_in_words(row["date"])) if row["date"] else Markup()
    return title_link(row["title"], row["url"]) + original(details) + date


def title_link(title: str, url: str) -> Markup:
    """Return the title of a publication as a link; an address that is not http(s) stays out."""
    if not is_web_address(url):
        return Markup("<cite>{}</cite>").format(original(title))
    return Markup(
        "<cite><a href='{}' target='_blank' rel='noopener noreferrer'>{}</a></cite>"
    ).format(url, original(title))
