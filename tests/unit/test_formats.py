"""Numbers, amounts, years and lists read as a person would write them."""

from __future__ import annotations

import pytest

from inlmap import formats


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "$0"),
        (4402.106, "$4.40B"),
        (3300, "$3.30B"),
        (12345.6, "$12.35B"),
        (999.94, "$999.9M"),
        (999.95, "$1.00B"),
        (115, "$115.0M"),
        (30.154, "$30.2M"),
        (1, "$1.0M"),
        (0.9994, "$999K"),
        (0.9996, "$1.0M"),
        (0.559, "$559K"),
        (0.041, "$41K"),
        (0.000504, "$504"),
        (0.0005, "$500"),
        (0.000026, "$26"),
    ],
)
def test_an_amount_reads_with_the_unit_that_fits(amount: float, text: str) -> None:
    assert formats.dollars(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"), [(-0.302776, "−$303K"), (-12.5, "−$12.5M"), (-1200, "−$1.20B")]
)
def test_a_negative_amount_carries_its_sign_before_the_dollar(amount: float, text: str) -> None:
    assert formats.dollars(amount) == text


def test_a_number_has_commas_between_thousands() -> None:
    assert formats.number(3652) == "3,652"


def test_one_fiscal_year_is_not_a_range() -> None:
    assert formats.years(2012, 2012) == "FY2012"


def test_a_range_names_both_fiscal_years() -> None:
    assert formats.years(2008, 2015) == "FY2008–FY2015"


@pytest.mark.parametrize(
    ("quantity", "text"), [(0, "0 programs"), (1, "1 program"), (1296, "1,296 programs")]
)
def test_a_count_agrees_with_its_noun(quantity: int, text: str) -> None:
    assert formats.count(quantity, "program") == text


def test_a_count_takes_an_irregular_plural() -> None:
    assert formats.count(24, "country", "countries") == "24 countries"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["Peru"], "Peru"),
        (["Peru", "Chile"], "Peru and Chile"),
        (["Peru", "Chile", "Cuba"], "Peru, Chile, and Cuba"),
    ],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], text: str) -> None:
    assert formats.joined(words) == text


def test_words_past_the_limit_are_counted() -> None:
    assert formats.joined(["a", "b", "c", "d", "e"], limit=4) == "a, b, c, and 2 more"


def test_words_at_the_limit_are_all_listed() -> None:
    assert formats.joined(["a", "b", "c", "d"], limit=4) == "a, b, c, and d"
