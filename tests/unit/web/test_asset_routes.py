"""The routes for the map's frame: Leaflet, our script and the geometry of the catalog."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.boundaries import COUNTRIES
from inlmap.dataset.folder import SHIPPED_DATA
from inlmap.dataset.schema import ASSISTANCE_TYPES
from inlmap.maps.looks import drawing_version, static_version
from inlmap.maps.picture import map_picture
from inlmap.maps.placement import place_features
from inlmap.presentation.view import View
from inlmap.web.asset_routes import asset_routes
from inlmap.web.compression import Compression
from inlmap.words import speaking

COUNTRIES_OF_THE_WEB = SHIPPED_DATA / COUNTRIES.web_file


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.delenv("INLMAP_DATA", raising=False)
    monkeypatch.delenv("INLMAP_TILES", raising=False)
    app = Starlette(routes=asset_routes(), middleware=[Middleware(Compression)])
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/assets/leaflet/leaflet.js", "javascript", "Leaflet 1.9.3"),
        ("/assets/leaflet/leaflet.css", "text/css", ".leaflet-container"),
        (f"/assets/map/{static_version()}/map.js", "javascript", "window.inlmap"),
        (f"/assets/map/{static_version()}/places.js", "javascript", "window.inlmapPlaces"),
        (f"/assets/map/{static_version()}/map.css", "text/css", ".place"),
        ("/assets/pictures/canines.svg", "image/svg+xml", "<path"),
    ],
)
def test_scripts_and_styles_are_served_from_this_host(
    client: TestClient, path: str, kind: str, words: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert kind in answer.headers["content-type"]
    assert words in answer.text


def test_the_sheets_of_a_page_are_one_and_a_phones_holds_for_phones_alone(
    client: TestClient,
) -> None:
    sheet = client.get(f"/assets/map/{static_version()}/whole_page.css").text
    assert "@import" not in sheet
    tokens, page, phone = (sheet.index(one) for one in ("--paper:", "section.lead", "--phone: yes"))
    rule = "@media screen and (max-width: 768px), screen and (max-height: 500px)"
    assert tokens < page < sheet.index(rule) < phone


def test_crawlers_are_answered_in_their_own_words(client: TestClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == "User-agent: *\nDisallow: /_stcore/\n"


@pytest.mark.parametrize(("name", "count"), [("countries", 3), ("admin1", 1), ("places", 2)])
def test_geometry_is_served_as_geojson(
    client: TestClient,
    tiny_folder: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    count: int,
) -> None:
    folder = tiny_folder(
        places=[{}, {"place_id": "P2"}, {"place_id": "P3"}],  # no program is at the third
        programs=[{"scope": "place", "place_ids": "P1;P2"}],
    )
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    answer = client.get(f"/assets/geo/{drawing_version(read_catalog(folder))}/{name}.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert len(answer.json()["features"]) == count


@pytest.mark.parametrize("name", ["map.js", "places.js", "map.css"])
def test_our_files_may_be_kept_for_good_because_their_address_has_their_hash(
    client: TestClient, name: str
) -> None:
    answer = client.get(f"/assets/map/{static_version()}/{name}")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/assets/leaflet/leaflet.js", "/assets/pictures/canines.svg"])
def test_what_has_no_hash_in_its_address_is_not_kept_for_good(
    client: TestClient, path: str
) -> None:
    assert "immutable" not in client.get(path).headers.get("cache-control", "")


@pytest.mark.parametrize("kind", ASSISTANCE_TYPES)
def test_every_kind_of_assistance_has_a_picture_on_this_host(client: TestClient, kind: str) -> None:
    answer = client.get(f"/assets/pictures/{quote(kind)}.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


def test_geometry_may_be_kept_for_good_because_its_address_has_the_version(
    client: TestClient, catalog: Catalog
) -> None:
    answer = client.get(f"/assets/geo/{drawing_version(catalog)}/countries.geojson")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["etag"] == f'W/"{drawing_version(catalog)}-countries"'


def test_geometry_travels_compressed(client: TestClient, catalog: Catalog) -> None:
    address = f"/assets/geo/{drawing_version(catalog)}/countries.geojson"
    with client.stream("GET", address, headers={"accept-encoding": "gzip"}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"].lower() == "accept-encoding"
    assert len(body) < 250_000
    assert gzip.decompress(body) == COUNTRIES_OF_THE_WEB.read_bytes()


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br;q=0, *;q=0", ""])
def test_a_client_that_takes_no_compression_gets_none(
    client: TestClient, catalog: Catalog, accepted: str
) -> None:
    address = f"/assets/geo/{drawing_version(catalog)}/countries.geojson"
    answer = client.get(address, headers={"accept-encoding": accepted})
    assert answer.headers["etag"] == f'"{drawing_version(catalog)}-countries"'
    assert "content-encoding" not in answer.headers
    assert answer.content == COUNTRIES_OF_THE_WEB.read_bytes()


def test_geometry_that_the_browser_has_is_not_sent_again(
    client: TestClient, catalog: Catalog
) -> None:
    address = f"/assets/geo/{drawing_version(catalog)}/countries.geojson"
    answer = client.get(
        address, headers={"if-none-match": f'"{drawing_version(catalog)}-countries"'}
    )
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/geo/0000000000/countries.geojson",
        "/assets/geo/0000000000/settings.en.json",
        "/assets/geo/{version}/rivers.geojson",
        "/assets/geo/{version}/countries.web.geojson",
        "/assets/geo/{version}/../programs.geojson",
        f"/assets/map/{static_version()}/nothing.js",
        "/assets/pictures/nothing.svg",
        "/assets/map/map.js",
        "/assets/map/0000000000/map.js",
        f"/assets/map/{static_version()}/../words.py",
        f"/assets/map/{static_version()}/%2e%2e/words.py",
        f"/assets/map/{static_version()}/%2e%2e/web/asset_routes.py",
        "/assets/pictures/%2e%2e/map.svg",
        "/assets/leaflet/%2e%2e/%2e%2e/%2e%2e/inlmap/catalog/catalog.py",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, catalog: Catalog, path: str) -> None:
    assert client.get(path.format(version=drawing_version(catalog))).status_code == 404


def test_geometry_is_only_read(client: TestClient, catalog: Catalog) -> None:
    assert client.post(f"/assets/geo/{drawing_version(catalog)}/places.geojson").status_code == 405


def test_geometry_is_that_of_the_folder_in_use(
    tiny_folder: Callable[..., Path],
    tiny_catalog: Callable[..., Catalog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = {"programs": [{"scope": "place", "place_ids": "P1", "name": "Harbor boats"}]}
    own = tiny_catalog(**here)
    monkeypatch.setenv("INLMAP_DATA", str(tiny_folder(**here)))
    app = Starlette(routes=asset_routes(), middleware=[Middleware(Compression)])
    with TestClient(app) as client:
        answer = client.get(f"/assets/geo/{drawing_version(own)}/places.geojson")
    assert answer.json()["features"] == [
        {
            "type": "Feature",
            "properties": {
                "place_id": "P1",
                "name": "Puerto Cortés",
                "iso3": "HND",
                "precision": "exact",
                "programs": [[0, "Harbor boats", "training", "PR1"]],
            },
            "geometry": {"type": "Point", "coordinates": [-87.9, 15.8]},
        }
    ]


def test_a_place_carries_only_what_the_map_shows(catalog: Catalog) -> None:
    features = place_features(catalog)["features"]
    assert isinstance(features, list)
    names = {name for feature in features for name in feature["properties"]}
    assert names == {"place_id", "name", "iso3", "precision", "programs"}


def test_a_program_at_several_places_is_listed_at_each(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        places=[{}, {"place_id": "P2"}, {"place_id": "P3"}],
        programs=[
            {"scope": "place", "place_ids": "P1;P2"},
            {"program_id": "PR2", "scope": "place", "place_ids": "P2"},
        ],
    )
    features = place_features(catalog)["features"]
    assert isinstance(features, list)
    listed = {
        feature["properties"]["place_id"]: [row for row, *_ in feature["properties"]["programs"]]
        for feature in features
    }
    assert listed == {"P1": [0], "P2": [0, 1]}


def test_the_rows_that_a_filter_sends_are_those_that_the_places_name(catalog: Catalog) -> None:
    selection = Selection(initiative=("CARSI",))
    features = place_features(catalog)["features"]
    assert isinstance(features, list)
    listed = [program for one in features for program in one["properties"]["programs"]]
    sent = set(map_picture(View(catalog, selection)).paint.programs)
    located = selection.programs(catalog).query("place_ids != ''")
    assert {name for row, name, *_ in listed if row in sent} == set(located["name"])
    assert len(sent) == len(located) > 0


def test_the_map_learns_its_looks_from_this_host(client: TestClient, catalog: Catalog) -> None:
    settings = client.get(f"/assets/geo/{drawing_version(catalog)}/settings.en.json").json()
    assert settings["looks"]["class-0"]["fillColor"] == "var(--class-0)"
    assert settings["tiles"] == ""
    assert [name for name, _ in settings["regions"]] == [
        "Whole region",
        "Mexico and border",
        "Central America",
        "Caribbean",
        "Colombia",
        "Andes",
    ]


def test_the_words_of_the_map_have_an_address_for_each_language(
    client: TestClient, catalog: Catalog
) -> None:
    folder = f"/assets/geo/{drawing_version(catalog)}"
    spanish = client.get(f"{folder}/settings.es.json")
    assert spanish.json()["regions"][0][0] == "Toda la región"
    assert spanish.json()["language"] == "es"
    assert client.get(f"{folder}/settings.en.json").json()["zoomTo"] == "Zoom to"
    assert client.get(f"{folder}/settings.fr.json").status_code == 404
    english = {"if-none-match": f'"{drawing_version(catalog)}-settings.en"'}
    assert client.get(f"{folder}/settings.es.json", headers=english).status_code == 200
    with speaking("es"):
        assert f"/assets/geo/{drawing_version(catalog)}" == folder


def test_the_colors_that_the_looks_name_come_from_this_host(client: TestClient) -> None:
    answer = client.get(f"/assets/map/{static_version()}/tokens.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert "--class-0: light-dark(#bcd6ec, #3b71a8);" in answer.text


def test_the_tile_server_of_the_environment_reaches_the_map_under_another_address(
    client: TestClient, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = drawing_version(catalog)
    monkeypatch.setenv("INLMAP_TILES", "https://tiles.example/{z}/{x}/{y}.png")
    assert drawing_version(catalog) != without
    settings = client.get(f"/assets/geo/{drawing_version(catalog)}/settings.en.json").json()
    assert settings["tiles"] == "https://tiles.example/{z}/{x}/{y}.png"
    assert client.get(f"/assets/geo/{without}/settings.en.json").status_code == 404


@pytest.mark.parametrize("name", ["briefing.typ", "one_file.html", "one_file.css", "one_file.js"])
def test_templates_of_files_are_not_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/map/{static_version()}/{name}").status_code == 404
