"""Where the pages are: their scripts, titles and places in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class PageEntry:
    """One page: its name in addresses, its title, its icon and its group in the menu."""

    name: str
    title: str
    icon: str
    group: str


ENTRIES = (
    PageEntry("map", "Map", ":material/map:", "Look"),
    PageEntry("country", "Country", ":material/flag:", "Look"),
    PageEntry("initiative", "Initiative", ":material/hub:", "Look"),
    PageEntry("compare", "Compare", ":material/compare_arrows:", "Look"),
    PageEntry("coverage", "Coverage", ":material/grid_on:", "Check"),
    PageEntry("funding", "Funding", ":material/payments:", "Check"),
    PageEntry("sources", "Sources", ":material/library_books:", "Check"),
    PageEntry("your_data", "Your data", ":material/upload_file:", "Use"),
    PageEntry("about", "About", ":material/info:", "Use"),
)


def page_address(name: str) -> Path:
    """Return what ``st.page_link`` and ``st.switch_page`` take for a page."""
    return FOLDER / f"{name}.py"


def menu() -> dict[str, list[st.Page]]:
    """Return the pages by group, in the order of the menu."""
    groups: dict[str, list[st.Page]] = {}
    for entry in ENTRIES:
        page = st.Page(
            page_address(entry.name),
            title=entry.title,
            icon=entry.icon,
            url_path=entry.name,
            default=entry is ENTRIES[0],
        )
        groups.setdefault(entry.group, []).append(page)
    return groups
