"""A link names the version of the data: on newer data the page says what has changed since."""

from __future__ import annotations

import csv
import gzip
import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.releases import record_file, write_record
from inlmap.dataset.folder import dataset_version
from inlmap.figures.figure_ids import figure_id
from tests.tiny_rows import BETA, line, programs_in

MISSING = "0123456789"
LATER = {"record_id": "later", "fy_start": "2012", "fy_end": "2012"}


@pytest.fixture
def folder(tiny_pages):
    """The folder that the pages read, with a record of its present version."""
    folder = tiny_pages(
        initiatives=[{}, BETA],
        programs=programs_in("HND", 3) + programs_in("GTM", 2, initiative_id="BETA"),
        funding=[line("HND", "1.5"), line("HND", "30.707", **LATER), line("GTM", "7")],
    )
    write_record(folder, read_catalog(folder), date(2026, 1, 15))
    return folder


@pytest.fixture
def version(folder):
    """The version on record."""
    return dataset_version(folder)


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
def newer(folder, version):
    """A later version, without one program of Alpha."""
    assert version
    rewrite(folder, "programs", without("HND-2"))
    return folder


def said(page):
    """Return what the page says of changes since the version of its link."""
    return page.text_of("changes")


def says_nothing(page):
    return "role='status'" not in page.markup and page.warnings == []


def test_a_link_of_the_same_version_shows_nothing_extra(visit, version):
    page = visit(country="HND", version=version)
    assert says_nothing(page)
    assert page.address == {"country": "HND", "version": version}


@pytest.mark.usefixtures("newer")
def test_a_link_of_an_earlier_version_lists_what_changed_from_what_to_what(visit, version):
    page = visit(initiative="ALPHA", version=version)
    assert "Programs: 3 → 2" in said(page)
    assert page.headline["Programs"] == "2"
    assert f"made with version {version}" in said(page)


@pytest.mark.usefixtures("newer")
def test_a_view_that_the_newer_data_leave_alone_says_so_in_one_line(visit, version):
    page = visit(initiative="BETA", version=version)
    assert said(page).startswith("No figure of this view has changed since version")


def test_a_change_below_the_rounding_is_written_in_full(visit, folder, version):
    rewrite(folder, "funding", with_amount("later", "30.707001"))
    text = said(visit(country="HND", version=version))
    assert re.search(r"FY2012 .*: \$30.707 million .* → \$30.707001 million allocated", text)


@pytest.fixture
def dearer(folder, version):
    """A later version: 100 million more for Honduras in fiscal year 2012."""
    assert version
    rewrite(folder, "funding", with_amount("later", "130.707"))
    return folder


def test_changed_amounts_are_listed_with_stage_and_years_and_lead_to_their_records(
    visit, version, dearer
):
    page = visit(country="HND", version=version)
    amounts = r"\$32.2M allocated, FY2010–FY2012 → \$132.2M allocated, FY2010–FY2012"
    assert re.search(f"Documented amount: {amounts}", said(page))
    assert re.search(r"Allocated, FY2012 .*: \$30.7M → \$130.7M", said(page))
    notice = re.search(r"<div class='notice' role='status'>.*?</div>", page.markup)[0]
    assert f"@{version}" in notice
    assert f"@{dataset_version(dearer)}" in notice
    assert "$" not in re.sub(r"<a class='amount'.*?</a>", "", notice)


@pytest.mark.usefixtures("dearer")
def test_changed_amounts_are_listed_in_spanish_too(visit, version):
    text = said(visit(country="HND", version=version, lang="es"))
    assert "han cambiado 2 cifras de esta vista:" in text
    amounts = r"US\$32.2 millones \(asignado\), AF2010–AF2012 → US\$132.2 millones \(asignado\)"
    assert re.search(f"Monto documentado: {amounts}", text)
    assert "2 figures of this view have changed:" in said(visit(country="HND", version=version))


