"""The release on a page: all of it, and nothing of the frame. The pages are constructed."""

from __future__ import annotations

import pytest

from bot.sources.main_part import text_of_page
from tests.sources.loopback import FRAME, call_notice

TITLE = "Novira Biosciences to Report Third Quarter Results"
BODY = "".join(f"<p>{line}</p>" for line in call_notice().splitlines())
TABLE = (
    "<table><tr><td>Toll-free</td><td>1-888-555-0150</td></tr><tr><td>Code</td><td>112233</td></tr></table>"
)
WALL = (
    "<html><body><h1>Before you go on</h1><p>"
    + "We and our partners keep cookies. " * 30
    + "</p></body></html>"
)
FRAMES = {
    "article": FRAME.format(title=TITLE, body=BODY + TABLE),
    "no article": FRAME.replace("article>", "div>").format(title=TITLE, body=BODY + TABLE),
    "heading apart": f"<body><div class='hero'><h1>{TITLE}</h1></div><nav><a href=/>1-800-555-0190</a></nav>"
    f"<div class='content'><div>{BODY}{TABLE}</div></div>"
    "<div class='footer-links'>Call 888-555-0192</div></body>",
    "a wire": f"<body><h1>{TITLE}</h1><p>{'Sign up for all alerts at 888-555-0192. ' * 9}</p>"
    f"<div id='main-body-container' class='main-body-container article-body'>{BODY}{TABLE}</div>"
    "<div><p>Profile: call 1-877-555-0191</p></div></body>",
    "classes that only sound like a frame": f"<body class='has-sidebar nav-open'><main class='with-footer'>"
    f"<h1>{TITLE}</h1>{BODY}{TABLE}</main><footer>888-555-0192</footer></body>",
    "more news below": f"<body><main><h1>{TITLE}</h1>{BODY}{TABLE}<h3>More news from Novira</h3>"
    "<p>Novira call: dial 1-877-555-0191 with code 9999999, a release of another day.</p></main></body>",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_the_release_is_read_and_its_frame_is_not(frame):
    address = "https://www.globenewswire.com/x" if frame == "a wire" else "https://ir.example/x"
    text = text_of_page(FRAMES[frame], address, TITLE)
    assert TITLE in text[:200]
    for stated in (
        "1-888-555-0134",
        "ID 4570764",
        "+1 201 555 0140",
        "ir@novira.example",
        "1-888-555-0150",
        "112233",
    ):
        assert stated in text
    assert [found for found in ("0190", "0191", "0192", "9999999") if found in text] == []


@pytest.mark.parametrize(
    "page", [WALL, "", "<html></html>", "<p>Access Denied</p>", "<html><body><script>x()</script>"]
)
def test_what_is_no_release_is_none(page):
    assert text_of_page(page, "https://ir.example/x", TITLE) == ""
