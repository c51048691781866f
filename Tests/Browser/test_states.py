"""axe finds nothing in any state of any face, in light and in dark, on a desktop and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from server import Server, closed_for_days
from shop import Shop
from states import Stage, desk_states, desktop, phone, widget_states

tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def server(tmp_path, shop: Shop):
    """One of the test's own: a story that breaks off leaves nobody waiting in another's line."""
    server = Server(tmp_path / "data", "--rates", "off", "--allow-origin", shop.origin)
    yield server
    server.kill()


@pytest.fixture
def closed_server(tmp_path):
    """One of a shop that is closed today and tomorrow."""
    server = Server(tmp_path / "closed", "--rates", "off", hours=closed_for_days())
    yield server
    server.kill()


def violations(page: Page, state: str) -> list[str]:
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{state}: {violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("viewport", [desktop, phone], ids=["desktop", "phone"])
@pytest.mark.parametrize("states", [widget_states, desk_states])
def test_nothing_stands_in_anybodys_way(server: Server, closed_server: Server, shop: Shop, new_page, complaints, states, viewport):
    found = []
    for state, page in states(Stage(new_page, server, closed_server, shop, viewport)):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += violations(page, f"{state}, {scheme}")
    assert found == [], "\n".join(found)
