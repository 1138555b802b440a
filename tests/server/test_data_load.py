"""Many who ask for files at once do not stop the server."""

from __future__ import annotations

import http.client
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

MOST_UNDER_WAY = 32  # two in the making, thirty waiting


def status(host: str, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(host).netloc, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def test_a_crowd_is_served_in_turn_or_told_to_come_back(server: str) -> None:
    host = server
    paths = [f"/data/funding.json?fy={2000 + n % 13}-{2013 + n % 12}" for n in range(100)]
    with ThreadPoolExecutor(100) as crowd:
        asked = [crowd.submit(status, host, path) for path in paths]
        assert status(host, "/_stcore/health") == 200
        counts = Counter(one.result() for one in asked)
    assert set(counts) <= {200, 503}
    assert counts[200] >= MOST_UNDER_WAY
    assert status(host, paths[0]) == 200
