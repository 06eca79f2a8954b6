"""E-mail addresses: find them where scraping left them, glued to numbers, names and each other."""

from __future__ import annotations

import re

from bot.model import Span, Stated
from bot.reading.patterns import late

LOCAL_LIMIT = 64  # RFC 5321, 4.5.3.1.1
DOMAIN_LIMIT = 253

_LOCAL = late(r"[A-Za-z0-9._%+'’-]{1,64}\Z")
# A dash is a word processor's hyphen where the domain goes on behind it, or where a local part begins so.
_DOMAIN = late(r"(?:[A-Za-z0-9-]|[–—](?=[a-z0-9-]{1,40}\.[a-z])){1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_DASHED_LOCAL = late(
    r"(?<![\w.–—-])(?:[a-z0-9_]{1,30}\.[a-z0-9._]{1,30}|[a-z]{2,20}(?=.(?:relations|affairs|communications|services)\Z))"
    r"[–—][a-z0-9._]{1,30}\Z"
)
# "823-8656ksmith@": the end of a telephone number; "x110robert@": an extension after one.
_GLUED_NUMBER = late(r"(?:[\d.-]{0,20}\d{4}|x\d{2,5})(?=[A-Za-z])")
_NUMBER_BEFORE = late(r"\d{2}[ \u00a0]\Z")
_LAST_DIGITS = late(r"\d{2,3}(?=[A-Za-z])")
_BEFORE_NEXT = late(r"[\w.-]+?\.(?:com|net|org|no|se|dk|de|fi|ca|eu)(?=\w)")
_TOP_LEVEL = late(r"[a-z]{2,24}\Z", re.IGNORECASE)
# "…@firm.comMedia", "…@firm.com212.555.0100" and "…@firm.comwww.firm.com": the next word is glued on.
_GLUED_WORD = late(
    r"([a-z]{2,6}?)(?:(?:www|https?)\Z|(?=[A-Z])|(?<=com)(?=\d)|(?<=net)(?=\d)|(?<=org)(?=\d))"
)


def emails(text: str, start: int, end: int) -> tuple[Stated, ...]:
    """The e-mail addresses of text[start:end] as written, in order.

    >>> [e.value for e in emails("Call 212-555-0123ann@firm.comMedia:", 0, 35)]
    ['ann@firm.com']
    """
    found = []
    floor = start
    at = text.find("@", start, end)
    while at >= 0:
        if stated := _around(text, at, floor, end):
            found.append(stated)
            floor = stated.span.end
        at = text.find("@", at + 1, end)
    return tuple(found)


def _around(text: str, at: int, floor: int, end: int) -> Stated | None:
    """The address whose "@" stands at `at`, between `floor` and `end`."""
    window = max(floor, at - LOCAL_LIMIT)
    local = _DASHED_LOCAL.search(text[window:at]) or _LOCAL.search(text[window:at])
    domain = _DOMAIN.match(text, at + 1, min(end, at + 1 + DOMAIN_LIMIT))
    if not local or not domain:
        return None
    begin = window + local.start() + _glue(local.group())
    if _NUMBER_BEFORE.search(text, max(floor, begin - 12), begin) and (
        rest := _LAST_DIGITS.match(local.group())
    ):
        begin = window + local.start() + rest.end()  # "+47 21 01 23 45ir@"
    host = domain_without_glue(domain.group())
    if text.startswith("@", at + 1 + len(host)) and (before := _BEFORE_NEXT.match(host)):
        host = before.group()  # "ann@firm.comir@firm.com"
    if begin >= at or not host:
        return None
    span = Span(begin, at + 1 + len(host))
    return Stated(re.sub("[–—]", "-", span.of(text)), span)


def _glue(local: str) -> int:
    """How many characters before the local part belong to what it was glued to."""
    glued = _GLUED_NUMBER.match(local)
    return glued.end() if glued else len(local) - len(local.lstrip(".-'’%+"))


def domain_without_glue(host: str) -> str:
    """The host up to its top level, without what scraping glued to it; "" when it is none.

    >>> domain_without_glue("firm.co.ukTel")
    'firm.co.uk'
    """
    labels = host.rstrip(".-").split(".")
    for i, label in enumerate(labels[1:], 1):
        if not host.isupper() and (glued := _GLUED_WORD.match(label)):
            labels = [*labels[:i], glued.group(1)]
            break
        if i > 1 and labels[i - 1] in ("com", "org", "net") and label[:1].isupper():
            labels = labels[:i]
            break
    host = ".".join(labels)
    return host if len(labels) > 1 and _TOP_LEVEL.match(labels[-1]) else ""
