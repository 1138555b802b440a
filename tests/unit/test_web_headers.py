"""Every answer tells the browser to stay on this host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from inlmap.maps import static_version
from inlmap.web.assets import asset_routes
from inlmap.web.headers import CONTENT_SECURITY_POLICY, SecurityHeaders, policy_with

PATHS = [
    f"/assets/map/{static_version()}/map.js",
    "/assets/geo/0000000000/places.geojson",
    "/nowhere",
]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.delenv("INLMAP_DATA", raising=False)
    app = Starlette(routes=asset_routes(), middleware=[Middleware(SecurityHeaders)])
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("path", PATHS, ids=["file", "wrong version", "not found"])
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_security_headers(
    client: TestClient, path: str, header: str, value: str
) -> None:
    assert client.get(path).headers.get_list(header) == [value]


@pytest.mark.parametrize(("path", "status"), list(zip(PATHS, (200, 404, 404), strict=True)))
def test_a_file_and_what_is_not_there_are_both_among_these_answers(
    client: TestClient, path: str, status: int
) -> None:
    assert client.get(path).status_code == status


def test_every_answer_closes_the_devices_of_the_visitor(client: TestClient) -> None:
    policy = client.get("/nowhere").headers["permissions-policy"]
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(policy.split(", "))


def test_the_policy_allows_this_host_and_no_other() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert rules["frame-ancestors"] == "'self'"
    assert {word for rule in rules.values() for word in rule.split()} <= {
        "'self'",
        "'none'",
        "'unsafe-inline'",
        "'unsafe-eval'",
        "data:",
        "blob:",
    }


def test_a_tile_server_may_send_pictures_and_nothing_else() -> None:
    policy = policy_with("https://tiles.example.gov/{z}/{x}/{y}.png")
    assert "img-src 'self' https://tiles.example.gov data: blob:" in policy
    assert policy.count("tiles.example.gov") == 1


def test_without_a_tile_server_the_policy_names_no_host() -> None:
    assert "//" not in policy_with("")


def test_a_tile_server_with_several_names_is_one_rule() -> None:
    policy = policy_with("https://{s}.tiles.example.gov:8443/{z}/{x}/{y}.png")
    assert "img-src 'self' https://*.tiles.example.gov:8443 data: blob:" in policy


def test_tiles_of_this_host_open_nothing() -> None:
    assert policy_with("/tiles/{z}/{x}/{y}.png") == CONTENT_SECURITY_POLICY


def test_the_tile_server_is_in_the_policy_of_every_answer() -> None:
    tiles = Middleware(SecurityHeaders, tiles="https://tiles.example.gov/{z}/{x}/{y}.png")
    with TestClient(Starlette(middleware=[tiles])) as client:
        policy = client.get("/nowhere").headers["content-security-policy"]
    assert "img-src 'self' https://tiles.example.gov data: blob:" in policy
