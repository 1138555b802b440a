"""A websocket opens for pages of this host and of the origins that the settings allow."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from inlmap.catalog.address import root_path
from inlmap.web.security import OwnOrigin


async def greeting(line: WebSocket) -> None:
    await line.accept()
    await line.send_text("hello")
    await line.close()


def opens(headers: dict[str, str], *allowed: str) -> bool:
    app = Starlette(
        routes=[WebSocketRoute("/line", greeting)],
        middleware=[Middleware(OwnOrigin, allowed=allowed)],
    )
    with TestClient(app) as client:
        try:
            with client.websocket_connect("/line", headers=headers) as line:
                return line.receive_text() == "hello"
        except WebSocketDisconnect:
            return False


@pytest.mark.parametrize(
    ("origin", "host", "open_to"),
    [
        ("http://map.example.gov", "map.example.gov", True),
        ("https://map.example.gov", "map.example.gov", True),
        ("https://map.example.gov:8443", "map.example.gov:8443", True),
        ("https://map.example.gov:8443", "map.example.gov", False),
        ("https://attacker.example", "map.example.gov", False),
        ("https://map.example.gov.attacker.example", "map.example.gov", False),
        ("https://map.example.gov@attacker.example", "map.example.gov", False),
        ("null", "map.example.gov", False),
        ("", "map.example.gov", False),
    ],
)
def test_the_origin_must_be_the_host_that_is_asked(origin: str, host: str, open_to: bool) -> None:
    assert opens({"origin": origin, "host": host}) is open_to


def test_a_client_that_names_no_origin_is_let_in() -> None:
    assert opens({"host": "map.example.gov"})


def test_the_settings_may_allow_another_origin_word_for_word() -> None:
    portal = {"origin": "https://portal.example.gov", "host": "map.example.gov"}
    assert opens(portal, "https://portal.example.gov")
    assert not opens(portal, "http://portal.example.gov")


@pytest.mark.parametrize(
    ("base", "root"),
    [("", ""), ("/", ""), ("programs", "/programs"), ("/a/b/", "/a/b")],
)
def test_the_root_lies_below_the_base_path(base: str, root: str) -> None:
    assert root_path(base) == root
