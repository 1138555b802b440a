"""The data addresses: what they give, what they refuse, and what they spare a client."""

from __future__ import annotations

import csv
import gzip
import io
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from inlmap.catalog.address import from_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.dataset.datapackage import datapackage_json
from inlmap.dataset.schema import ASSISTANCE_TYPES, TABLES, Table
from inlmap.downloads.archive import archive
from inlmap.downloads.geo import countries_geojson, places_geojson
from inlmap.downloads.offers import OFFERS
from inlmap.downloads.table_files import programs_csv, programs_table_csv, table_csv
from inlmap.presentation.view import View
from inlmap.web.compression import Compression
from inlmap.web.data_routes import data_routes
from inlmap.web.security import HEADERS, SecurityHeaders
from inlmap.words import speaking

PLAIN = {"accept-encoding": "identity"}
LAYERS = [("countries", countries_geojson), ("places", places_geojson)]
ADDRESS = "/data/programs.csv?initiative=CARSI&country=HND"
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Compression)]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("INLMAP_DATA", raising=False)
        app = Starlette(routes=data_routes(), middleware=MIDDLEWARE)
        with TestClient(app) as client:
            yield client


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ("", Selection()),
        ("initiative=CARSI&country=HND", Selection(initiative=("CARSI",), country=("HND",))),
        ("country=hnd,GTM&fy=2010-2012", Selection(country=("GTM", "HND"), fy=(2010, 2012))),
        ("goal=CARSI-1&as_of=2012", Selection(goal=("CARSI-1",), as_of=2012)),
        ("country=ARG", Selection(country=("ARG",))),
    ],
)
def test_the_programs_are_byte_for_byte_those_of_the_download_button(
    client: TestClient, catalog: Catalog, query: str, selection: Selection
) -> None:
    answer = client.get(f"/data/programs.csv?{query}")
    assert answer.content == programs_csv(catalog, selection)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "language"), [("", "en"), ("&lang=en", "en"), ("&lang=ES", "es")]
)
def test_the_table_of_programs_is_that_of_the_screen_in_the_language_asked_for(
    client: TestClient, catalog: Catalog, query: str, language: str
) -> None:
    answer = client.get(f"/data/programs_table.csv?country=HND&as_of=2012{query}")
    with speaking(language):
        selection = Selection(country=("HND",), as_of=2012)
        assert answer.content == programs_table_csv(translated(catalog), selection)
    first = {"en": "Years,Program", "es": "Años,Programa"}[language]
    assert answer.content.decode("utf-8-sig").startswith(f"{first},")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("programs_table.csv?lang=fr", 'lang "fr": use en, es.\n'),
        ("programs_table.csv?lang=en&lang=es", "lang is given 2 times: give it once.\n"),
        ("programs_table.csv?lang=", "lang has no value: give it one or leave it out.\n"),
        ("programs.csv?undated=show", 'undated "show": write hide or leave it out.\n'),
        (
            "programs.csv?undated=hide&undated=hide",
            "undated is given 2 times: give it once.\n",
        ),
    ],
)
def test_a_language_or_a_way_with_undated_programs_that_is_not_known_is_refused(
    client: TestClient, query: str, told: str
) -> None:
    answer = client.get(f"/data/{query}")
    assert (answer.status_code, answer.text) == (400, told)


@pytest.mark.parametrize("asked", ["programs.csv?lang=es", "programs_table.csv?columns=name"])
def test_only_the_table_of_the_screen_has_a_language_and_it_comes_whole(
    client: TestClient, asked: str
) -> None:
    answer = client.get(f"/data/{asked}")
    assert answer.status_code == 400
    assert "is not a parameter of this address" in answer.text


def test_the_archive_is_byte_for_byte_that_of_the_download_button(
    client: TestClient, catalog: Catalog
) -> None:
    answer = client.get("/data/dataset.zip?country=HND")
    assert answer.content == archive(catalog, Selection(country=("HND",)))
    assert answer.headers["content-type"] == "application/zip"


