"""The one way in which an amount is written on a page: as a link to the records behind it.

And the one way in which text of the data is marked where the page is in another language.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import is_own_series
from inlmap.dataset.schema import PROGRAMS
from inlmap.figures.adding import Figure
from inlmap.figures.figure_ids import figure_id
from inlmap.figures.single_items import Item, SingleItems
from inlmap.figures.statements import CONTRADICTION, disputes_of
from inlmap.presentation.newest import DAY
from inlmap.words import ENGLISH, language, language_in_address, say, speaking, word

LINK = Markup("<a class='amount' data-figure='{id}' href='sources?figure={address}'>{words}</a>")
MARK = Markup("<a class='disputed' href='sources?part=disagree&amp;figure={address}'>{words}</a>")
YOURS = Markup("<span data-figure='{id}'>{words} <span class='yours'>{yours}</span></span>")
ITEM = Markup("<a class='amount' data-figure='{id}' href='sources?program={address}'>{words}</a>")
SOURCE = Markup("<a class='disputed' href='sources?program={address}'>{source}</a>")
PROGRAM = Markup("<span data-figure='{id}'>{words} {link}</span>")
DATES_BETWEEN = re.compile(", | and ")
UNDATED = word("undated")  # as a publication states it
ORIGINAL = Markup("<span lang='en'>{}</span>")


def original(text: object) -> Markup:
    """Return text in the words of the data, marked as English where the page is not."""
    if not text or language() == ENGLISH:
        return escape(text)
    return ORIGINAL.format(text)


def date_in_words(stated: str) -> Markup:
    """Return the date of a publication in words; text beside dates stays as published."""
    dates = DATES_BETWEEN.split(stated)
    if all(map(DAY.fullmatch, dates)):
        return escape(formats.joined([DAY.sub(_day_in_words, one) for one in dates]))
    with speaking(ENGLISH):
        told = DAY.sub(_day_in_words, stated)
    return escape(say(UNDATED)) if told == UNDATED else original(told)


def _day_in_words(date: re.Match[str]) -> str:
    return formats.day_in_words(*(int(part or 0) for part in date.groups()))


def in_words_of(spoken: str, text: str) -> Markup:
    """Return text that was said in a language, marked where the page is in another by now."""
    if spoken == language():
        return escape(text)
    return Markup("<span lang='{}'>{}</span>").format(spoken, text)


def marked(text: str, *parts: str) -> Markup:
    """Return a sentence of ours in which the parts that are text of the data are marked."""
    part = next((one for one in parts if one and one in text), "")
    if not part or language() == ENGLISH:
        return escape(text)
    before, _, after = text.partition(part)
    return marked(before, *parts) + original(part) + marked(after, *parts)


def _address(key: str) -> str:
    """A key as part of an address that opens in the language spoken."""
    also = "".join(f"&{name}={value}" for name, (value,) in language_in_address().items())
    return quote(key) + also


@cached(4096)
def amount(catalog: Catalog, figure: Figure, words: str = "") -> Markup:
    """Return a figure as a link to its records, with a mark where there is a note on them.

    ``words`` stand for the figure's own, for a place where unit, stage and years stand beside it.
    A figure without a value is text.
    """
    link = unmarked(catalog, figure, words)
    if figure.value is None or is_own_series(catalog, figure.series_id):
        return link
    kinds = {one.kind for one in disputes_of(catalog, figure)}
    if not kinds:
        return link
    words = say("sources differ") if CONTRADICTION in kinds else say("see note")
    mark = MARK.format(address=_address(figure_id(catalog, figure)), words=words)
    return link + Markup(" ") + mark


def unmarked(catalog: Catalog, figure: Figure, words: str = "") -> Markup:
    """Return a figure as :func:`amount` does, without the mark: for lists of what changed."""
    if figure.value is None:
        return escape(words or figure.in_words)
    key = figure_id(catalog, figure)
    if is_own_series(
        catalog, figure.series_id
    ):  # a link opens a visit of its own, without these rows
        return YOURS.format(id=key, words=words or figure.in_words, yours=say("your rows"))
    return LINK.format(id=key, address=_address(key), words=words or figure.in_words)


def in_dollars(catalog: Catalog, figure: Figure) -> Markup:
    """Return a figure as dollars alone, where stage and years stand beside it."""
    if figure.value is None:
        return amount(catalog, figure)
    return amount(catalog, figure, formats.dollars(figure.value))


def cell(catalog: Catalog, content: object) -> Markup:
    """Return what a cell of a table holds: a figure as its link, anything else as text."""
    return amount(catalog, content) if isinstance(content, Figure) else escape(content)


def sentence(catalog: Catalog, text: str, *figures: Figure) -> Markup:
    """Return a sentence in which the words of each figure are its link."""
    named = [one for one in figures if one.value is not None and one.in_words in text]
    if not named:
        return escape(text)
    first = min(named, key=lambda one: (text.index(one.in_words), -len(one.in_words)))
    before, _, after = text.partition(first.in_words)
    rest = [one for one in named if one is not first]
    return escape(before) + amount(catalog, first) + sentence(catalog, after, *rest)


def reason(catalog: Catalog, figure: Figure) -> Markup:
    """Return why a figure has no value; the amounts that it names are links."""
    return sentence(catalog, figure.reason, *figure.others)


def item(catalog: Catalog, one: Item) -> Markup:
    """Return the value of a single item as a link to its program and the sources of that."""
    words = one.in_words
    if catalog.is_own(PROGRAMS.name, one.program_id):
        return YOURS.format(id=one.program_id, words=words, yours=say("your rows"))
    return ITEM.format(id=one.program_id, address=_address(one.program_id), words=words)


def with_items(catalog: Catalog, text: str, items: SingleItems | None) -> Markup:
    """Return a text in which the least and the greatest value of single items are links."""
    if items is None:
        return escape(text)
    told = Markup("")
    for one in (items.least, items.greatest):
        before, found, text = text.partition(one.in_words)
        told += escape(before) + (item(catalog, one) if found else "")
        if not found:
            return told
    return told + escape(text)


def of_program(program_id: str, words: str | Markup) -> Markup:
    """Return text about one program; where it names money, with a link to the program's sources."""
    if "$" not in words:
        return escape(words)
    return PROGRAM.format(id=program_id, words=words, link=sources_link(program_id))


def program_link(catalog: Catalog, program_id: str, name: str) -> Markup:
    """Return the name of a program as a link to all that is said of it, and where."""
    words = original(name)
    if catalog.is_own(PROGRAMS.name, program_id):
        return of_program(program_id, words)
    return ITEM.format(id=program_id, address=_address(program_id), words=words)


def sources_link(program_id: str) -> Markup:
    """Return a link to the sources of one program."""
    return SOURCE.format(address=_address(program_id), source=say("source"))
