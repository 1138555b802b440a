"""Cells of official files are read exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.ledger import printed


@pytest.mark.parametrize(
    ("cell", "micro"),
    [
        ("0", 0),
        ("5", 5_000_000),
        (" 12.34 ", 12_340_000),
        ("-1234.5", -1_234_500_000),
        ("1,234.50", 1_234_500_000),
        ("-12,345,678", -12_345_678_000_000),
        ("0.000001", 1),
    ],
)
def test_an_amount_is_read_to_the_millionth_of_a_dollar(cell: str, micro: int) -> None:
    assert printed.micro_dollars(cell) == micro


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "",
            "NULL",
            ".",
            "-",
            "$5",
            "(300)",
            "1e6",
            "+5",
            "5.",
            ".5",
            "1,23",
            "1234,567",
            "1 000",
        ),
        *("nan", "inf", "0.0000001", "9" * 16, "9" * 5000, "٣", "1_000", "5\n6"),
    ],
)
def test_an_amount_of_any_other_form_is_not_guessed(cell: str) -> None:
    assert printed.micro_dollars(cell) is None


@settings(deadline=None)
@given(st.decimals(-(10**15) + 1, 10**15 - 1, places=2))
def test_cents_survive_the_way_into_millions_exactly(amount: Decimal) -> None:
    micro = printed.micro_dollars(f"{amount:f}")
    assert micro is not None
    text = printed.millions(micro)
    assert "e" not in text.lower()
    assert Decimal(text) * 1_000_000 == amount


@pytest.mark.parametrize(
    ("micro", "shown"),
    [
        (0, "$0.00"),
        (1_234_500_000, "$1,234.50"),
        (-300_000_000, "-$300.00"),
        (10_000, "$0.01"),
        (1_234_567, "$1.234567"),
    ],
)
def test_dollars_show_a_part_of_a_cent_and_never_round_it(micro: int, shown: str) -> None:
    assert printed.dollars_and_cents(micro) == shown


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2012", "2012"),
        ("2012.0", "2012"),
        ("FY2012", "2012"),
        ("fy 2012", "2012"),
        ("1976tq", "1976TQ"),
        ("1976 TQ", "1976TQ"),
        ("1976.9", "1976TQ"),
        ("1959", None),
        ("2041", None),
        ("2012.5", None),
        ("2012-2013", None),
        ("", None),
        ("NULL", None),
    ],
)
def test_a_year_is_a_fiscal_year_or_the_transition_quarter_or_nothing(
    cell: str, period: str | None
) -> None:
    assert printed.period(cell) == period


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Obligations", "obligated"),
        ("DISBURSEMENTS", "disbursed"),
        ("Appropriated and Planned", "appropriated"),
        ("President\u2019s Budget Requests", "requested"),
        ("Loans", None),
        ("", None),
    ],
)
def test_each_transaction_type_is_a_stage_of_its_own_or_unknown(
    text: str, stage: str | None
) -> None:
    assert printed.stage(text) == stage


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("International Narcotics Control and Law Enforcement", "INCLE"),
        ("Department of State, International Narcotics Control & Law Enforcement", "INCLE"),
        ("Economic Support Fund", "ESF"),
        ("Economic Support Fund, Recovery", "Economic Support Fund, Recovery"),
        ("Foreign Military Financing Program", "FMF"),
        (
            "Department of State, Nonproliferation, Anti-terrorism, Demining and Related Programs",
            "NADR",
        ),
        ("incle", "INCLE"),
        ("NULL", "not stated"),
        ("", "not stated"),
    ],
)
def test_an_account_has_its_short_code_only_where_the_name_is_certain(
    text: str, account: str
) -> None:
    assert printed.account(text) == account


def test_a_sector_is_marked_as_one() -> None:
    assert printed.sector("Counter-Narcotics") == "sector: Counter-Narcotics"
    assert printed.sector("Development Assistance") == "sector: Development Assistance"
    assert printed.sector("NULL") == "sector: not stated"
