"""Keep what is computed from a catalog together with that catalog.

A visitor may look at rows of their own, in a catalog that nobody else has. What is computed from
it goes when it goes, and never pushes out what was computed from the catalog that all others share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from weakref import ref

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Owner(Protocol):
    """What results are kept with: it has a place for them."""

    @property
    def cache(self) -> dict[Callable[..., Any], Callable[..., Any]]:
        """The cache of each function."""


OneOwner = TypeVar("OneOwner", bound=Owner)


def cached(
    most: int | None = None,
) -> Callable[
    [Callable[Concatenate[OneOwner, Arguments], Result]],
    Callable[Concatenate[OneOwner, Arguments], Result],
]:
    """Keep up to ``most`` results of a function with its first argument; all, without ``most``."""

    def decorate(
        function: Callable[Concatenate[OneOwner, Arguments], Result],
    ) -> Callable[Concatenate[OneOwner, Arguments], Result]:
        @wraps(function)
        def keeping(owner: OneOwner, /, *args: Arguments.args, **given: Arguments.kwargs) -> Result:
            found = owner.cache.get(function)
            if found is None:
                found = owner.cache.setdefault(function, _cache(function, owner, most))
            result: Result = found(*args, **given)
            return result

        return keeping

    return decorate


def _cache(
    function: Callable[..., Result], owner: Owner, most: int | None
) -> Callable[..., Result]:
    itself = ref(owner)  # the owner holds the cache: holding the owner would keep both for good

    @lru_cache(maxsize=most)
    def compute(*args: Any, **given: Any) -> Result:
        return function(itself(), *args, **given)

    return compute
