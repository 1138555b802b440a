"""The words of the interface in the reader's language: English in the code, the others by file.

Each text stands in the code in English, inside :func:`say` or :func:`say_count`, and is looked up
in ``languages/<language>.po`` (the format of GNU gettext). Texts of the data are not translated
here but once for a whole catalog, see :mod:`inlmap.catalog.translated`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from babel.messages.catalog import Catalog as Messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
LANGUAGES = MappingProxyType({ENGLISH: "English", "es": "Español"})
PARAMETER = "lang"  # in addresses
FOLDER = Path(__file__).with_name("languages")
_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def language() -> str:
    """Return the language that is spoken in this run, a key of :data:`LANGUAGES`."""
    return _spoken.get()


def speak(name: str) -> None:
    """Speak a language of :data:`LANGUAGES` from here on, in this thread or task alone."""
    if name not in LANGUAGES:
        raise ValueError(f"{name!r} is none of {', '.join(LANGUAGES)}")
    _spoken.set(name)


def language_in_address() -> dict[str, list[str]]:
    """Return the address parameter that opens a page in the language spoken; none for English."""
    return {} if language() == ENGLISH else {PARAMETER: [language()]}


def asked_language(values: Sequence[str]) -> str | None:
    """Return the language that the values of :data:`PARAMETER` ask for, in any case.

    That is English without a value, and nothing where the first is no language of ours.
    """
    wanted = values[0].strip().casefold() if values else ENGLISH
    return wanted if wanted in LANGUAGES else None


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak a language inside the block."""
    before = language()
    speak(name)
    try:
        yield
    finally:
        speak(before)


def in_this_language(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return a function that speaks today's language also when another thread calls it."""
    spoken = language()

    @wraps(function)
    def speaking_it(*args: Arguments.args, **given: Arguments.kwargs) -> Result:
        with speaking(spoken):
            return function(*args, **given)

    return speaking_it


def word(text: str) -> str:
    """Mark a text of the interface that is kept first and said later; return it as it is."""
    return text


def say(text: str, /, **values: object) -> str:
    """Return a text in the language spoken, with ``{name}`` replaced by the values.

    A text that the language does not have stays English.
    """
    if text and language() != ENGLISH:  # gettext has its own notes under the empty text
        text = _translations(language()).gettext(text)
    return text.format(**values) if values else text


def say_count(quantity: int, one: str, many: str, /, **values: object) -> str:
    """Return the text that goes with a quantity, which replaces ``{n}`` with thousands separated.

    ``one`` and ``many`` are the English texts for one and for any other number.
    """
    text = one if quantity == 1 else many
    if language() != ENGLISH:
        text = _translations(language()).ngettext(one, many, quantity)
    return text.format(n=f"{quantity:,}", **values)


@lru_cache(maxsize=len(LANGUAGES))
def _translations(name: str) -> GNUTranslations:
    """The texts of a language, looked up the way that gettext does."""
    found = Messages(locale=name)
    for path in sorted(FOLDER.glob(f"{name}*.po")):
        with path.open("rb") as file:
            for one in read_po(file, locale=name):
                if one.id and one.string:
                    found[one.id] = one
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return GNUTranslations(compiled)
