"""The security programs of INL's Office of Western Hemisphere Programs, on a map."""

import os

__version__ = "0.1.0"

# openpyxl reads XML with lxml where that is installed, else with defusedxml, which refuses
# entities and other traps. It looks at this once, when it is first imported.
os.environ["OPENPYXL_LXML"] = "False"
