"""Take the pictures of the README from the running program: ``make screenshots``.

``python -m tools.screenshots --all FOLDER`` takes every page in both themes, languages and widths
instead, to be looked at. Needs Chromium, or another of its kind named by ``INLMAP_BROWSER``.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.browser import launch
from benchmarks.servers import serving

Theme = Literal["light", "dark"]

README_PICTURES = Path(__file__).resolve().parents[1] / "docs" / "images"
# Each page with what it is asked to show; a page without any shows all.
VIEWS: dict[str, dict[str, str]] = {
    "map": {},
    "country": {"country": "HND"},
    "initiative": {"initiative": "CARSI"},
    "compare": {"country": "HND,GTM"},
    "coverage": {},
    "funding": {},
    "sources": {},
    "your_data": {},
    "about": {},
}
FIRST_PAGE = "map"  # its address has no name
WINDOWS: dict[int, ViewportSize] = {
    1400: {"width": 1400, "height": 900},
    375: {"width": 375, "height": 812},
}
THEMES: tuple[Theme, ...] = ("light", "dark")
LANGUAGES = ("en", "es")
PALETTE = 256
LIMIT_MS = 60_000
STILL_MS = 500
LOOKS_ALIKE = 3
MOST_LOOKS = 30
SHADES_OF_NOISE = 3
TALLEST_PX = 12_000
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
CONTENT_HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


class Shot(NamedTuple):
    """One picture to take."""

    page: str
    theme: Theme = "light"
    language: str = "en"
    width: int = 1400
    whole: bool = False

    @property
    def path(self) -> str:
        """Address below the root of the server; English is what a page speaks unasked."""
        asked = dict(VIEWS[self.page])
        if self.language != LANGUAGES[0]:
            asked["lang"] = self.language
        return f"{'' if self.page == FIRST_PAGE else self.page}?{urlencode(asked, safe=',')}"


def every_shot(*, whole: bool) -> dict[str, Shot]:
    """Return each page in every theme, language and width, by the name of its file."""
    found = product(VIEWS, THEMES, LANGUAGES, WINDOWS)
    return {
        f"{page}-{language}-{theme}-{width}.png": Shot(page, theme, language, width, whole)
        for page, theme, language, width in found
    }


def readme_shots() -> dict[str, Shot]:
    """Return the pictures of the README by the name of their file."""
    return {f"{page}.png": Shot(page) for page in VIEWS}


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """Return a picture of a page once nothing moves on it, as PNG with few colors."""
    with _opened(browser, shot) as page:
        page.goto(address + shot.path)
        _wait_until_drawn(page, has_map=shot.page == FIRST_PAGE)
        if shot.whole:
            height = min(int(page.evaluate(CONTENT_HEIGHT)), TALLEST_PX)
            page.set_viewport_size({"width": shot.width, "height": height})
        return small(_still_picture(page))


@contextmanager
def _opened(browser: Browser, shot: Shot) -> Iterator[Page]:
    context = browser.new_context(
        viewport=WINDOWS[shot.width], color_scheme=shot.theme, reduced_motion="reduce"
    )
    context.set_default_timeout(LIMIT_MS)
    yield context.new_page()
    context.close()


def _wait_until_drawn(page: Page, *, has_map: bool) -> None:
    """The foot of the page comes last; map and charts go on drawing after it."""
    page.locator("footer").wait_for(state="attached")
    page.locator(IDLE).wait_for(state="attached")
    if has_map:
        frame = page.frame_locator(".st-key-map iframe")
        frame.locator("body[data-painted]").wait_for(state="attached")
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        chart.locator("canvas, svg").first.wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => true)")


def _still_picture(page: Page) -> Image.Image:
    """Look until some pictures in a row are alike."""
    last, alike = _look(page), 1
    for _ in range(MOST_LOOKS):
        now = _look(page)
        alike = alike + 1 if _differ_little(last, now) else 1
        last = now
        if alike == LOOKS_ALIKE:
            return last
    raise SystemExit(f"{page.url} does not come to rest.")


def _look(page: Page) -> Image.Image:
    page.wait_for_timeout(STILL_MS)
    picture = page.screenshot(animations="disabled", caret="hide")
    return Image.open(io.BytesIO(picture)).convert("RGB")


def _differ_little(one: Image.Image, other: Image.Image) -> bool:
    """Edges that the browser smooths come out a shade lighter or darker from look to look."""
    difference = ImageChops.difference(one, other).convert("L")
    return difference.point(lambda shade: shade > SHADES_OF_NOISE).getbbox() is None


def small(picture: Image.Image) -> bytes:
    """Return a picture as PNG with a palette, without the noise that dithering adds."""
    few = picture.quantize(PALETTE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Take the pictures asked for and print their sizes."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page in every way")
    parser.add_argument("--whole", action="store_true", help="with --all: pages in full height")
    options = parser.parse_args()
    shots = every_shot(whole=options.whole) if options.all else readme_shots()
    folder: Path = options.all or README_PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    with serving("ours") as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, shot in shots.items():
            picture = take(browser, server.address, shot)
            (folder / name).write_bytes(picture)
            print(f"{folder / name}: {len(picture):,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
