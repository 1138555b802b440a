"""A link names the version of the data: on newer data the page says what has changed since."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from inlmap.catalog.releases import record_file
from inlmap.dataset.folder import dataset_version
from inlmap.figures.figure_ids import figure_id

DATA = Path(__file__).parents[2] / "data"
SHIPPED = dataset_version(DATA)
MISSING = "0123456789"


def rewrite(folder, table, change):
    """Rewrite a table with what ``change`` makes of its rows."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def without(*program_ids):
    return lambda rows: [row for row in rows if row["program_id"] not in program_ids]


def with_amount(record_id, amount):
    def change(rows):
        return [
            {**row, "amount_usd_millions": amount} if row["record_id"] == record_id else row
            for row in rows
        ]

    return change


@pytest.fixture
def newer(data_copy, monkeypatch):
    """A later version, without one program of CARSI."""
    rewrite(data_copy, "programs", without("CAR-P001"))
    monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    return data_copy


def said(page):
    """Return what the page says of changes since the version of its link."""
    return page.text_of("changes")


def says_nothing(page):
    return "role='status'" not in page.markup and page.warnings == []


def test_a_link_of_the_same_version_shows_nothing_extra(visit):
    page = visit(country="HND", version=SHIPPED)
    assert says_nothing(page)
    assert page.address == {"country": "HND", "version": SHIPPED}


@pytest.mark.usefixtures("newer")
def test_a_link_of_an_earlier_version_lists_what_changed_from_what_to_what(visit):
    page = visit(initiative="CARSI", version=SHIPPED)
    before = int(re.search(r"Programs: (\d+) →", said(page))[1])
    assert f"Programs: {before} → {before - 1}" in said(page)
    assert page.headline["Programs"] == str(before - 1)
    assert f"made with version {SHIPPED}" in said(page)


@pytest.mark.usefixtures("newer")
def test_a_view_that_the_newer_data_leave_alone_says_so_in_one_line(visit):
    page = visit(initiative="CBSI", version=SHIPPED)
    assert said(page).startswith("No figure of this view has changed since version")


def test_a_change_below_the_rounding_is_written_in_full(visit, data_copy, monkeypatch):
    rewrite(data_copy, "funding", with_amount("CENTRALA-0802", "30.707001"))
    monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    text = said(visit(country="HND", version=SHIPPED))
    assert re.search(r"FY2022 .*: \$30.707 million .* → \$30.707001 million obligated", text)


@pytest.fixture
def dearer(data_copy, monkeypatch):
    """A later version: 100 million more for Honduras in fiscal year 2022."""
    rewrite(data_copy, "funding", with_amount("CENTRALA-0802", "130.707"))
    monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    return data_copy


def test_changed_amounts_are_listed_with_stage_and_years_and_lead_to_their_records(visit, dearer):
    page = visit(country="HND", version=SHIPPED)
    amounts = r"\$132.3M obligated, FY2021–FY2025 → \$232.3M obligated, FY2021–FY2025"
    assert re.search(f"Documented amount: {amounts}", said(page))
    assert re.search(r"Obligated, FY2022 .*: \$30.7M → \$130.7M", said(page))
    notice = re.search(r"<div class='notice' role='status'>.*?</div>", page.markup)[0]
    assert f"@{SHIPPED}" in notice
    assert f"@{dataset_version(dearer)}" in notice
    assert "$" not in re.sub(r"<a class='amount'.*?</a>", "", notice)


@pytest.mark.usefixtures("dearer")
def test_changed_amounts_are_listed_in_spanish_too(visit):
    text = said(visit(country="HND", version=SHIPPED, lang="es"))
    assert "han cambiado 2 cifras de esta vista:" in text
    amounts = r"US\$132.3 millones \(obligado\), AF2021–AF2025 → US\$232.3 millones \(obligado\)"
    assert re.search(f"Monto documentado: {amounts}", text)
    assert "2 figures of this view have changed:" in said(visit(country="HND", version=SHIPPED))


