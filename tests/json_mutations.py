"""Spoil a JSON document by its values: replaced, removed, doubled, moved a little."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from tests.mutations import BYTE_MUTATIONS, Mutation

NASTY_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    181,
    1e12,
    10**400,
    "",
    "HND",
    " HND",
    "a\u202eb",
    [],
    {},
    [[]],
    [[[]]],
    [0, 0],
    [[0, 0], [1, 1]],
    ["0", "0"],
    [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]],
    {"type": "Point", "coordinates": [0, 0]},
    {"type": "GeometryCollection", "geometries": []},
    {"type": "name", "properties": {"name": "EPSG:3857"}},
    "Polygon",
    "MultiPolygon",
    "Topology",
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return each (container, key or index) below a JSON value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    places = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], (dict, list)):
            places += _places(value[key])
    return places


def _with_value(content: bytes, random: Random, change: Callable[[Any, Any], object]) -> bytes:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return content
    places = _places(document) if isinstance(document, (dict, list)) else []
    if places:
        # Coordinates are most of a document: half of the changes go elsewhere.
        outer = [place for place in places if isinstance(place[0], dict)]
        change(*random.choice(outer if outer and random.random() < 0.6 else places))
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


def replace_value(content: bytes, random: Random) -> bytes:
    nasty = random.choice(NASTY_VALUES)
    return _with_value(content, random, lambda inside, key: inside.__setitem__(key, nasty))


def remove_value(content: bytes, random: Random) -> bytes:
    return _with_value(content, random, lambda inside, key: inside.__delitem__(key))


def double_value(content: bytes, random: Random) -> bytes:
    def change(inside: Any, key: Any) -> None:
        if isinstance(inside, list):
            inside.insert(key, inside[key])
        else:
            inside[f"{key}2"] = inside[key]

    return _with_value(content, random, change)


def nudge_number(content: bytes, random: Random) -> bytes:
    def change(inside: Any, key: Any) -> None:
        if isinstance(inside[key], float):
            inside[key] += random.choice((1e-4, -0.01, 5, 1e6))

    return _with_value(content, random, change)


def add_reference_system(content: bytes, random: Random) -> bytes:
    name = random.choice(("EPSG:4326", "EPSG:3857", "urn:ogc:def:crs:OGC:1.3:CRS84", "", 7))
    member = json.dumps({"type": "name", "properties": {"name": name}}).encode()
    return content.replace(b"{", b'{"crs":' + member + b",", 1)


JSON_MUTATIONS: tuple[Mutation, ...] = (
    *BYTE_MUTATIONS,
    replace_value,
    replace_value,
    replace_value,
    remove_value,
    remove_value,
    double_value,
    nudge_number,
    nudge_number,
    add_reference_system,
)
