"""A link of a page or a Markdown document as text."""

from __future__ import annotations

import re

from bot.reading.patterns import late

_WEB = late(r"https?://|mailto:", re.IGNORECASE)
_ADDRESS = late(r"(?:https?://)?(?:[\w%+-]{1,64}[.@]){1,9}[A-Za-z]{2,24}(?:[/?#:]\S{0,2000})?")
_HOME_PAGE = late(r"https?://[^/?#]{1,200}/?", re.IGNORECASE)
_NAME = late(r"(?:[A-Z0-9&/(“\"][^\s]{0,40}\s?){1,9}")


def beside(words: str, address: str) -> str:
    """A link as text: its words and, where they do not say it, its address in brackets.

    A ticker, or a name that only links to somebody's home page, stays as it is: the address would stand
    between a company and its ticker, or within a dateline.

    >>> beside("register here", "https://acme.example/register")
    'register here (https://acme.example/register)'
    >>> beside("www.acme.example", "http://www.acme.example/")
    'www.acme.example'
    >>> beside("Acme, Inc.", "https://www.acme.example/")
    'Acme, Inc.'
    """
    words = words.strip()
    target = address[7:].split("?")[0] if address.lower().startswith("mailto:") else address
    if not _WEB.match(address) or _ADDRESS.fullmatch(words) or target in words:
        return words
    if words.isupper() or (_HOME_PAGE.fullmatch(target) and _NAME.fullmatch(words)):
        return words
    return f"{words} ({target})" if words else target
