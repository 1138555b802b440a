"""What a single cell may hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.dataset.cells import (
    KIND_CHECKS,
    defuse,
    is_printable,
    plain_number,
    split_list,
    undefuse,
)

RIGHT = {
    "year": ["1960", "2019", "2040"],
    "number": ["0", "30.154", "-0.302776", "100000"],
    "integer": ["0", "3", "3530597"],
    "list": ["HND", "HND;GTM", "police & forensics;canines"],
    "address": ["https://www.gao.gov/products/GAO-13-295R", "http://www.gao.gov/assets/a.txt"],
}
WRONG = {
    "year": ["1959", "2041", "20x4", "19", "02019", "2019.0", " 2019", "-2019", "２０１９", "²⁰¹⁹"],
    "number": [
        "$30",
        "1e5",
        ".5",
        "5.",
        "+5",
        "１２",
        "1,000",
        "1_000",
        "30.1.5",
        "nan",
        "inf",
        "-inf",
        "1e400",
        " 1",
        "100001",
    ],
    "integer": ["-1", "1.5", "1e3", "٣", "1234567890123", "one"],
    "list": ["HND;", ";HND", "HND;;GTM", "HND; GTM", "HND;HND", ";"],
    "address": [
        "www.gao.gov",
        "javascript:alert(1)",
        "ftp://gao.gov",
        "https://a b",
        'https://a"onclick="b',
        "https://a<script>",
    ],
}


def pairs(cells: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, cell) for kind, values in cells.items() for cell in values]


@pytest.mark.parametrize(("kind", "cell"), pairs(RIGHT))
def test_a_right_cell_passes_the_check_of_its_kind(kind: str, cell: str) -> None:
    assert KIND_CHECKS[kind][0](cell)


@pytest.mark.parametrize(("kind", "cell"), pairs(WRONG))
def test_a_wrong_cell_fails_the_check_of_its_kind(kind: str, cell: str) -> None:
    assert not KIND_CHECKS[kind][0](cell)


def test_a_list_is_split_at_semicolons() -> None:
    assert split_list("HND;GTM;SLV") == ("HND", "GTM", "SLV")


def test_an_empty_cell_is_an_empty_list() -> None:
    assert split_list("") == ()


@pytest.mark.parametrize("cell", ["Río Negro, Perú", "“quoted” – $5 €", "中文", ""])
def test_text_of_any_script_is_printable(cell: str) -> None:
    assert is_printable(cell)


@pytest.mark.parametrize(
    "cell",
    ["a\tb", "a\nb", "a\x00b", "a\x1b[2Jb", "a\x7fb", "a\x85b", "a\u2028b", "a\u202eb"],
    ids=["tab", "line feed", "null", "escape", "delete", "next line", "separator", "override"],
)
def test_a_control_character_is_not_printable(cell: str) -> None:
    assert not is_printable(cell)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    assert defuse(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["", "Honduras", "1 = 1", "'quoted", "Mérida – 2", "'"])
def test_a_harmless_text_is_neither_defused_nor_taken_for_defused(text: str) -> None:
    assert (defuse(text), undefuse(text)) == (text, text)


def test_a_text_that_looks_defused_gets_one_apostrophe_more() -> None:
    assert defuse("''=1") == "'''=1"


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\0aé"), max_size=6) | st.text())
def test_defusing_is_taken_off_exactly(text: str) -> None:
    assert undefuse(defuse(text)) == text


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\0aé"), max_size=6))
def test_no_defused_text_starts_as_a_formula(text: str) -> None:
    assert not defuse(text).startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2010.0, "2010"),
        (2010, "2010"),
        (100.0, "100"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (0.30000000000000004, "0.30000000000000004"),
        (1e21, "1000000000000000000000"),
    ],
)
def test_a_number_is_written_whole_in_plain_digits(number: float, text: str) -> None:
    assert plain_number(number) == text
