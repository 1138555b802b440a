"""A browser that asks for a page that does not exist gets one that says so."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from inlmap.web.answers import UnknownPages
from inlmap.web.security import HEADERS, failed

BROWSER = {"accept": "text/html,*/*"}


async def page(_: Request) -> PlainTextResponse:
    return PlainTextResponse("a page")


async def broken(_: Request) -> PlainTextResponse:
    raise ValueError("secret")


def client(base: str = "") -> TestClient:
    app = Starlette(
        routes=[Route("/broken", broken), Route("/{path:path}", page)],
        middleware=[Middleware(UnknownPages, pages=["coverage", "broken"], base=base)],
        exception_handlers={Exception: failed},
    )
    return TestClient(app, raise_server_exceptions=False)


def test_an_unknown_page_is_told_in_words_with_a_way_on() -> None:
    answer = client().get("/nonsense", headers=BROWSER)
    assert answer.status_code == 404
    assert "<h1>Page not found</h1>" in answer.text
    assert "<a href='/'>Open the map</a>" in answer.text


def test_the_way_on_stays_below_the_base_path() -> None:
    answer = client("/inl").get("/inl/nonsense", headers=BROWSER)
    assert answer.status_code == 404
    assert "<a href='/inl/'>" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/coverage", "/coverage/", "/_stcore/health", "/favicon.png", "/data/x", "//x/y"]
)
def test_pages_and_files_are_passed_on(path: str) -> None:
    assert client().get(f"http://testserver{path}", headers=BROWSER).text == "a page"


@pytest.mark.parametrize("path", ["/inl", "/inl/", "/inl/coverage", "/elsewhere"])
def test_below_a_base_path_nothing_else_is_judged(path: str) -> None:
    assert client("inl").get(path, headers=BROWSER).text == "a page"


def test_a_probe_that_is_no_browser_is_passed_on() -> None:
    assert client().get("/healthz", headers={"accept": "*/*"}).text == "a page"


def test_the_name_that_was_asked_for_is_not_repeated() -> None:
    assert "script" not in client().get("/<script>", headers=BROWSER).text


def test_a_failure_is_a_page_to_a_browser_and_a_line_to_anything_else() -> None:
    seen = client().get("/broken", headers=BROWSER)
    assert (seen.status_code, "<h1>Something went wrong</h1>" in seen.text) == (500, True)
    assert all(seen.headers[name] == value for name, value in HEADERS.items())
    plain = client().get("/broken")
    assert plain.text == "The server could not answer. What went wrong stands in its log.\n"
    assert "secret" not in seen.text + plain.text
