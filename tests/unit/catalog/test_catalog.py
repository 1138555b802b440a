"""A data folder is read as a whole: one catalog, or every fault of all its files."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.dataset.folder import SHIPPED_DATA, data_folder, dataset_version
from inlmap.errors import DataError


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    return [str(fault) for fault in caught.value.faults]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def test_a_catalog_counts_its_rows_by_table(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        programs=[{"program_id": key} for key in "ABC"],
        funding=[{}, {"record_id": "R2"}],
        statements=[],
    )
    assert catalog.row_counts() == {
        "programs": 3,
        "funding": 2,
        "series": 1,
        "initiatives": 1,
        "goals": 1,
        "themes": 1,
        "members": 1,
        "places": 1,
        "sources": 1,
        "statements": 0,
        "results": 0,
        "indicators": 0,
        "indicator_values": 0,
        "countries": 3,
        "admin1": 1,
    }


def test_partner_countries_stand_in_the_order_of_their_names(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    countries = (
        ("HND", "Honduras", "partner"),
        ("GTM", "Guatemala", "partner"),
        ("CAN", "Canada", "context"),
        ("SLV", "El Salvador", "partner"),
    )
    assert tiny_catalog(countries=countries).partner_codes == ("SLV", "GTM", "HND")


def test_a_country_code_has_its_shown_name(catalog: Catalog) -> None:
    assert catalog.country_names["KNA"] == "Saint Kitts and Nevis"


def test_a_catalog_cannot_be_changed(catalog: Catalog) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalog.version = "other"  # type: ignore[misc]


def test_all_faults_of_all_files_come_in_one_error(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder(
        programs=[{"start_year": "20x4", "source_id": "S9"}],
        funding=[{"amount_usd_millions": "$1"}],
        goals=[{"number": ""}],
    )
    (folder / "geo" / "admin1.geojson").write_text("none", encoding="utf-8")
    assert [fault.partition(":")[0] for fault in faults_of(folder)] == [
        "funding.csv, row 2, amount_usd_millions",
        "geo/admin1.geojson",
        "goals.csv, row 2, number",
        "programs.csv, row 2, source_id",
        "programs.csv, row 2, start_year",
    ]


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path / "nothing")
    assert fault.startswith("nothing: is not a folder; it needs programs.csv, funding.csv, ")


def test_a_folder_without_any_table_is_a_fault_even_when_it_is_given_as_a_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")
    [fault] = faults_of(Path())
    assert fault.startswith("mine: holds none of the tables; it needs programs.csv, ")


def test_a_folder_with_programs_alone_takes_the_rest_from_the_shipped_tables(
    catalog: Catalog, tmp_path: Path
) -> None:
    lines = (SHIPPED_DATA / "programs.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "programs.csv").write_text("".join(lines[:3]), "utf-8")
    own = read_catalog(tmp_path)
    counts = catalog.row_counts() | {"programs": 2, "results": 27}
    assert own.row_counts() == counts
    assert own.version != catalog.version
    assert own.notes == (
        "programs.csv comes from the data folder, all other tables are the published ones.",
        "22 published rows of results.csv refer to what the other tables no longer hold, and are "
        "left out.",
    )


def test_a_folder_with_every_table_has_no_note(catalog: Catalog) -> None:
    assert catalog.notes == ()


def test_a_short_row_casts_no_faults_on_the_rows_that_name_it(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder(sources=[])
    append(folder / "sources.csv", "S1,A report\n")
    assert faults_of(folder) == ["sources.csv, row 2: has 2 cells; the heading has 8"]


@pytest.mark.parametrize("layer", ["countries", "admin1"])
def test_a_missing_simplified_boundary_file_is_a_fault(
    tiny_folder: Callable[..., Path], layer: str
) -> None:
    folder = tiny_folder()
    (folder / "geo" / f"{layer}.web.geojson").unlink()
    assert faults_of(folder) == [f"geo/{layer}.web.geojson: is missing from tiny/"]


def test_the_version_is_ten_characters_that_suit_an_address(catalog: Catalog) -> None:
    assert re.fullmatch(r"[0-9a-f]{10}", catalog.version)


def test_a_copy_of_the_data_elsewhere_has_the_same_version(
    catalog: Catalog, data_copy: Path
) -> None:
    assert dataset_version(data_copy) == catalog.version


@pytest.mark.parametrize(
    "name", ["programs.csv", "geo/admin1.geojson", "geo/countries.web.geojson"]
)
def test_one_more_byte_in_any_file_changes_the_version(
    catalog: Catalog, data_copy: Path, name: str
) -> None:
    append(data_copy / name, "\n")
    assert dataset_version(data_copy) != catalog.version


def test_a_file_that_is_not_part_of_the_dataset_leaves_the_version(
    catalog: Catalog, data_copy: Path
) -> None:
    (data_copy / "notes.txt").write_text("mine", encoding="utf-8")
    assert dataset_version(data_copy) == catalog.version


def test_the_folder_to_read_is_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INLMAP_DATA", raising=False)
    assert data_folder() == Path(__file__).resolve().parents[3] / "data"


def test_the_folder_to_read_can_be_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INLMAP_DATA", "/srv/own-data")
    assert data_folder() == Path("/srv/own-data")


def test_a_folder_is_read_once_for_all_visitors(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    first = shared_catalog(folder)
    assert shared_catalog(folder) is first
