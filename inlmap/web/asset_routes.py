"""Routes for what the map's frame needs: Leaflet, our script, and the geometry of the catalog."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from inlmap import colors
from inlmap.catalog.address import root_path
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.colors import STYLE_SHEET, style_sheet
from inlmap.dataset.boundaries import LAYERS
from inlmap.dataset.folder import data_folder
from inlmap.maps import pictograms
from inlmap.maps.looks import (
    PAGE_SHEET,
    STATIC,
    drawing_version,
    page_sheet,
    settings_by_language,
    static_version,
)
from inlmap.maps.placement import place_features
from inlmap.web.file_response import FOR_A_DAY, FOR_GOOD, FileKind, file_response

# The pages may be read by all; what Streamlit asks of itself is no page.
ROBOTS = "User-agent: *\nDisallow: /_stcore/\n"


class _FilesForGood(StaticFiles):
    """Files whose address changes with their content, so that a browser need not ask again."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return the file with leave to keep it."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = FOR_GOOD
        return response


def asset_routes(base: str = "") -> list[BaseRoute]:
    """Return the routes under ``/assets``, and what crawlers ask for; all answer GET and HEAD only.

    ``base`` is the path below which the program is served, as Streamlit has it.
    """
    root = f"{root_path(base)}/assets"
    return [
        Route(f"{root_path(base)}/robots.txt", _robots),
        Mount(f"{root}/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Route(f"{root}/map/{static_version()}/{STYLE_SHEET}", _sheet(style_sheet)),
        Route(f"{root}/map/{static_version()}/{PAGE_SHEET}", _sheet(page_sheet)),
        Mount(f"{root}/map/{static_version()}", _FilesForGood(directory=STATIC)),
        Route(f"{root}/geo/{{version}}/{{name}}", _geometry),
        Route(f"{root}/pictures/{{kind:path}}.svg", _picture),
    ]


async def _robots(_request: Request) -> Response:
    return PlainTextResponse(ROBOTS, headers={"Cache-Control": FOR_A_DAY})


def _sheet(made: Callable[[], str]) -> Callable[[Request], Response]:
    def answer(_request: Request) -> Response:
        return Response(made(), media_type="text/css", headers={"Cache-Control": FOR_GOOD})

    return answer


def _geometry(request: Request) -> Response:
    catalog = shared_catalog(data_folder())
    files = _geometry_files(catalog, _json_bytes(settings_by_language()))
    version, name = drawing_version(catalog), request.path_params["name"]
    if request.path_params["version"] != version or name not in files:
        return PlainTextResponse("No such geometry", status_code=404)
    kind = "application/geo+json" if name.endswith(".geojson") else "application/json"
    tag = f"{version}-{name.rpartition('.')[0]}"
    return file_response(request, files[name], FileKind(kind, tag, {"Cache-Control": FOR_GOOD}))


def _picture(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in pictograms.PATHS:
        return PlainTextResponse("No such picture", status_code=404)
    picture = pictograms.pictogram(kind, colors.PLACE_INK)
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": FOR_A_DAY})


def _json_bytes(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


@cached()
def _geometry_files(catalog: Catalog, settings: bytes) -> dict[str, bytes]:
    """What the map fetches: the web tier of the layers, places and settings.

    The settings are one file for each language, for they hold the words of the map.
    """
    files = {f"{layer.name}.geojson": catalog.drawn[layer.name] for layer in LAYERS}
    files["places.geojson"] = _json_bytes(place_features(catalog))
    for language, spoken in json.loads(settings).items():
        files[f"settings.{language}.json"] = _json_bytes(spoken)
    return files
