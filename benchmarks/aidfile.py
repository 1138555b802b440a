"""Write a made-up transaction file of ForeignAssistance.gov, import it and measure the import.

``python -m benchmarks.aidfile --rows 2000000`` writes the file to a temporary folder, imports it in
a child process, checks the reconciliation against totals kept while writing, and prints the peak
memory and the seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HEADING = (
    "Country ID,Country Code,Country Name,Region ID,Region Name,Income Group ID,Income Group Name,"
    "Income Group Acronym,Managing Agency ID,Managing Agency Acronym,Managing Agency Name,"
    "Managing Sub-agency or Bureau ID,Managing Sub-agency or Bureau Acronym,"
    "Managing Sub-agency or Bureau Name,Implementing Partner Name,International Category Name,"
    "International Sector Name,US Category Name,US Sector Name,Funding Account ID,"
    "Funding Account Name,Funding Agency Name,Aid Type Group Name,Activity ID,Submission ID,"
    "Activity Name,Activity Description,Activity Start Date,Transaction Type ID,"
    "Transaction Type Name,Fiscal Year,Transaction Date,Current Dollar Amount,"
    "Constant Dollar Amount,aid_type_id,Unnamed: 35"
)
HOME, AFRICA, ASIA = "Western Hemisphere", "Sub-Saharan Africa", "East Asia and Oceania"
COUNTRIES = Path(__file__).resolve().parents[1] / "data" / "geo" / "countries.geojson"
# name, code and region as printed, and where its money belongs
ODD_PLACES = (
    ("Bahamas, The", "BHS", HOME, "written"),
    ("Trinidad & Tobago", "TTO", HOME, "written"),
    ("St. Kitts and Nevis", "KNA", HOME, "written"),
    ("Central America, not specified", "CAX", HOME, "written"),
    ("Western Hemisphere Region", "WHX", HOME, "written"),
    ("Cuba", "CUB", HOME, "listed"),
    ("Atlantis", "ATX", HOME, "listed"),
    ("Kenya", "KEN", AFRICA, "outside"),
    ("Nigeria", "NGA", AFRICA, "outside"),
    ("Guinea", "GIN", AFRICA, "outside"),
    ("Viet Nam", "VNM", ASIA, "outside"),
    ("Indonesia", "IDN", ASIA, "outside"),
    ("Lao People's Democratic Republic", "LAO", ASIA, "outside"),
    ("World", "WLD", "World", "outside"),
)
ACCOUNTS = (
    "Department of State, International Narcotics Control and Law Enforcement",
    "Department of State, Economic Support Fund",
    "Agency for International Development, Development Assistance",
    "Department of Defense, Drug Interdiction and Counter-Drug Activities",
    "NULL",
)
TYPES = (("2", "Obligations"), ("3", "Disbursements"))
YEARS = (*map(str, range(1960, 2026)), "1976tq")
EARLY_YEARS = ("1949", "1955")
DESCRIPTION = 'Trains "police" and courts, with tools, travel and advice for prosecutors. ' * 2


@dataclass(frozen=True)
class Totals:
    """What a written file holds in cents and rows, by where the money belongs."""

    cents: dict[str, int]
    rows: dict[str, int]


def write_file(path: Path, rows: int, seed: int = 1) -> Totals:
    """Write a made-up file and return its exact totals."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    cents = dict.fromkeys(("written", "listed", "outside"), 0)
    counts = dict.fromkeys(cents, 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        file.write(f"{HEADING}\n")
        places = (*ODD_PLACES, *_partners())
        for number in range(rows):
            name, code, region, belongs = chance.choice(places)
            early = chance.random() < 0.01  # noqa: PLR2004
            belongs = "listed" if early and belongs == "written" else belongs
            year = chance.choice(EARLY_YEARS if early else YEARS)
            amount = chance.randint(-30_000_000, 200_000_000)
            cents[belongs] += amount
            counts[belongs] += 1
            writer.writerow(_row(number, (name, code, region), year, amount, chance))
    return Totals(cents, counts)


def _partners() -> list[tuple[str, str, str, str]]:
    features = json.loads(COUNTRIES.read_text("utf-8"))["features"]
    found = [feature["properties"] for feature in features]
    return [
        (one["name"], one["iso3"], HOME, "written") for one in found if one["role"] == "partner"
    ]


def _row(
    number: int, place: tuple[str, str, str], year: str, cents: int, chance: random.Random
) -> tuple[str, ...]:
    name, code, region = place
    type_id, type_name = chance.choice(TYPES)
    amount = f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
    return (
        *("340", code, name, "3", region, "2", "Lower Middle Income Country", "LMIC"),
        *("1", "USAID", "U.S. Agency for International Development", "999", "n/a"),
        *("not applicable", f"Enterprise {number % 977}", "Governance", "Government"),
        *("Peace and Security", "Counter-Narcotics", "19x1022", chance.choice(ACCOUNTS)),
        *("Department of State", "Project-Type", str(number), "26", f"Activity {number % 5003}"),
        *(DESCRIPTION, "NULL", type_id, type_name, year, "01SEP2024", amount),
        *(f"{cents // 90}", "C01", ""),
    )


# What the kernel keeps of a finished process begins with the memory of the one that started it, so
# the import says itself how much it needed at most (VmHWM of proc(5), in KB).
CHILD = """
import re, sys
from pathlib import Path
from inlmap.__main__ import main
code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(peak[1], file=sys.stderr)
sys.exit(code)
"""


def measured_import(path: Path, folder: Path) -> tuple[str, float, int]:
    """Import a file in a child process: what it printed, its seconds and its peak memory in KB."""
    start = time.perf_counter()
    command = [sys.executable, "-c", CHILD, "import-foreignassistance", str(path), str(folder)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    return result.stdout, seconds, int(result.stderr.split()[-1])


def balance_lines(totals: Totals) -> list[str]:
    """Return the lines that the import must print for these totals."""
    everything = Totals(
        {"read": sum(totals.cents.values()), **totals.cents},
        {"read": sum(totals.rows.values()), **totals.rows},
    )
    titles = {
        "read": "read",
        "written": "= written",
        "listed": "+ not mapped",
        "outside": "+ outside the region",
    }
    return [
        f"{title:<22}{_dollars(everything.cents[key])} in {everything.rows[key]:,} rows"
        for key, title in titles.items()
    ]


def _dollars(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def main() -> int:
    """Write, import and measure; return 1 when the amounts do not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "us_foreign_aid_complete.csv"
        totals = write_file(path, options.rows)
        size = path.stat().st_size / 1e6
        printed, seconds, peak = measured_import(path, Path(folder) / "imported")
    print(printed)
    agreed = all(line in printed for line in balance_lines(totals))
    print(
        f"{options.rows:,} rows, {size:.0f} MB: {seconds:.1f} s, peak memory {peak / 1000:.0f} MB, "
        f"amounts {'agree to the cent' if agreed else 'DO NOT AGREE'}"
    )
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
