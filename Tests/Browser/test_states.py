"""axe finds nothing in any state of any face, in light and in dark, on a desktop and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from editors import AnswerShop
from server import Server, closed_for_days
from shop import Shop
from states import Stage, answers_states, desk_states, desktop, lead_states, phone, widget_states

tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def new_stage(tmp_path, shop: Shop, new_page):
    """Servers of the test's own: a story that breaks off leaves nobody waiting in another's line."""
    servers = []

    def started(server: Server) -> Server:
        servers.append(server)
        return server

    def make(viewport: dict) -> Stage:
        open_one = started(Server(tmp_path / "data", "--rates", "off", "--allow-origin", shop.origin))
        closed_one = started(Server(tmp_path / "closed", "--rates", "off", hours=closed_for_days()))
        return Stage(new_page, open_one, shop, closed_one, started(AnswerShop(tmp_path / "editors")), viewport)

    yield make
    for server in servers:
        server.kill()


def violations(page: Page, state: str) -> list[str]:
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{state}: {violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("viewport", [desktop, phone], ids=["desktop", "phone"])
@pytest.mark.parametrize("states", [widget_states, desk_states, lead_states, answers_states])
def test_nothing_stands_in_anybodys_way(new_stage, states, viewport):
    found = []
    for state, page in states(new_stage(viewport)):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += violations(page, f"{state}, {scheme}")
    assert found == [], "\n".join(found)
