"""Where a source may lead."""

from __future__ import annotations

import pytest

from bot.sources.addresses import Bounds, plain_address

PUBLIC = Bounds("https://www.wire.example/rss", ("pages.example", "other.example:8080"))
LOCAL = Bounds("http://127.0.0.1:8000/rss", ("127.0.0.1:8001",))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://www.wire.example/a", None),
        ("http://www.wire.example:80/a", None),
        ("https://pages.example/a", None),
        ("https://other.example:8080/a", None),
        ("https://sub.pages.example/a", "not among the source's hosts"),
        ("https://other.example/a", "not among"),
        ("https://www.wire.example:8443/a", "not among"),
        ("file:///etc/passwd", "not http"),
        ("ftp://www.wire.example/a", "not http"),
        ("javascript:alert(1)", "not http"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://localhost/a", "private network"),
        ("http://[::1]/a", "private network"),
        ("http://0x7f.1/a", "private network"),
        ("http://2130706433/a", "private network"),
        ("http://10.0.0.7/a", "private network"),
        ("https://www.wire.example@evil.example/a", "not among"),
        ("http://[::1/a", "no address"),
        ("https:///a", "names no host"),
    ],
)
def test_a_public_source_leads_to_its_own_hosts_only(address, said):
    fault = PUBLIC.fault(address)
    assert fault is None if said is None else said in (fault or "")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("http://127.0.0.1:8000/a", True),
        ("http://127.0.0.1:8001/a", True),
        ("http://127.0.0.1:8002/a", False),
        ("http://169.254.169.254/", False),
    ],
)
def test_a_source_of_this_machine_leads_to_what_it_names(address, allowed):
    assert (LOCAL.fault(address) is None) is allowed


def test_an_address_is_known_without_what_changes():
    assert (
        plain_address("https://www.ir.example/a/;jsessionid=1?sid=9&id=7&utm_x=1#top") == "ir.example/a?id=7"
    )
