"""The chosen filters in one line, each with the address of the view without it."""

from __future__ import annotations

from inlmap.catalog.selection import Selection
from inlmap.presentation.view import View
from inlmap.ui.chips import chips
from tests.shipped import shipped


def test_each_chosen_filter_leads_to_the_view_without_it() -> None:
    chosen = Selection(
        initiative=("CARSI",),
        goal=("CARSI-1",),
        country=("GTM", "HND"),
        fy=(2010, 2020),
        hide_undated=True,
        as_of=2015,
    )
    line = chips(View(shipped(), chosen))
    years = "&amp;fy=2010-2020&amp;undated=hide&amp;as_of=2015"
    goal = "goal=CARSI-1&amp;country="
    assert f"<a class='here' href='?{goal}GTM&amp;country=HND{years}'>CARSI</a>" in line
    assert f"<a class='here' href='?initiative=CARSI&amp;{goal}HND{years}'>Guatemala</a>" in line
    labels = [part.partition("<")[0] for part in line.split("'>")[2:]]
    assert labels == [
        "CARSI",
        "CARSI 1",
        "Guatemala",
        "Honduras",
        "FY2010–FY2020",
        "Without undated programs",
        "As of 2015",
    ]


def test_without_a_filter_there_is_no_line() -> None:
    assert chips(View(shipped(), Selection())) == ""
