"""A deferred function is read when it is called, and what the first view needs holds no writer."""

from __future__ import annotations

import subprocess
import sys

from inlmap.deferred import deferred

FIRST_VIEW = """
import sys
import inlmap.ui.briefing_button, inlmap.ui.session, inlmap.ui.screens.map_table, inlmap.web.start
print(sorted({"matplotlib", "openpyxl", "pptx", "typst", "xlsxwriter"} & sys.modules.keys()))
"""


def test_a_deferred_function_is_the_one_of_its_module() -> None:
    assert deferred("inlmap.formats:joined")(["a", "b"], conjunction="or") == "a or b"


def test_the_first_view_reads_nothing_that_writes_slides_papers_workbooks_or_images() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FIRST_VIEW],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