@pytest.mark.parametrize(("name", "make"), LAYERS)
def test_a_layer_is_that_of_the_selection(
    client: TestClient, catalog: Catalog, name: str, make: Callable[[View], bytes]
) -> None:
    answer = client.get(f"/data/{name}.geojson?country=HND")
    view = View(catalog, Selection(country=("HND",)), "programs", "")
    assert answer.content == make(view)
    assert answer.headers["content-type"] == "application/geo+json"
    assert {one["properties"]["iso3"] for one in answer.json()["features"]} >= {"HND"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_whole_table_is_byte_for_byte_that_of_its_download_button(
    client: TestClient, catalog: Catalog, table: Table
) -> None:
    assert client.get(f"/data/tables/{table.file}").content == table_csv(catalog, table)


def test_the_metadata_are_byte_for_byte_those_of_the_download_button(client: TestClient) -> None:
    assert client.get("/data/datapackage.json").text == datapackage_json()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (ADDRESS, "inlmap-programs-carsi-hnd-{}.csv"),
        ("/data/programs_table.csv?country=HND", "inlmap-programs-table-hnd-{}.csv"),
        ("/data/funding.json?fy=2010-2012", "inlmap-funding-2010-2012-{}.json"),
        ("/data/dataset.zip", "inlmap-dataset-all-{}.zip"),
        ("/data/tables/series.csv", "inlmap-series-{}.csv"),
        ("/data/datapackage.json", "inlmap-datapackage-{}.json"),
    ],
)
def test_a_file_is_named_after_its_filters_and_the_version(
    client: TestClient, catalog: Catalog, address: str, name: str
) -> None:
    named = client.get(address).headers["content-disposition"]
    assert named == f'attachment; filename="{name.format(catalog.version)}"'


def test_the_columns_come_in_the_order_asked_for(client: TestClient) -> None:
    whole = rows(client.get(ADDRESS).content)
    assert whole
    for query in ("columns=countries,%20name", "columns=countries&columns=name"):
        narrow = rows(client.get(f"{ADDRESS}&{query}").content)
        assert [list(row) for row in narrow] == [["countries", "name"]] * len(whole)
        assert [row["name"] for row in narrow] == [row["name"] for row in whole]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("programs.csv?country=Atlantis", ['country "atlantis": not a known value.']),
        (
            "programs.csv?fy=20x4&theme=ships",
            ['theme "ships": not a known value.', 'fy "20x4": write it like 2000-2025.'],
        ),
        ("programs.csv?fy=2010&fy=2011", ["fy is given 2 times: give it once."]),
        ("programs.csv?country=", ["country has no value: give it one or leave it out."]),
        (
            "programs.csv?initiative=CARSI&goal=Merida-1",
            ['goal "Merida-1": it is not a goal of the chosen initiatives.'],
        ),
        (
            "dataset.zip?columns=name",
            [
                '"columns" is not a parameter of this address: initiative, goal, theme, country, '
                "agency, assistance, fy, undated, as_of."
            ],
        ),
        (
            "tables/themes.csv?country=HND",
            ['"country" is not a parameter of this address: columns.'],
        ),
        (
            "tables/themes.csv?columns=name,size,name",
            [
                'columns "size" is not a column of this table: '
                "theme_id, name, sort_order, description.",
                'columns "name" is named twice: name it once.',
            ],
        ),
        ("datapackage.json?x=1", ['"x" is not a parameter of this address: it has none.']),
    ],
)
def test_what_is_at_fault_in_an_address_is_said_and_nothing_is_guessed(
    client: TestClient, address: str, lines: list[str]
) -> None:
    answer = client.get(f"/data/{address}")
    assert answer.status_code == 400
    assert answer.text.splitlines() == lines


def test_more_values_than_are_read_are_refused_and_not_cut(client: TestClient) -> None:
    many = ",".join(["HND"] * 61)
    assert client.get(f"/data/programs.csv?country={many}").status_code == 400
    assert client.get(f"/data/programs.csv?{'country=HND&' * 61}").status_code == 400
    assert client.get(f"/data/programs.csv?{'country=HND&' * 60}").status_code == 200
    assert client.get(f"/data/programs.csv?country=HND{' ' * 398}").status_code == 400


