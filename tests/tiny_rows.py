"""Rows of tiny data folders that several tests need, so few that a reader can count them."""

from __future__ import annotations

Rows = list[dict[str, str]]

# Five partners from west to east and one country around them, as `countries` of a folder.
FIVE_PARTNERS = (
    ("MEX", "Mexico", "partner"),
    ("GTM", "Guatemala", "partner"),
    ("HND", "Honduras", "partner"),
    ("PAN", "Panama", "partner"),
    ("COL", "Colombia", "partner"),
    ("USA", "United States", "context"),
)
BETA = {
    "initiative_id": "BETA",
    "name": "Beta Border Plan",
    "short_name": "Beta",
    "sort_order": "2",
    "description": "A second initiative.",
}


def programs_in(iso3: str, number: int, **cells: str) -> Rows:
    """So many programs of a country, alike but for their ids, which begin with its code."""
    return [{"program_id": f"{iso3}-{at}", "iso3": iso3} | cells for at in range(1, number + 1)]


def line(iso3: str, amount: str, **cells: str) -> dict[str, str]:
    """A line of money of a country in FY2010; its id is that of the country unless given."""
    return {"record_id": iso3, "iso3": iso3, "amount_usd_millions": amount} | cells