@pytest.mark.usefixtures("dearer")
def test_the_country_page_lists_its_own_lines_too(visit):
    page = visit()
    page.open_page("country")
    page.app.query_params["version"] = SHIPPED
    page.app.query_params["country"] = "HND"
    page.app.run()
    assert re.search(r"INCLE\+NADR, obligated, FY2022 .*: \$30.7M → \$130.7M", said(page))


@pytest.mark.parametrize("folder", ["shipped", "copy"])
def test_a_version_without_a_record_is_named(visit, data_copy, monkeypatch, folder):
    if folder == "copy":
        monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    page = visit(country="HND", version=MISSING)
    assert page.warnings == [
        f"Version {MISSING} of this link is not on record. Current figures are shown."
    ]


@pytest.mark.parametrize("version", ["<b>x</b>", "../../etc/pa", "D1EB", "9" * 500])
def test_what_is_no_version_is_named_and_ignored(visit, version):
    page = visit(country="HND", version=version)
    [warning] = page.warnings
    assert warning.startswith('Ignored version "')
    assert page.chosen == {"country": ["HND"]}


def test_a_broken_record_is_named_and_current_figures_stay(visit, newer):
    record_file(newer, SHIPPED).write_bytes(b"not a record")
    page = visit(version=SHIPPED)
    assert page.warnings == [
        f"The record of version {SHIPPED} cannot be used. Current figures are shown."
    ]
    assert page.headline["Programs"] == "295"


@pytest.mark.usefixtures("newer")
def test_another_filter_ends_what_the_link_said(visit):
    page = visit(initiative="CARSI", version=SHIPPED)
    page.choose("country", "HND")
    assert says_nothing(page)
    assert page.address == {"initiative": "CARSI", "country": "HND"}


@pytest.fixture
def earlier_amount(visit, data_copy, monkeypatch):
    """The amount of Honduras and its address, before the data came to say nothing."""
    view = visit(country="HND").app.session_state["_view"]
    address = figure_id(view.catalog, view.figure)
    rewrite(
        data_copy,
        "funding",
        lambda rows: [
            {**row, "amount_usd_millions": "0"}
            if row["record_id"] in view.figure.record_ids
            else row
            for row in rows
        ],
    )
    monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    return view.figure, address


def test_the_address_of_an_amount_of_an_earlier_version_says_what_it_was(visit, earlier_amount):
    figure, address = earlier_amount
    page = visit(figure=address)
    page.open_page("sources")
    page.app.query_params["figure"] = address
    page.app.run()
    [warning] = page.warnings
    assert_tells_what_it_was(warning, figure)


def test_an_amount_of_an_earlier_version_that_opens_over_a_page_says_so_too(visit, earlier_amount):
    figure, address = earlier_amount
    over_the_page = " ".join(node.value for node in visit(open=address).app.get("html"))
    assert_tells_what_it_was(over_the_page, figure)


def assert_tells_what_it_was(warning, figure):
    assert f"In version {SHIPPED}" in warning
    assert f"this amount was {figure.in_words}" in warning
    assert f"the same records give $0 obligated, {figure.years} now" in warning


def copied(page):
    page.app.session_state["copy_link"] = True
    page.app.run()
    [block] = page.app.code
    return block.value


def test_copy_link_gives_filters_measure_and_version(visit):
    link = copied(visit(country="HND", fy="2010-2014", measure="funding"))
    assert parse_qs(urlsplit(link).query) == {
        "country": ["HND"],
        "fy": ["2010-2014"],
        "measure": ["funding"],
        "version": [SHIPPED],
    }


def test_copy_link_of_an_old_link_gives_the_present_version(visit, newer):
    link = copied(visit(initiative="CARSI", version=SHIPPED))
    assert parse_qs(urlsplit(link).query)["version"] == [dataset_version(newer)]


def test_copy_link_on_the_funding_page_gives_the_series(visit):
    page = visit(country="HND")
    page.open_page("funding")
    assert parse_qs(urlsplit(copied(page)).query)["series"] == ["obligations-incle-nadr"]


def test_the_link_is_not_sent_until_it_is_asked_for(visit):
    assert len(visit(country="HND").app.code) == 0