@pytest.mark.usefixtures("dearer")
def test_the_country_page_lists_its_own_lines_too(visit, version):
    page = visit()
    page.open_page("country")
    page.app.query_params["version"] = version
    page.app.query_params["country"] = "HND"
    page.app.run()
    assert re.search(r"INCLE, allocated, FY2012 .*: \$30.7M → \$130.7M", said(page))


@pytest.mark.parametrize("place", ["shipped", "elsewhere"])
def test_a_version_without_a_record_is_named(visit, tiny_pages, place):
    if place == "elsewhere":
        tiny_pages()
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


def test_a_broken_record_is_named_and_current_figures_stay(visit, version, newer):
    record_file(newer, version).write_bytes(b"not a record")
    page = visit(version=version)
    assert page.warnings == [
        f"The record of version {version} cannot be used. Current figures are shown."
    ]
    assert page.headline["Programs"] == "4"


@pytest.mark.usefixtures("newer")
def test_another_filter_ends_what_the_link_said(visit, version):
    page = visit(initiative="ALPHA", version=version)
    page.choose("country", "HND")
    assert says_nothing(page)
    assert page.address == {"initiative": "ALPHA", "country": "HND"}


@pytest.fixture
def earlier_amount(visit, folder):
    """The address of the amount of Honduras, before the data came to say nothing."""
    view = visit(country="HND").app.session_state["_view"]
    address = figure_id(view.catalog, view.figure)
    rewrite(
        folder,
        "funding",
        lambda rows: [
            row | {"amount_usd_millions": "0"} if row["iso3"] == "HND" else row for row in rows
        ],
    )
    return address


def test_the_address_of_an_amount_of_an_earlier_version_says_what_it_was(
    visit, version, earlier_amount
):
    page = visit(figure=earlier_amount)
    page.open_page("sources")
    page.app.query_params["figure"] = earlier_amount
    page.app.run()
    [warning] = page.warnings
    assert_tells_what_it_was(warning, version)


def test_an_amount_of_an_earlier_version_that_opens_over_a_page_says_so_too(
    visit, version, earlier_amount
):
    over_the_page = " ".join(node.value for node in visit(open=earlier_amount).app.get("html"))
    assert_tells_what_it_was(over_the_page, version)


def assert_tells_what_it_was(warning, version):
    assert f"In version {version}" in warning
    assert "this amount was $32.2M allocated, FY2010–FY2012" in warning
    assert "the same records give $0 allocated, FY2010–FY2012 now" in warning


def copied(page):
    page.app.session_state["copy_link"] = True
    page.app.run()
    [block] = page.app.code
    return block.value


def test_copy_link_gives_filters_measure_and_version(visit, version):
    link = copied(visit(country="HND", fy="2010-2011", measure="funding"))
    assert parse_qs(urlsplit(link).query) == {
        "country": ["HND"],
        "fy": ["2010-2011"],
        "measure": ["funding"],
        "version": [version],
    }


def test_copy_link_of_an_old_link_gives_the_present_version(visit, version, newer):
    link = copied(visit(initiative="ALPHA", version=version))
    assert parse_qs(urlsplit(link).query)["version"] == [dataset_version(newer)]


def test_copy_link_on_the_funding_page_gives_the_series(visit):
    page = visit(country="HND")
    page.open_page("funding")
    assert parse_qs(urlsplit(copied(page)).query)["series"] == ["obligations-incle-nadr"]


def test_the_link_is_not_sent_until_it_is_asked_for(visit):
    assert len(visit(country="HND").app.code) == 0


RULE = "Since then the way of choosing the headline has changed"


def test_a_link_of_the_same_rule_of_the_headline_speaks_of_none(visit, version, newer):
    assert record_file(newer, version).is_file()
    assert RULE not in said(visit(initiative="BETA", version=version))


@pytest.mark.parametrize("initiative", ["ALPHA", "BETA"])  # with and without a figure that changed
def test_a_link_from_before_the_rule_of_the_headline_changed_says_so(
    visit, version, newer, initiative
):
    path = record_file(newer, version)
    content = json.loads(gzip.decompress(path.read_bytes()))
    del content["headline_rule"]
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    assert RULE in said(visit(initiative=initiative, version=version))
