"""The text of the About page."""

from __future__ import annotations

import streamlit as st

from inlmap.catalog.counting import count_programs
from inlmap.dataset.boundaries import NOTICE
from inlmap.formats import counted, rows_in_words
from inlmap.presentation.view import View
from inlmap.ui.amounts import original
from inlmap.ui.blocks import note, section
from inlmap.ui.menu import page_address
from inlmap.words import say, word

PURPOSE = word(
    "A map of security and rule-of-law programs that the Office of Western Hemisphere Programs of "
    "the State Department's Bureau of International Narcotics and Law Enforcement Affairs "
    "(INL/WHP) and its partner agencies have run: the Mérida Initiative, the Central America "
    "Regional Security Initiative (CARSI), the Caribbean Basin Security Initiative (CBSI), "
    "Colombia and the Andes. It is an independent tool built from public sources. It is not an "
    "official U.S. Government site and speaks for no agency."
)
LOOKS = (
    word("**Shades of blue** count programs that the sources tie to that country alone."),
    word(
        "**Stripes** mean *regional only*: a program shared by several countries covers the "
        "country, and nothing of its own was found."
    ),
    word(
        "**No fill and a dashed edge** mean *no evidence found*. It does not mean that nothing was "
        "done."
    ),
    word(
        "**Gray with an edge** means *not in this choice*: with an initiative chosen, the country "
        "is neither a partner in it nor named by its programs."
    ),
    word(
        "**Small symbols** are places that sources name. A filled circle is a town or city; an "
        "open circle is near the place, because the exact site is not published; a dashed square "
        "stands for a whole state or department."
    ),
    word("**Round targets** in the Caribbean stand for islands too small to see or to hit."),
    word(
        "The four **U.S. border states** are outlined as context. Programs on the U.S. side stand "
        "there as places; the United States is no recipient and is counted as no country."
    ),
)
MONEY_RULES = (
    word(
        "Each amount keeps its **stage**: requested, appropriated, allocated, obligated, "
        "disbursed, delivered or estimated. Amounts of different stages are never added."
    ),
    word(
        "A total comes from **one series**: one source, one stage, one scope. A part is not "
        "counted beside its whole, nor a sum over several years beside its years."
    ),
    word(
        "Without an initiative, the amount is the **country lines** of one series, the same for "
        "every country: the newest with a line for more than half of the partner countries, or the "
        "one that covers most of the chosen years. It adds partner countries only. With one "
        "initiative, it is that initiative's own series; no source splits the money by goal, "
        "theme, agency or kind of assistance, so such views state no amount."
    ),
    word(
        "A country without a line in that series has no amount in the headline; the page names the "
        "**other series** that hold money for it, with stage and years. “No budget figure was "
        "found” is said only where no series has a row."
    ),
    word(
        "For each period one series is the **headline**; the others are kept beside it. All "
        "amounts are nominal U.S. dollars of U.S. fiscal years (October to September)."
    ),
    word(
        "Each amount on a page is a **link** to the rows behind it, with publication and page, how "
        "they add up, and what was left out and why. Where sources disagree on it, a mark says so."
    ),
    word(
        "The value of a single program (a contract, a boat) is shown in the table and is never "
        "added to the budget figures."
    ),
)
LIMITS = (
    word(
        "The sources are public reports, budget tables, embassy statements and press. What they do "
        "not mention is missing here."
    ),
    word(
        "Goal, theme, kind of assistance and agencies are **our classification** unless a source "
        "says so; the table names those columns for every program."
    ),
    word(
        "The status of a program is the one at the time its source was written. Many changed in "
        "2025."
    ),
    word(
        "The sources were read in stored copies; check a figure against the original before "
        "quoting it in public."
    ),
    word(
        "{notice}. It shows who administers a territory, not a legal claim, and it is not the "
        "State Department's boundary set. Town positions: GeoNames (CC BY 4.0)."
    ),
)


def purpose() -> None:
    """Say what the program is for and what it is not."""
    section(say("What this is"))
    st.markdown(say(PURPOSE))


def reading_the_map() -> None:
    """Say what the looks of the map mean."""
    section(say("How to read the map"))
    st.markdown("\n".join(f"- {say(one)}" for one in LOOKS))


def money_rules() -> None:
    """Say how amounts are chosen and what is never added."""
    section(say("How the money is counted"))
    st.markdown("\n".join(f"- {say(one)}" for one in MONEY_RULES))


def limits() -> None:
    """Say what the data cannot show."""
    section(say("Limits"))
    notice = say(NOTICE)
    st.markdown("\n".join(f"- {say(one, notice=notice)}" for one in LIMITS))


def contents(view: View) -> None:
    """Count what the dataset holds and name its version."""
    section(say("What the dataset holds"))
    catalog = view.catalog
    counts = catalog.row_counts()
    named = {
        name: counted(name, counts[name]) for name in ("funding", "series", "places", "sources")
    }
    programs = catalog.programs
    named["programs"] = counted("programs", count_programs(programs))
    st.markdown(
        say(
            "{programs} in {rows}, {funding} in {series}, {places}, {sources}. Dataset version "
            "**{version}**: it changes whenever a figure changes, and stands in the name of every "
            "download.",
            version=catalog.version,
            rows=rows_in_words(len(programs)),
            **named,
        )
    )
    for line in view.catalog.notes:
        note(original(line) if view.catalog.own_rows is None else line)


def sources(view: View) -> None:
    """Lead to every publication, amount and disagreement."""
    section(say("Sources"))
    st.page_link(
        page_address("sources"),
        label=say(
            "Open all {sources}, the amounts and programs that rest on them, and where they "
            "disagree",
            sources=counted("sources", len(view.catalog.sources)),
        ),
        icon=":material/library_books:",
        query_params=view.address(),
    )
