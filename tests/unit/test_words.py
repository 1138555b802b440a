"""A text is said in the language of the visit, and of that visit alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from inlmap import formats
from inlmap.words import (
    in_this_language,
    language,
    language_in_address,
    say,
    say_count,
    speak,
    speaking,
    word,
)


def test_english_stands_in_the_code_and_needs_no_file() -> None:
    assert say("since {year}", year=2018) == "since 2018"
    assert language_in_address() == {}


def test_a_text_of_the_file_is_said_in_spanish() -> None:
    with speaking("es"):
        assert say("since {year}", year=2018) == "desde 2018"
        assert language_in_address() == {"lang": ["es"]}
    assert say("since {year}", year=2018) == "since 2018"


def test_a_text_that_a_language_lacks_stays_english() -> None:
    with speaking("es"):
        assert say("no such text {n}", n=1) == "no such text 1"
        assert say_count(1_200, "{n} such text", "{n} such texts") == "1,200 such texts"


def test_braces_in_a_text_without_values_are_letters() -> None:
    assert say("{z}/{x}/{y}.png") == "{z}/{x}/{y}.png"


def test_a_marked_word_is_kept_as_it_is() -> None:
    with speaking("es"):
        assert word("and") == "and"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'xx' is none of en, es"):
        speak("xx")


def test_a_language_ends_with_its_block_even_after_an_error() -> None:
    with pytest.raises(KeyError), speaking("es"):
        raise KeyError
    assert language() == "en"


def test_another_thread_speaks_its_own_language() -> None:
    with ThreadPoolExecutor(1) as other, speaking("es"):
        assert other.submit(language).result() == "en"
        assert other.submit(in_this_language(language)).result() == "es"
        assert other.submit(language).result() == "en"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "US$0"),
        (0.041, "US$41 mil"),
        (30.154, "US$30.2 millones"),
        (999.96, "US$1,000 millones"),
        (3300, "US$3,300 millones"),
        (12_345.6, "US$12,350 millones"),
        (-2.5, "−US$2.5 millones"),
    ],
)
def test_an_amount_in_spanish_knows_no_billion(amount: float, written: str) -> None:
    with speaking("es"):
        assert formats.dollars(amount) == written


@pytest.mark.parametrize(
    ("words", "conjunction", "written"),
    [
        (["Perú", "Chile"], "and", "Perú y Chile"),
        (["Perú", "Islandia"], "and", "Perú e Islandia"),
        (["Perú", "Honduras"], "or", "Perú u Honduras"),
        (["Perú", "Hierro"], "and", "Perú y Hierro"),
        (["Perú", "Chile", "Ecuador"], "or", "Perú, Chile o Ecuador"),
    ],
)
def test_a_spanish_list_minds_the_sound_after_its_conjunction(
    words: list[str], conjunction: str, written: str
) -> None:
    with speaking("es"):
        assert formats.joined(words, conjunction=conjunction) == written
