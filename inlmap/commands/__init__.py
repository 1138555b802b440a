"""The commands of ``python -m inlmap``: each module adds its own, with ``run`` as what it does.

``run`` takes the options and returns the words to print, or (words, exit code).
"""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