def test_a_refusal_is_plain_text_that_runs_nothing(client: TestClient) -> None:
    answer = client.get(
        "/data/programs.csv", params={"country": "<script>alert(1)</script>\x1b[2J"}
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "\x1b" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing.csv",
        "programs.xml",
        "tables/nothing.csv",
        "tables/../../README.md",
        "%2e%2e/README.md",
        "programs.csv/",
    ],
)
def test_what_is_not_offered_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/data/{path}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_the_data_are_only_read(client: TestClient, method: str) -> None:
    answer = client.request(method, "/data/programs.csv")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_head_tells_the_headers_of_the_file(client: TestClient) -> None:
    full = client.get(ADDRESS, headers=PLAIN)
    head = client.head(ADDRESS, headers=PLAIN)
    assert head.status_code == 200
    assert head.headers["content-length"] == str(len(full.content))
    assert head.headers["etag"] == full.headers["etag"]


def test_parameters_beyond_any_use_are_refused_unread(client: TestClient) -> None:
    assert client.get(f"/data/programs.csv?country={'x' * 8185}").status_code == 414
    assert client.get(f"/data/programs.csv?country={'x' * 8184}").status_code == 400


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    answers = [
        client.get(ADDRESS),
        client.get(ADDRESS, headers={"if-none-match": "*"}),
        client.get("/data/programs.csv?x=1"),
        client.get("/data/nothing"),
        client.post(ADDRESS),
        client.get(f"/data/programs.csv?{'x' * 9000}"),
    ]
    assert [answer.status_code for answer in answers] == [200, 304, 400, 404, 405, 414]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_client_that_has_the_file_gets_no_second_one(client: TestClient) -> None:
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"


def test_the_tag_tells_files_apart(client: TestClient) -> None:
    addresses = [ADDRESS, f"{ADDRESS}&columns=name", "/data/programs.json", "/data/programs.csv"]
    tags = [client.get(address).headers["etag"] for address in addresses]
    assert len(set(tags)) == 4
    assert all(tag.startswith('W/"') for tag in tags)  # the bytes depend on the coding
    plain = client.get(ADDRESS, headers=PLAIN).headers["etag"]
    assert f"W/{plain}" == tags[0]


def test_one_selection_has_one_tag_however_it_is_written(client: TestClient) -> None:
    tags = {
        client.get(f"/data/programs.csv?{query}").headers["etag"]
        for query in ("country=HND,GTM", "country=gtm&country=hnd", "country=Honduras,Guatemala")
    }
    assert len(tags) == 1


