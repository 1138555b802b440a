"""Each language has every text of the interface, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from inlmap import formats
from inlmap.words import FOLDER, LANGUAGES
from tools.words import messages

OTHERS = [name for name in LANGUAGES if name != "en"]
SLOT = re.compile(r"\{(\w*)\}")


def entries(name: str) -> dict[object, Message]:
    with (FOLDER / f"{name}.po").open("rb") as file:
        return {one.id: one for one in read_po(file, locale=name) if one.id}


def both(message: Message) -> tuple[list[str], list[str]]:
    """Return the English and the other texts of a message; two of each for a quantity."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    other = [message.string] if isinstance(message.string, str) else list(message.string)
    return english, other


def test_a_language_is_one_file() -> None:
    assert sorted(path.stem for path in Path(FOLDER).iterdir()) == OTHERS


@pytest.mark.parametrize("name", OTHERS)
def test_a_language_has_exactly_the_texts_that_the_program_says(name: str) -> None:
    said, had = set(messages()), set(entries(name))
    assert len(said) > 50
    assert (said - had, had - said) == (set(), set())


@pytest.mark.parametrize("name", OTHERS)
def test_no_text_of_a_language_is_empty_or_doubtful(name: str) -> None:
    assert [one.id for one in entries(name).values() if not all(both(one)[1]) or one.fuzzy] == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_fills_the_same_slots(name: str) -> None:
    astray = [
        one.id
        for one in entries(name).values()
        for english, other in [both(one)]
        if {slot for text in english for slot in SLOT.findall(text)}
        != {slot for text in other for slot in SLOT.findall(text)}
    ]
    assert astray == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_begins_and_ends_as_its_text_does(name: str) -> None:
    astray = [
        one.id
        for one in entries(name).values()
        for english, other in zip(*both(one), strict=True)
        if english[-1:] in ".:;," and other[-1:] != english[-1:]
        if not english.endswith("...")
    ]
    assert astray == []


@pytest.mark.parametrize("locale", ["en_US", "es_US", "es_MX", "es_GT", "es_HN"])
@pytest.mark.parametrize("value", [0, 7, 1_234, 1_234_567])
def test_numbers_are_written_as_the_standard_says_for_both_languages(
    locale: str, value: int
) -> None:
    assert formats.number(value) == format_decimal(value, locale=locale)
