"""What the commands of ``python -m inlmap`` share.

Each ``commands`` module of a package adds its own, with ``run`` as what it does; ``run`` takes the
options and returns the words to print, or (words, exit code).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from inlmap import formats
from inlmap.errors import WritingError

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def refuse_to_overwrite(paths: Iterable[Path], *, replace: bool) -> None:
    """Raise :class:`~inlmap.errors.WritingError` where a file exists and ``replace`` is not set."""
    present = [] if replace else [path.name for path in paths if path.exists()]
    if present:
        raise WritingError(f"{formats.listing(present)} exists; add --replace to overwrite it")
