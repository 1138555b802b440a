"""The dashboard needs nothing but its own server, and takes nothing harmful from an address."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}
HOSTILE = {
    "initiative": "<img src=x onerror=document.title=1>",
    "goal": "[read this](https://outside.example/)",
    "theme": "**bold**",
    "country": "![picture](https://outside.example/p.png)",
    "agency": "<script>document.title=1</script>",
    "assistance": ":red[loud] $x^2$",
    "fy": "`2008`",
}


@pytest.mark.empty_cache
def test_a_whole_visit_works_with_every_outside_address_out_of_reach(dashboard, watch):
    sockets = []
    dashboard.page.on("websocket", lambda socket: sockets.append(socket.url))
    dashboard.open_map()
    dashboard.choose("initiative", "CARSI")
    expect(dashboard.on_map("body[data-painted='2']")).to_be_attached()
    dashboard.click_country("HND")
    dashboard.expect_programs(16, rows=17)
    expect(dashboard.page.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    with dashboard.page.expect_download():
        dashboard.part("downloads").get_by_role("button").click()
    dashboard.page.get_by_role("link", name="About").click()
    expect(dashboard.page.get_by_role("heading", name="Sources")).to_be_visible()
    assert watch.asked("/assets/leaflet/leaflet.js")
    assert watch.left_the_host() == []
    assert {url.split("/")[2] for url in sockets} == {watch.host}


@pytest.mark.parametrize("path", ["/", "/about", "/_stcore/health", "/assets/leaflet/leaflet.js"])
def test_every_answer_carries_the_security_headers(dashboard, path):
    headers = dashboard.page.request.get(dashboard.address + path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_hostile_values_in_the_address_are_shown_as_text(dashboard):
    dashboard.open_map("/?" + urlencode(HOSTILE))
    notices = dashboard.page.get_by_role("alert")
    expect(notices).to_have_count(len(HOSTILE))
    for value in HOSTILE.values():
        expect(notices.filter(has_text=value)).to_have_count(1)
    marked_up = notices.locator("a, img, strong, em, code, script, .katex, [style*=color]")
    expect(marked_up).to_have_count(0)
    assert dashboard.page.title() != "1"


def test_there_is_no_deploy_button(glance):
    glance.turn_to("/")
    expect(glance.page.get_by_test_id("stAppDeployButton")).to_have_count(0)
    expect(glance.page.get_by_text("Deploy", exact=True)).to_have_count(0)
