"""What the cells of official foreign-aid files say: amounts, years, stages and accounts.

Amounts are whole millionths of a dollar, so that adding them is exact. What is not certain is
``None`` or stays as printed; nothing is guessed.
"""

from __future__ import annotations

import re

from inlmap.dataset.cells import is_year

MICRO_DIGITS = 6
MICRO = 10**MICRO_DIGITS
MICRO_PER_CENT = MICRO // 100
# Digits with at most six decimals; U.S. thousands commas are unambiguous in U.S. files.
AMOUNT = re.compile(r"(-?)([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,6}))?")
FISCAL_YEAR = re.compile(r"(?:FY ?)?([0-9]{4})(?:\.0)?", re.IGNORECASE)
# July to September 1976, when the fiscal year moved to October; workbooks write it as 1976.9.
TRANSITION_QUARTER = re.compile(r"(?:FY ?)?1976(?: ?TQ|\.9)", re.IGNORECASE)
TRANSITION = "1976TQ"
STAGES = {
    "obligations": "obligated",
    "disbursements": "disbursed",
    "appropriated and planned": "appropriated",
    "president's budget requests": "requested",
    "president's budget request": "requested",
}
# Accounts whose name is certain; every other name stays as printed.
ACCOUNTS = {
    "international narcotics control and law enforcement": "INCLE",
    "economic support fund": "ESF",
    "foreign military financing": "FMF",
    "foreign military financing program": "FMF",
    "international military education and training": "IMET",
    "nonproliferation antiterrorism demining and related programs": "NADR",
    "nonproliferation anti terrorism demining and related programs": "NADR",
    "development assistance": "DA",
    "andean counterdrug initiative": "ACI",
    "andean counterdrug programs": "ACP",
    "peacekeeping operations": "PKO",
}
CODES = frozenset(ACCOUNTS.values())
AGENCIES = re.compile(
    r"(?:u s )?(?:department of state|department of defense|agency for international development"
    r"|funds appropriated to the president) "
)
NOT_STATED = "not stated"
EMPTY = frozenset(("", "NULL", "N/A", "."))


def micro_dollars(cell: str) -> int | None:
    """Return an amount in dollars as millionths of a dollar; ``None`` when it is not readable.

    Read are digits with an optional minus, point and thousands commas (``-1,234.50``). Currency
    signs, parentheses, exponents and more than six decimals are not.
    """
    match = AMOUNT.fullmatch(cell.strip())
    if match is None:
        return None
    sign, whole, part = match.groups()
    amount: int = int(whole.replace(",", "")) * MICRO
    if part:
        amount += int(part.ljust(MICRO_DIGITS, "0"))
    return -amount if sign else amount


def dollars_and_cents(micro: int) -> str:
    """Return millionths of a dollar in words of money: ``-$1,234.50``.

    A part of a cent is shown, never rounded away.
    """
    whole, part = divmod(abs(micro), MICRO)
    decimals = f"{part:06d}"
    shown = decimals if part % MICRO_PER_CENT else decimals[:2]
    return f"{'-' if micro < 0 else ''}${whole:,}.{shown}"


def millions(micro: int) -> str:
    """Return millionths of a dollar as exact millions of dollars, without an exponent."""
    whole, part = divmod(abs(micro), MICRO * MICRO)
    text = f"{whole}.{part:012d}".rstrip("0").rstrip(".")
    return f"-{text}" if micro < 0 else text


def period(cell: str) -> str | None:
    """Return the fiscal year as four digits, ``1976TQ``, or ``None`` outside the schema's years."""
    text = cell.strip()
    if TRANSITION_QUARTER.fullmatch(text):
        return TRANSITION
    match = FISCAL_YEAR.fullmatch(text)
    return match[1] if match and is_year(match[1]) else None


def stage(transaction_type: str) -> str | None:
    """Return the stage that a transaction type means, or ``None``."""
    return STAGES.get(" ".join(transaction_type.replace("\u2019", "'").casefold().split()))


def account(printed: str) -> str:
    """Return the code of a funding account where it is certain, else the name as printed."""
    if printed.strip().upper() in EMPTY:
        return NOT_STATED
    words = " ".join(re.findall(r"[a-z]+", printed.casefold().replace("&", " and ")))
    match = AGENCIES.match(words)
    name = words[match.end() :] if match else words
    if printed.strip().upper() in CODES:
        return printed.strip().upper()
    return ACCOUNTS.get(name, printed)


def sector(printed: str) -> str:
    """Return the words for a sector, so that nobody takes it for an account."""
    return f"sector: {NOT_STATED if printed.strip().upper() in EMPTY else printed}"
