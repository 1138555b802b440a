"""The HTML of the first looks, in which every text is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template


def template(name: str) -> Template:
    """Return one of the files beside this module."""
    return _files().get_template(name)


@lru_cache(maxsize=1)
def _files() -> Environment:
    return Environment(
        autoescape=True,
        loader=FileSystemLoader(Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
    )
