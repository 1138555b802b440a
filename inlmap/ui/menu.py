"""Where the pages are: their scripts, titles and places in the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from inlmap.words import say, word

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class PageEntry:
    """One page: its name in addresses, and its title, icon and group in the menu."""

    name: str
    title: str
    icon: str
    group: str


LOOK, CHECK, USE = word("Look"), word("Check"), word("Use")
ENTRIES = (
    PageEntry("map", word("Map"), ":material/map:", LOOK),
    PageEntry("country", word("Country"), ":material/flag:", LOOK),
    PageEntry("initiative", word("Initiative"), ":material/hub:", LOOK),
    PageEntry("compare", word("Compare"), ":material/compare_arrows:", LOOK),
    PageEntry("coverage", word("Coverage"), ":material/grid_on:", CHECK),
    PageEntry("funding", word("Funding"), ":material/payments:", CHECK),
    PageEntry("sources", word("Sources"), ":material/library_books:", CHECK),
    PageEntry("your_data", word("Your data"), ":material/upload_file:", USE),
    PageEntry("about", word("About"), ":material/info:", USE),
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
            title=say(entry.title),
            icon=entry.icon,
            url_path=entry.name,
            default=entry is ENTRIES[0],
        )
        groups.setdefault(say(entry.group), []).append(page)
    return groups
