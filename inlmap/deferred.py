"""Functions whose module is read when they are first called.

What draws slides, papers and images takes most of a second to import, and no first view needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def deferred(place: str) -> Callable[..., Any]:
    """Return the function at ``package.module:name``, imported at its first call."""
    module, _, name = place.partition(":")

    def call(*args: Any, **given: Any) -> Any:
        return getattr(import_module(module), name)(*args, **given)

    return call