def test_the_time_of_the_newest_file_spares_a_transfer_too(
    tiny_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_folder()
    for path in folder.rglob("*.*"):
        os.utime(path, (1_500_000_000, 1_500_000_000))
    os.utime(folder / "goals.csv", (1_600_000_000, 1_600_000_000))
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    with TestClient(Starlette(routes=data_routes())) as client:
        newest, before = "Sun, 13 Sep 2020 12:26:40 GMT", "Sun, 13 Sep 2020 12:26:39 GMT"
        first = client.get("/data/programs.csv")
        asked = [
            {"if-modified-since": newest},
            {"if-modified-since": before},
            {"if-modified-since": "yesterday"},
            {"if-modified-since": newest, "if-none-match": '"other"'},
            {"if-modified-since": before, "if-none-match": first.headers["etag"]},
        ]
        statuses = [client.get("/data/programs.csv", headers=one).status_code for one in asked]
    assert first.headers["last-modified"] == newest
    assert statuses == [304, 200, 200, 200, 304]


def test_a_file_from_the_future_is_dated_now(
    tiny_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_folder()
    os.utime(folder / "goals.csv", (time.time() + 1e6, time.time() + 1e6))
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    with TestClient(Starlette(routes=data_routes())) as client:
        told = client.get("/data/programs.csv").headers["last-modified"]
    assert told[:16] == time.strftime("%a, %d %b %Y", time.gmtime())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("br, GZIP;q=0.5", "br"), ("identity", ""), ("gzip;q=0", "")],
)
def test_a_table_travels_compressed_to_those_who_take_it(
    client: TestClient, catalog: Catalog, accepted: str, coding: str
) -> None:
    with client.stream("GET", ADDRESS, headers={"accept-encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding", "") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    decode = {"gzip": gzip.decompress, "br": brotli.decompress, "": bytes}[coding]
    expected = programs_csv(catalog, Selection(initiative=("CARSI",), country=("HND",)))
    assert decode(body) == expected


def test_an_archive_is_not_compressed_twice(client: TestClient) -> None:
    assert "content-encoding" not in client.get("/data/dataset.zip").headers


def test_changed_data_come_under_another_tag(
    tiny_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INLMAP_DATA", str(tiny_folder(programs=[{"name": "Before"}])))
    with TestClient(Starlette(routes=data_routes())) as client:
        first = client.get("/data/programs.csv")
        tiny_folder(programs=[{"name": "After, with more words"}])
        second = client.get("/data/programs.csv", headers={"if-none-match": first.headers["etag"]})
    assert [rows(answer.content)[0]["name"] for answer in (first, second)] == [
        "Before",
        "After, with more words",
    ]


def test_without_faultless_data_there_is_no_file_and_no_path_in_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INLMAP_DATA", str(tmp_path))
    with TestClient(Starlette(routes=data_routes())) as client:
        answer = client.get("/data/programs.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.text == "There are no faultless data to give at present."


def test_who_comes_when_the_line_is_full_is_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("inlmap.web.data_routes.MOST_WAITING", 0)
    with TestClient(Starlette(routes=data_routes())) as client:
        answer = client.get("/data/programs.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["HND", "hnd,GTM", "CARSI", "Merida-1", "corrections", "INL", "2010-2012", "2012", "name"]
    ),
    st.sampled_from(
        [*ASSISTANCE_TYPES, "iso3,name", "x" * 500, "\0", "%", "<b>", "9999-0001", ","]
    ),
)
NAMES = st.one_of(
    st.sampled_from(
        ["initiative", "goal", "theme", "country", "agency", "assistance", "fy", "as_of", "columns"]
    ),
    st.text(max_size=6),
)
PATHS = st.one_of(st.sampled_from([*OFFERS, "x", "../programs.csv"]), st.text(max_size=8))


QUERIES = st.tuples(
    st.lists(st.tuples(NAMES, WORDS), max_size=4),
    st.one_of(st.just(""), st.text(alphabet="&=%;+,?/a0", max_size=12)),
)


class Served:
    """A client and the catalog it is served from; its short name keeps reports short."""

    def __init__(self, client: TestClient, catalog: Catalog) -> None:
        self.client = client
        self.catalog = catalog


@pytest.fixture
def served(client: TestClient, catalog: Catalog) -> Served:
    return Served(client, catalog)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=PATHS, query=QUERIES, method=st.sampled_from(["GET", "GET", "GET", "HEAD", "POST"]))
def test_any_address_gets_an_answer_and_every_table_reads_back_whole(
    served: Served, path: str, query: tuple[list[tuple[str, str]], str], method: str
) -> None:
    pairs, raw = query
    answer = served.client.request(
        method, f"/data/{quote(path, safe='/.')}?{urlencode(pairs)}{quote(raw, safe='&=%;+,?/')}"
    )
    assert answer.status_code in {200, 400, 404, 405, 414}
    if (answer.status_code, method, path, raw) == (200, "GET", "programs.csv", ""):
        asked: dict[str, list[str]] = {}
        for name, value in pairs:
            asked.setdefault(name, []).append(value)
        selection, notices = from_address(asked, served.catalog)
        assert notices == ()
        assert len(rows(answer.content)) == len(selection.programs(served.catalog))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.fixed_dictionaries(
        {
            "initiative": st.lists(st.sampled_from(["CARSI", "Merida", "CBSI"]), max_size=1),
            "country": st.lists(st.sampled_from(["HND", "MEX", "COL", "JAM", "ARG"]), max_size=2),
            "fy": st.integers(2000, 2020).map(lambda first: [f"{first}-{first + 3}"]),
        }
    ),
    ending=st.sampled_from(["csv", "json"]),
)
def test_each_selected_program_is_one_row(
    served: Served, query: dict[str, list[str]], ending: str
) -> None:
    answer = served.client.get(f"/data/programs.{ending}?{urlencode(query, doseq=True)}")
    found = answer.json()["rows"] if ending == "json" else rows(answer.content)
    selection, _ = from_address(query, served.catalog)
    expected = selection.programs(served.catalog)["program_id"].to_list()
    assert [row["program_id"] for row in found] == expected
