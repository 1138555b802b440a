"""The panel of an amount: the records behind it, how they add up, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import split_list
from inlmap.evidence import EVIDENCE
from inlmap.ledger import Figure, Record, ledger, series_rows
from inlmap.references import disputes_of
from inlmap.tables import program_table
from inlmap.ui.amounts import of_program
from inlmap.ui.asking import Asked, ask
from inlmap.ui.blocks import html_table, publication, section
from inlmap.ui.listing import NOT_STATED
from inlmap.view import View

HEADINGS = (
    "Recipient",
    "Fiscal years",
    "Account",
    "Nominal $ millions",
    "Stage",
    "Publication",
    "Where in it",
    "Evidence",
    "Note",
)


def draw_panel(catalog: Catalog, figure: Figure) -> None:
    """Draw everything behind one amount."""
    series = series_rows(catalog)[figure.series_id]
    kept = {r.record_id: r for r in ledger(catalog)[figure.series_id]}
    counted = [kept[key] for key in figure.record_ids]
    st.html(
        Markup("<p class='summary'>{} <strong>{}</strong>. {}</p>").format(
            figure.title, figure.in_words, figure.caution
        )
    )
    html_table((), _how_it_adds_up(catalog, figure, str(series["rule"])), "How this adds up")
    html_table(HEADINGS, _rows(catalog, counted), f"Counted: {formats.count(len(counted), 'row')}")
    if figure.exclusions:
        left_out = [kept[one.record_id] for one in figure.exclusions]
        rows = [
            (*row, one.reason)
            for row, one in zip(_rows(catalog, left_out), figure.exclusions, strict=True)
        ]
        caption = f"Left out: {formats.count(len(left_out), 'row')}"
        html_table((*HEADINGS, "Why it is left out"), rows, caption)


def _how_it_adds_up(catalog: Catalog, figure: Figure, rule: str) -> list[tuple[str, object]]:
    counted, left_out = len(figure.record_ids), len(figure.exclusions)
    verb = "is the amount" if counted == 1 else "add up to the amount"
    rows: list[tuple[str, object]] = [
        ("Amount", f"{figure.value or 0:,.3f} million nominal U.S. dollars"),
        ("Stage and years", f"{figure.stage}, {figure.years}"),
        ("Sum", f"{formats.count(counted, 'row')} of one series {verb}"),
        ("Left out", f"{formats.count(left_out, 'row')}" if left_out else "nothing"),
        ("Why this series", rule),
    ]
    disputes = disputes_of(catalog, figure)
    return rows + [(f"Sources differ ({one.cause})", one.fact) for one in disputes]


def _rows(catalog: Catalog, records: Sequence[Record]) -> list[tuple[object, ...]]:
    locators, bases, notes = (
        catalog.names("funding", name) for name in ("source_locator", "basis", "note")
    )
    return [
        (
            record.recipient,
            formats.years(record.fy_start, record.fy_end),
            record.account,
            f"{record.amount_usd_millions:,.3f}",
            record.stage,
            Markup("; ").join(publication(catalog, key) for key in record.source_ids),
            locators[record.record_id],
            EVIDENCE[bases[record.record_id]],
            notes[record.record_id],
        )
        for record in records
    ]


def draw_asked(view: View, asked: Asked) -> bool:
    """Draw the one amount or program that the address asks for; False when it asks for none."""
    if asked.figure and asked.part != "disagree":
        section("One amount and the records behind it")
        draw_panel(view.catalog, asked.figure)
    elif asked.program:
        _draw_program(view.catalog, asked.program)
    else:
        return False
    st.button("Show all sources", key="panel_back", on_click=lambda: ask(part="sources"))
    return True


def _draw_program(catalog: Catalog, program_id: str) -> None:
    rows = catalog.programs[catalog.programs["program_id"] == program_id]
    [row] = program_table(catalog).loc[rows.index].to_dict("records")
    [ids] = rows["source_id"]
    published = Markup("; ").join(publication(catalog, key) for key in split_list(ids))
    names = ("Program", "Country", "Place", "Initiative", "Goal", "Years", "Status")
    section("One program and its sources")
    lines: list[tuple[str, object]] = [(name, row[name] or NOT_STATED) for name in names]
    lines += [
        ("What it does", of_program(program_id, row["What it does"])),
        ("Publications", published),
        ("Where in them", row["Where in the source"] or NOT_STATED),
        ("Our classification", row["Our classification"] or "none; all as the source says"),
    ]
    html_table((), lines, "The program")


@st.dialog("How this adds up", width="large")
def open_panel(catalog: Catalog, figure: Figure) -> None:
    """Open the panel over the page."""
    draw_panel(catalog, figure)


def panel_button(catalog: Catalog, figure: Figure) -> None:
    """Draw the button that opens the panel of the page's own amount."""
    if figure.value is None:
        return
    if st.button(
        "How this adds up", key="open_figure", icon=":material/functions:", type="tertiary"
    ):
        open_panel(catalog, figure)
