"""Whatever is done to a boundary file, it is read whole or refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.dataset.boundaries import LAYERS, Layer, read_layer
from inlmap.dataset.geojson import parse_features
from tests.json_mutations import JSON_MUTATIONS
from tests.mutations import mutated

DATA = Path(__file__).parents[2] / "data"
LONGEST_FEATURE = 4_000
FEATURES = 3
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "properties", "geometry", "coordinates", "crs"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def small_features(layer: Layer) -> list[str]:
    """The short features of a shipped layer, each on its own line of the file."""
    lines = (DATA / layer.web_file).read_text("utf-8").splitlines()
    return [line.rstrip(",") for line in lines[1:-1] if len(line) < LONGEST_FEATURE]


def collection(features: list[str]) -> bytes:
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def test_a_mutated_boundary_file_is_read_whole_or_refused_in_words(
    fuzz: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "geo").mkdir()
    shipped = {layer: small_features(layer) for layer in LAYERS}

    def case(random: Random) -> bool:
        layer = random.choice(LAYERS)
        right = collection(random.sample(shipped[layer], FEATURES))
        for file in (layer.file, layer.web_file):
            (tmp_path / file).write_bytes(right)
        spoiled = random.choice((layer.file, layer.web_file))
        content = mutated(right, JSON_MUTATIONS, random)
        (tmp_path / spoiled).write_bytes(content)
        frame, faults = read_layer(tmp_path, layer)
        for fault in faults:
            assert fault.file in (layer.file, layer.web_file)
            assert str(fault).isprintable()
        if faults:
            return False
        features = json.loads(content.decode("utf-8-sig"))["features"]
        keys = [feature["properties"][layer.key] for feature in features]
        assert frame is not None
        assert sorted(frame[layer.key]) == sorted(keys)
        assert frame.geometry.is_valid.all()
        return True

    fuzz(case, share=0.25)


@settings(max_examples=300, deadline=None)
@given(value=JSON_VALUES)
def test_any_json_is_features_or_faults(value: object) -> None:
    features, faults = parse_features(json.dumps(value).encode(), "geo/countries.geojson")
    assert bool(features) != bool(faults)


@settings(max_examples=300, deadline=None)
@given(geometry=st.fixed_dictionaries({"type": st.just("Polygon"), "coordinates": JSON_VALUES}))
def test_any_coordinates_are_a_shape_or_a_fault(geometry: object) -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    ((found,), faults) = parse_features(text.encode(), "geo/countries.geojson")
    assert faults == []
    assert (found.shape is None) == bool(found.fault)
