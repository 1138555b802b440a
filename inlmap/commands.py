"""What the commands of ``python -m inlmap`` share.

Each ``commands`` module of a package holds its own; :data:`inlmap.__main__.COMMANDS` says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import click

from inlmap import formats
from inlmap.errors import WritingError

Answer: TypeAlias = str | tuple[str, int]


def command(
    name: str, words: str, options: Sequence[click.Parameter] = ()
) -> Callable[[Callable[..., Answer]], click.Command]:
    """Make a function a command; it returns the words to print, or (words, exit code).

    ``words`` are its help. ``options`` stand before those of decorators.
    """
    return click.command(name, help=words, short_help=words, params=[*options])


def refuse_to_overwrite(paths: Iterable[Path], *, replace: bool) -> None:
    """Raise :class:`~inlmap.errors.WritingError` where a file exists and ``replace`` is not set."""
    present = [] if replace else [path.name for path in paths if path.exists()]
    if present:
        raise WritingError(f"{formats.joined(present)} exists; add --replace to overwrite it")
