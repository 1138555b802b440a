"""Whatever an address holds, every page renders."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.address import from_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.errors import FigureError
from inlmap.figures.figure_ids import figure_of
from inlmap.ui.address_bar import KNOWN, unknown_parameters
from inlmap.ui.menu import ENTRIES

SHARDS = (
    *("CARSI", "HND", "Mexico", "training", "INL", "2010-2014", "programs", "sources", "S1"),
    *("", ",", ",,,", "-", "..", "../../etc/passwd", "..%2f..%2f", "%", "%zz", "%00", "\0", "%ff"),
    *(
        "\ud800",
        "\u202e",
        "😀",
        "\u0661\u0662\u0663\u0664",
        "9" * 500,
        "0!0@0",
        "!~@",
        "x" * 900,
    ),
    *(
        "<img src=x onerror=1>",
        "</script>",
        "${1}",
        "`",
        "javascript:1",
        "[a](b)",
        "$x^2$",
        "{0} %s",
    ),
    *("&", "=", "#", ";", "+", "\r\n", "\t", "null", "None", "NaN", "1e999", "-1", "__proto__"),
)
VALUES = st.lists(st.sampled_from(SHARDS) | st.text(max_size=20), max_size=3).map("".join)
QUERIES = st.dictionaries(
    st.sampled_from(KNOWN) | VALUES, st.lists(VALUES, min_size=1, max_size=4), max_size=6
)
FIGURES = st.from_regex(r"[a-z-]{0,9}!?[0-9.~-]{0,12}@?[0-9a-f]{0,10}", fullmatch=True) | VALUES


@settings(database=None, deadline=None, derandomize=True, max_examples=500)
@given(query=QUERIES)
def test_any_parameters_give_a_selection_and_few_short_notices(
    catalog: Catalog, query: dict[str, list[str]]
) -> None:
    selection, notices = from_address(query, catalog)
    notices += unknown_parameters(query)
    assert isinstance(selection, Selection)
    assert len(notices) <= 46  # five for each of eight filters, and six for unknown names
    assert max(map(len, notices), default=0) <= 200


@settings(database=None, deadline=None, derandomize=True, max_examples=500)
@given(text=st.text(max_size=200) | VALUES)
def test_any_query_string_gives_a_selection(catalog: Catalog, text: str) -> None:
    query = parse_qs(text, keep_blank_values=True, errors="replace")
    assert isinstance(from_address(query, catalog)[0], Selection)


@settings(database=None, deadline=None, derandomize=True, max_examples=500)
@given(text=FIGURES, series=st.sampled_from(["obligations-incle", "cbsi", ""]), own=st.booleans())
def test_any_address_of_an_amount_leads_to_one_or_says_that_it_does_not(
    catalog: Catalog, text: str, series: str, own: bool
) -> None:
    whole = f"{series}!{text}@{catalog.version}" if own else series + text
    said = ""
    try:
        said = figure_of(catalog, whole).in_words
    except FigureError as error:
        said = str(error)
    assert 0 < len(said) <= 200


def hostile_queries() -> list[dict[str, str | list[str]]]:
    """Some addresses in which every known parameter holds something that it should not.

    Streamlit itself reads nothing of an address with more than 1,000 parameters.
    """
    sendable = [shard for shard in SHARDS if shard.isprintable() or shard != "\ud800"]
    return [
        {name: sendable[(start + 7 * place) % len(sendable)] for place, name in enumerate(KNOWN)}
        for start in range(0, len(sendable), 11)
    ] + [
        {name: [f"x{n}" for n in range(900 // len(KNOWN))] for name in KNOWN},
        {unquote("%00%ff"): "1"},
    ]


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
@pytest.mark.parametrize("query", hostile_queries(), ids=lambda query: next(iter(query)))
def test_every_page_renders_under_a_hostile_address(visit, name, query):
    page = visit(**query)
    page.app.switch_page(f"../../pages/{name}.py")
    for key, value in query.items():
        page.app.query_params[key] = value
    page.app.run()
    assert page.app.exception == []
    assert page.warnings
