"""Pages in a release's place are named; releases that speak of such things are read."""

from __future__ import annotations

import pytest

from bot.errors import Trouble
from bot.reading.documents import document_from


@pytest.mark.parametrize(
    ("page", "source", "reason"),
    [
        (
            "<h1>Access Denied</h1><p>You don't have permission to access this page.</p><p>Reference"
            " #18.2a</p>",
            "a.html",
            "a.html holds a refusal (“Access Denied”) and no release",
        ),
        ("403 Forbidden\n\nnginx\n", "a.txt", "a.txt holds a refusal (“403 Forbidden”)"),
        ("<h1>404</h1><p>Page not found</p>", "a.html", "a.html holds a refusal"),
        (
            "Your Request Originates from an Undeclared Automated Tool\n\nPlease declare your traffic.",
            "a.txt",
            "a.txt holds a refusal (“Undeclared Automated Tool”)",
        ),
        (
            "<h1>Just a moment...</h1><p>Enable JavaScript and cookies to continue</p>",
            "a.html",
            "a.html asks for cookies, scripts or a human and holds no release",
        ),
        ("Please enable cookies.\n\nYou are being checked.", "a.md", "a.md asks for cookies"),
        ("<p>Verify you are human by completing the action below.</p>", "a.html", "a.html asks for cookies"),
        (
            "<a>Skip to main content</a><ul><li>Investors</li><li>News</li></ul><p>Loading</p>"
            "<footer>© 2025 Orrin Vale, Inc. All rights reserved. | Privacy Policy | Terms of Use</footer>",
            "a.html",
            "a.html is only the frame of a page and holds no release",
        ),
    ],
)
def test_a_page_in_a_release_s_place_is_named(page: str, source: str, reason: str) -> None:
    with pytest.raises(Trouble) as trouble:
        document_from(page.encode(), source)
    assert str(trouble.value).startswith(reason)


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("Orrin Vale Secure announced “Access Denied”, its new lock.", "a.txt"),
        ("Please enable JavaScript.\n\nOrrin Vale hosts a conference call on May 5.", "a.txt"),
        ("<p>Mara Lind</p><p>© Orrin Vale</p>", "a.html"),
        (
            "<p>Skip to main content</p><p>The new hall stands beside the river and opens to all who"
            " live there.</p>"
            "<p>© 2025. All rights reserved.</p>",
            "a.html",
        ),
    ],
)
def test_a_release_that_speaks_of_such_things_is_read(page: str, source: str) -> None:
    assert document_from(page.encode(), source).text
