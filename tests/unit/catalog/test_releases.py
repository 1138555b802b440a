"""A record holds a version as it was, and the command line writes and compares records."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest

from inlmap.__main__ import main
from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.releases import (
    Unchanged,
    read_release,
    record_content,
    record_file,
    released_catalog,
    rule_changed,
    unchanged_since,
    write_record,
)
from inlmap.dataset.folder import dataset_version
from inlmap.errors import DataError

DAY = date(2026, 11, 24)
AMOUNTS = [{"record_id": "R1", "amount_usd_millions": "1.50"}]


@pytest.fixture
def folder(tiny_folder):
    """A tiny data folder with one amount, on record."""
    folder = tiny_folder(funding=AMOUNTS)
    write_record(folder, read_catalog(folder), DAY)
    return folder


def test_a_record_gives_back_the_tables_letter_for_letter(folder):
    catalog = read_catalog(folder)
    release = read_release(folder, catalog.version)
    assert release.released == DAY
    assert list(release.raw["funding"]["amount_usd_millions"]) == ["1.50"]
    assert {name: rows.to_dict("list") for name, rows in release.raw.items()} == {
        name: rows.to_dict("list") for name, rows in catalog.raw.items()
    }


def test_a_record_is_no_part_of_the_version(folder):
    before = dataset_version(folder)
    record_file(folder, before).unlink()
    assert dataset_version(folder) == before


def test_a_record_of_the_same_tables_and_day_has_the_same_bytes(folder):
    first, again = (record_content(read_catalog(folder), DAY) for _ in range(2))
    assert first == again


def test_an_earlier_version_comes_back_as_a_catalog(folder, tiny_folder):
    before = dataset_version(folder)
    now = read_catalog(tiny_folder(funding=[AMOUNTS[0] | {"amount_usd_millions": "9"}]))
    then = released_catalog(now, folder, before)
    assert then.catalog.version == before != now.version
    assert list(then.catalog.funding["amount_usd_millions"]) == [1.5]
    assert list(now.funding["amount_usd_millions"]) == [9.0]


def test_a_column_that_a_record_does_not_have_yet_is_empty(folder):
    version = dataset_version(folder)
    content = json.loads(gzip.decompress(record_file(folder, version).read_bytes()))
    del content["tables"]["funding"]["note"]
    content["tables"]["funding"]["remark"] = ["gone since"]
    record_file(folder, version).write_bytes(gzip.compress(json.dumps(content).encode()))
    funding = read_release(folder, version).raw["funding"]
    assert list(funding["note"]) == [""]
    assert "remark" not in funding.columns


@pytest.mark.parametrize("version", ["", "0123456789", "../../../etc", "D1EB32347D"])
def test_what_is_not_on_record_is_none(folder, version):
    assert read_release(folder, version) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1f\x8b broken"])
def test_a_broken_record_is_a_fault_with_its_cure(folder, content):
    version = dataset_version(folder)
    record_file(folder, version).write_bytes(content)
    with pytest.raises(DataError, match=f"releases/{version}.json.gz: is not the record"):
        read_release(folder, version)


def test_a_record_under_the_name_of_another_version_is_refused(folder):
    version = dataset_version(folder)
    record_file(folder, version).rename(record_file(folder, "0123456789"))
    with pytest.raises(DataError, match="0123456789"):
        read_release(folder, "0123456789")


def test_release_writes_the_record_once_and_keeps_its_date(tiny_folder, capsys):
    folder = tiny_folder()
    version = dataset_version(folder)
    assert main(["release", str(folder), "--date", "2026-11-24"]) == 0
    assert main(["release", str(folder), "--date", "2027-01-01"]) == 0
    assert f"version {version} is on record already, released 2026-11-24" in capsys.readouterr().out
    assert read_release(folder, version).released == DAY


def test_release_of_a_folder_with_faults_writes_nothing(tiny_folder, capsys):
    folder = tiny_folder(goals=[{"name": ""}])
    assert main(["release", str(folder), "--date", "2026-11-24"]) == 1
    assert "1 fault in the data" in capsys.readouterr().out
    assert not (folder / "releases").exists()


def test_diff_of_a_version_on_record_and_a_folder(folder, tiny_folder, monkeypatch, capsys):
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    before = dataset_version(folder)
    assert main(["diff", before, str(folder)]) == 0
    assert capsys.readouterr().out == f"No difference: both are version {before}.\n"
    tiny_folder(funding=[AMOUNTS[0] | {"amount_usd_millions": "4"}])
    assert main(["diff", before, str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        '  ~ R1: amount_usd_millions "1.50" -> "4"',
        "Amounts by series, nominal U.S. dollars in millions. The sums check the rows; they are no "
        "totals, for parts and ranges of years overlap.",
        "  lines, allocated: 1.50 + 0 added - 0 removed + 2.50 changed = 4",
        f"Version {before} differs from {dataset_version(folder)}.",
    ]


def test_diff_of_what_is_neither_folder_nor_version_says_what_is_on_record(
    folder, monkeypatch, capsys
):
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    assert main(["diff", "yesterday", str(folder)]) == 2
    said = capsys.readouterr().out
    assert "yesterday: is neither a data folder nor a version on record; on record: " in said
    assert dataset_version(folder) in said


def test_a_record_before_the_rule_of_the_headline_changed_says_so(folder):
    version = dataset_version(folder)
    path = record_file(folder, version)
    content = json.loads(gzip.decompress(path.read_bytes()))
    assert rule_changed(read_release(folder, version).headline_rule) == ""
    del content["headline_rule"]
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    assert rule_changed(read_release(folder, version).headline_rule).startswith(
        "Since then the way of choosing the headline has changed: it is now one series"
    )


def test_an_amount_is_unchanged_since_the_oldest_release_that_says_the_same(tiny_folder):
    rows = [AMOUNTS[0], {"record_id": "R2", "amount_usd_millions": "2"}]
    days = []
    for month, first, second in ((1, "1", "2"), (2, "1.50", "2"), (3, "1.50", "3")):
        rows[0] = rows[0] | {"amount_usd_millions": first}
        rows[1] = rows[1] | {"amount_usd_millions": second}
        folder = tiny_folder(funding=rows)
        days.append(date(2026, month, 1))
        write_record(folder, read_catalog(folder), days[-1])
    catalog = read_catalog(tiny_folder(funding=[rows[0], rows[1] | {"amount_usd_millions": "4"}]))
    kept = unchanged_since(catalog, folder, ("R1",))
    assert (kept.since.released, kept.oldest) == (days[1], False)
    assert unchanged_since(catalog, folder, ("R2",)) == Unchanged(None, oldest=False)


def test_an_amount_may_be_as_it_was_in_the_oldest_release_on_record(folder, tiny_folder):
    catalog = read_catalog(tiny_folder(funding=[AMOUNTS[0] | {"note": "A note may change."}]))
    kept = unchanged_since(catalog, folder, ("R1",))
    assert (kept.since.released, kept.oldest) == (DAY, True)


def test_without_an_earlier_release_nothing_is_known_of_an_amount(folder):
    assert unchanged_since(read_catalog(folder), folder, ("R1",)) is None


def test_a_broken_record_is_no_earlier_release(folder, tiny_folder):
    record_file(folder, dataset_version(folder)).write_bytes(b"")
    catalog = read_catalog(tiny_folder(funding=[AMOUNTS[0] | {"note": "Other."}]))
    assert unchanged_since(catalog, folder, ("R1",)) is None
