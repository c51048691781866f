"""The pages as browsers fetch them: their headers, their tags, and how little of them goes over the wire."""

import gzip
import re

import pytest

from .client import Connection

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {}; require-trusted-types-for 'script'; trusted-types 'none'"
)
SHOP = "https://shop.example"


def fetch(house, path, **headers):
    """The answer with its headers in lower case, its body as it came."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Connection(house).request("GET", path, headers=fields)
    assert answer.status in (200, 304), f"{path}: {answer.status}"
    names = [name.lower() for name in answer.headers.keys() if name != "Vary"]
    assert len(names) == len(set(names)), "a header stands there twice"
    return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.body


def parts(house):
    """What the pages and the loader name, under addresses that change with their content."""
    found = set()
    for path in ("/", "/agent", "/agent/answers", "/chat", "/w/widget.js"):
        found |= set(re.findall(rb"/(?:assets|w)/[0-9a-f]{16}/[^\"'`#?\s]+", fetch(house, path)[2]))
    # The words of a language are named by it.
    found = {path for path in found if b"$" not in path}
    assert found
    return sorted(path.decode() for path in found)


@pytest.mark.parametrize("path", ["/", "/agent", "/agent/login", "/agent/answers", "/docs"])
def test_a_page_allows_nothing_inline_and_nothing_from_elsewhere(house, path):
    status, headers, _ = fetch(house, path)
    assert status == 200
    assert headers["content-security-policy"] == STRICT.format("'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_only_allowed_shops_may_frame_the_chat(house):
    assert fetch(house, "/chat")[1]["content-security-policy"] == STRICT.format(f"'self' {SHOP}")


@pytest.mark.parametrize("path", ["/", "/agent", "/w/widget.js"])
def test_what_a_browser_has_already_is_not_sent_again(house, path):
    _, headers, body = fetch(house, path)
    status, again, nothing = fetch(house, path, If_None_Match=f'"other", {headers["etag"]}')
    assert (status, nothing) == (304, b"")
    assert again["etag"] == headers["etag"]
    assert again["cache-control"] == headers["cache-control"]
    assert fetch(house, path, If_None_Match='"other"')[2] == body


def test_a_browser_that_reads_gzip_gets_gzip(house):
    for path in [*parts(house), "/", "/agent", "/w/widget.js"]:
        _, plain_headers, plain = fetch(house, path)
        _, headers, packed = fetch(house, path, Accept_Encoding="br, gzip;q=0.8")
        assert "content-encoding" not in plain_headers
        assert headers["content-encoding"] == "gzip", path
        assert gzip.decompress(packed) == plain
        assert headers["vary"] == "Accept-Encoding"
        assert headers["etag"] != plain_headers["etag"]
    assert "content-encoding" not in fetch(house, "/agent", Accept_Encoding="gzip;q=0, br")[1]


def test_the_loader_may_be_kept_for_minutes_and_its_parts_for_ever(house):
    assert fetch(house, "/w/widget.js")[1]["cache-control"] == "public, max-age=300"
    for path in parts(house):
        assert fetch(house, path)[1]["cache-control"] == "public, max-age=31536000, immutable", path
    assert fetch(house, "/agent")[1]["cache-control"] == "no-cache"


def test_any_shop_can_load_the_widget_and_nothing_else_of_ours(house):
    for path in ["/w/widget.js", *(path for path in parts(house) if path.startswith("/w/"))]:
        assert fetch(house, path, Origin=SHOP)[1]["access-control-allow-origin"] == "*", path
        headers = fetch(house, path, Origin="https://unknown.example")[1]
        assert headers["access-control-allow-origin"] == "*", path
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert headers["timing-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
    for path in ["/agent", *(path for path in parts(house) if path.startswith("/assets/"))]:
        assert "access-control-allow-origin" not in fetch(house, path, Origin="https://unknown.example")[1], path
    assert not [path for path in parts(house) if path.startswith("/w/") and "/desk/" in path]
