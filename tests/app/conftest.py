"""Visits of the dashboard without a browser, read the way a reader would."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.view import View
from inlmap.ui.html_tables import page_key
from inlmap.ui.session import VIEW_KEY

ROOT = Path(__file__).parents[2]
SHELL = ROOT / "inlmap" / "ui" / "shell.py"
PAGES_FROM_SHELL = "../../pages"
TIMEOUT_S = 60
ROWS_PER_PAGE = 8
LIST_FILTERS = ("initiative", "goal", "theme", "country", "agency", "assistance")


def current_selection(app: AppTest) -> Selection:
    view: View = app.session_state[VIEW_KEY]
    return view.selection


class Visit:
    """One visitor's page: what its widgets hold, what it shows, and how to change it."""

    def __init__(self, query: dict[str, str | list[str]]) -> None:
        self.app = AppTest.from_file(SHELL, default_timeout=TIMEOUT_S)
        self.app._bidi_component_manager = components()
        for name, value in query.items():
            self.app.query_params[name] = value
        self.app.run()

    def choose(self, name: str, *values: str) -> None:
        if name not in {one.key for one in self.app.multiselect}:
            self.open_more_filters()
        self.app.multiselect(key=name).set_value(list(values)).run()

    def open_more_filters(self) -> None:
        self.app.session_state["more_filters"] = True
        self.app.run()

    def choose_years(self, first: int, last: int) -> None:
        self.app.slider(key="fy").set_value((first, last)).run()

    def clear(self) -> None:
        self.app.button(key="clear").click().run()

    def open_page(self, name: str) -> None:
        self.app.switch_page(f"{PAGES_FROM_SHELL}/{name}.py").run()

    @property
    def catalog(self) -> Catalog:
        """Return the catalog that this visitor looks at."""
        view: View = self.app.session_state[VIEW_KEY]
        return view.catalog

    @property
    def selection(self) -> Selection:
        """Return what the filters of this visit select."""
        return current_selection(self.app)

    @property
    def chosen(self) -> dict[str, list[str]]:
        held = {name: list(self.app.session_state[name]) for name in LIST_FILTERS}
        return {name: values for name, values in held.items() if values}

    @property
    def years(self) -> tuple[int, int]:
        first, last = self.app.slider(key="fy").value
        return first, last

    @property
    def address(self) -> dict[str, Any]:
        return dict(self.app.query_params)

    @property
    def goals_offered(self) -> list[str]:
        return [label.rpartition(" (")[0] for label in self.app.multiselect(key="goal").options]

    @property
    def warnings(self) -> list[str]:
        return self._notices("notice")

    @property
    def errors(self) -> list[str]:
        return self._notices("notice fault")

    def _notices(self, kind: str) -> list[str]:
        found = re.findall(rf"<div class='{kind}' role='alert'>(.*?)</div>", _html(self.app.main))
        return [html.unescape(text) for text in found]

    def text_of(self, key: str) -> str:
        """Return the words of the container with this key."""
        return words(_html(_container(self.app.main, key)))

    def html_of(self, key: str) -> str:
        """Return the HTML of the container with this key."""
        return _html(_container(self.app.main, key))

    def has(self, key: str) -> bool:
        """Whether the page has a container with this key."""
        return any(getattr(node, "key", None) == key for node in _nodes(self.app.main))

    @property
    def headline(self) -> dict[str, str]:
        """Return each headline figure under its label."""
        figure = re.compile(r"<b data-label='(.*?)' data-figure='(.*?)'>")
        found = figure.findall(_html(_container(self.app.main, "headline")))
        return {html.unescape(label): html.unescape(value) for label, value in found}

    def unfold(self, caption: str) -> None:
        """Open the table behind a chart."""
        [found] = [node for node in _nodes(self.app.main) if getattr(node, "label", "") == caption]
        self.app.session_state[found.key] = True
        self.app.run()

    def turn_to(self, page: int) -> None:
        self.app.session_state[page_key("records", current_selection(self.app), "")] = page
        self.app.run()

    @property
    def table(self) -> pd.DataFrame:
        """Return the table of programs, page after page; without rows there is none."""
        frames = []
        for page in range(1, self._pages + 1):
            self.turn_to(page)
            records = _nodes(_container(self.app.main, "records"))
            frames += [as_headed(node) for node in records if _is(node, "data")]
        return pd.concat(frames) if frames else pd.DataFrame()

    @property
    def rows(self) -> int:
        """Return how many rows the table has, as the button of its download says."""
        label = self.app.get("download_button")[0].label
        return int(re.search(r"\(([\d,]+) row", label)[1].replace(",", ""))

    @property
    def _pages(self) -> int:
        return -(-self.rows // ROWS_PER_PAGE)

    @property
    def html_words(self) -> str:
        """Return the words of all parts that are drawn as HTML."""
        return html.unescape(words(_html(self.app.main)))

    @property
    def markup(self) -> str:
        """Return all HTML of the page, with its plain texts between."""
        nodes = [node for node in _nodes(self.app.main) if not _is(node, "data")]
        values = [(_is(node, "html"), str(getattr(node, "value", ""))) for node in nodes]
        return " ".join(text if drawn else f"<p>{html.escape(text)}</p>" for drawn, text in values)

    @property
    def everything_said(self) -> str:
        """Return all words of the page outside its tables."""
        return words(" ".join(str(getattr(node, "value", "")) for node in _nodes(self.app.main)))


def as_headed(frame: Any) -> pd.DataFrame:
    """Return the rows of a grid under the headings that a reader sees over its columns."""
    looks = json.loads(frame.proto.columns)
    rows: pd.DataFrame = frame.value
    return rows.rename(columns={name: looks[name]["label"] for name in rows.columns})


@cache
def components() -> BidiComponentManager:
    """Look once for the components of installed packages; each visit would look anew."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


MARK = re.compile(r" (sources differ|see note)$")


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def _is(node: Any, kind: str) -> bool:
    return str(node.type).startswith(kind)


def _nodes(block: Any) -> list[Any]:
    below = [node for child in getattr(block, "children", {}).values() for node in _nodes(child)]
    return [block, *below]


def _container(block: Any, key: str) -> Any:
    return next(node for node in _nodes(block) if getattr(node, "key", None) == key)


def _html(block: Any) -> str:
    return " ".join(node.value for node in _nodes(block) if _is(node, "html"))


def opener(visit: Callable[..., Visit], page: str) -> Callable[..., Visit]:
    """Return the function that opens a page under the given address parameters."""

    def opened(**query: str) -> Visit:
        visitor = visit(**query)
        visitor.open_page(page)
        assert not visitor.app.exception
        return visitor

    return opened


@pytest.fixture(autouse=True)
def shipped_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the shipped data, whatever the shell of the tester names."""
    monkeypatch.delenv("INLMAP_DATA", raising=False)


@pytest.fixture
def visit() -> Callable[..., Visit]:
    """Return a function that opens the Map page with the given address parameters."""
    return lambda **query: Visit(query)


@pytest.fixture
def tiny_pages(
    tiny_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Path]:
    """Return a function that lets the pages read a tiny folder whose tables hold the rows given."""

    def read(**rows: Any) -> Path:
        folder = tiny_folder(**rows)
        monkeypatch.setenv("INLMAP_DATA", str(folder))
        return folder

    return read
