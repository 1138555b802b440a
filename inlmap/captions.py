"""What a picture of the map says in words: its title, its text alternative and its small print."""

from __future__ import annotations

from collections import Counter

from inlmap import formats
from inlmap.dataset.boundaries import NOTICE
from inlmap.figures.coverage import DOCUMENTED
from inlmap.figures.measures import FUNDING, GOALS, INITIATIVES, PROGRAMS, Value, country_values
from inlmap.painting import MapPicture, map_picture
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

INDEPENDENT = word(
    "Independent tool built from public sources; not an official U.S. Government site."
)
YOURS = word("Your rows, not published")
SUBJECTS = {
    PROGRAMS: word("Programs by country"),
    FUNDING: word("Documented funding by country"),
    GOALS: word("Goals covered by country"),
    INITIATIVES: word("Initiatives by country"),
}
PLACE_FORMS = (
    ("exact", word("Town or city")),
    ("approximate", word("Near here; exact site not published")),
    ("admin1", word("Somewhere in this state or department")),
    ("gather", word("Several places")),
)
MOST_NAMED = 4


def map_title(view: View) -> str:
    """Return the title of a picture of the view: what is colored, and the filters in words."""
    phrase = filters_in_words(view.catalog, view.selection)
    subject = say(SUBJECTS[view.measure])
    title = f"{subject} {phrase}" if phrase else say("{subject}, without a filter", subject=subject)
    year = view.selection.as_of
    return say("{title}, as of {year}", title=title, year=year) if year else title


def small_print(view: View) -> str:
    """Return the line under a picture: the boundaries, the maker and the dataset version."""
    version = say("Dataset version {version}.", version=view.catalog.version)
    return f"{say(NOTICE)}. {say(INDEPENDENT)} {version}"


def watermark(view: View) -> str:
    """Return what a picture bears when it shows a visitor's own rows, else an empty string."""
    return say(YOURS) if view.catalog.yours else ""


def map_alt(view: View) -> str:
    """Return the map in words: what it shows, how many countries each look has, most and least."""
    picture = map_picture(view)
    looks = _look_counts(picture)
    counted = [
        f"{entry.words}, {say_count(looks[entry.look], '{n} country', '{n} countries')}"
        for entry in picture.legend
        if looks[entry.look]
    ]
    parts = [
        say(
            "Map. {title}. {heading}. {looks}.",
            title=map_title(view),
            heading=picture.heading,
            looks="; ".join(counted),
        )
    ]
    if view.measure != INITIATIVES:
        parts.append(_extremes(view))
    if view.catalog.yours:
        parts.append(f"{say(YOURS)}.")
    return " ".join(filter(None, parts))


def _look_counts(picture: MapPicture) -> Counter[str]:
    """Countries by look; a striped one counts for each of its initiatives and for the stripes."""
    looks: Counter[str] = Counter()
    for look, _ in picture.state["countries"].values():
        kind, _, keys = look.partition(":")
        looks.update(f"{kind}:{key}" for key in keys.split("+") if key)
        looks["stripes"] += "+" in keys
        looks[kind] += not keys
    return looks


def _extremes(view: View) -> str:
    values = country_values(view.catalog, view.selection, view.measure).values
    documented = {iso3: one for iso3, one in values.items() if one.state == DOCUMENTED}
    if not documented:
        return say("No country has a value of its own.")
    amounts = [one.amount for one in documented.values()]
    most, least = max(amounts), min(amounts)
    told = [_with(view, documented, most, word("Most: {countries}, {value}."))]
    if least < most:
        words = word("Least, where documented: {countries}, {value}.")
        told.append(_with(view, documented, least, words))
    return " ".join(told)


def _with(view: View, documented: dict[str, Value], amount: float, text: str) -> str:
    found = {iso3: one for iso3, one in documented.items() if one.amount == amount}
    names = [view.catalog.country_names[iso3] for iso3 in found]
    words = next(iter(found.values())).words[0]
    return say(text, countries=formats.listing(names, MOST_NAMED), value=words)
