"""Every answer tells the browser to stay on this host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from inlmap.maps.looks import static_version
from inlmap.web.asset_routes import asset_routes
from inlmap.web.security import (
    CONTENT_SECURITY_POLICY,
    HEADERS,
    SecurityHeaders,
    failed,
    policy_with,
)

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
        ("cross-origin-resource-policy", "same-origin"),
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
    words = {word for rule in rules.values() for word in rule.split()}
    hashes = {word for word in words if word.startswith("'sha256-")}
    assert len(hashes) == 2  # the inline script of Streamlit's own page, and that of the first look
    assert words - hashes == {
        "'self'",
        "'none'",
        "'unsafe-inline'",
        "'wasm-unsafe-eval'",
        "data:",
        "blob:",
    }
    assert rules["style-src"] == "'self' 'unsafe-inline'"
    assert "unsafe-inline" not in rules["script-src"]


@pytest.mark.parametrize(
    ("path", "base", "free"),
    [
        ("/component/x/index.html", "", True),
        ("/maps/component/x/index.html", "maps", True),
        ("/maps/component/x/index.html", "", False),
        ("/", "", False),
        ("/country", "", False),
    ],
)
def test_only_the_frame_of_the_map_may_run_scripts_from_text(
    path: str, base: str, free: bool
) -> None:
    app = Starlette(middleware=[Middleware(SecurityHeaders, base=base)])
    with TestClient(app) as client:
        rules = client.get(path).headers["content-security-policy"].split("; ")
    (scripts,) = (rule for rule in rules if rule.startswith("script-src "))
    assert ("'unsafe-eval'" in scripts) is free
    assert ("'unsafe-inline'" in scripts) is free


def test_a_failure_is_answered_with_the_headers_and_without_its_cause() -> None:
    def broken(_: object) -> Response:
        raise OSError("/secret/folder/key")

    app = Starlette(
        routes=[Route("/broken", broken)],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={Exception: failed},
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert answer.text == "The server could not answer. What went wrong stands in its log.\n"
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


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
