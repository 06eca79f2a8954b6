"""Web addresses: full ones, "www." ones and bare sites such as "ir.firm.com/events", as written.

One that was broken over lines is put together where both parts show it, and left out where only its end does.
"""

from __future__ import annotations

import re

from bot.model import Span, Stated
from bot.reading.patterns import late
from bot.reading.values.email import domain_without_glue

LIMIT = 500
_MOST_DOTS = 8

# Top levels under which a bare site ("firm.com") is taken for one; "in", "it", "is" and the like are words.
_BARE = (
    r"com|net|org|info|biz|bio|health|io|ai|tv|tech|eu|co|ca|uk|de|fr|ch|se|dk|fi|nl|lu|il|au|nz|jp|kr|cn|"
    r"hk|sg|"
    r"tw|za|br|mx|es|ie|re|"
    r"example"  # of invented companies (RFC 2606)
)
# Sought at its full stop or colon, which are rare: the "h" and the "w" before them are everywhere.
_BEGIN = late(
    rf":(?<=ttp:|tps:|TTP:|TPS:)//|\.(?:(?<=[Ww]{{3}}\.)(?=[A-Za-z0-9])|(?i:{_BARE})(?![A-Za-z0-9@-])"
    rf"|(?:com|org|net)(?=[A-Z]))"
)
_SCHEME_BEFORE = late(r"(?:[Hh]ttps?|HTTPS?)\Z")
_HOST_BEFORE = late(r"[A-Za-z0-9][A-Za-z0-9.-]{0,80}\Z")
# A dash is a word processor's hyphen where the host goes on behind it; a long one elsewhere ends the address.
_BODY = late(
    r"(?:[^\s<>\"“”«»{}|\\^`\[\]—]|(?<!\.com)(?<!\.net)(?<!\.org)—(?=[a-z0-9-]{1,40}\.[a-z])){1,500}"
)
_DASH = late("[–—]")
_HOST = late(r"[A-Za-z0-9.-]{1,253}")
# A link's last full stop, glued to the sentence that follows.
_NEXT_SENTENCE = late(
    r"[.,;)]+(?:The|To|A|An|About|And|At|For|From|If|In|On|Please|Participants|Investors|Interested|"
    r"Listeners|"
    r"This|Those|These|Following|You|Dial|Toll|Conference|Replay|Media|Contact|Source|SOURCE|It|We|Our)\Z"
)
_GLUED_START = late(
    r"(?<=[a-z0-9/])(?:The|After|Please|If|Participants|About|For|Interested|This|Those|To|An|A|Upon|Once|You|Investors)$"
)
_SMALL_WORD = late(r"[^\S\n][a-z]")
_POSSESSIVE = late(r"['’]s\Z")
# Where an address broken over lines goes on, and the first word of the next line that shows it does.
_BREAK = late(r"[^\S\n]{0,20}\n[^\S\n]{0,40}(?=[^\s<>])")
_OPEN_END = late(r"[-_=&%+]\Z")
# Beginning with a capital it is a key, no word: "BI5550172ab".
_PART = late(r"(?:[a-z0-9]|[A-Z](?=(?:[^\s\d]{0,20}\d){4}))[^\s<>\"“”«»{}|\\^`\[\]—]{0,200}")
_MARKED = late(r"[/?&=#%_][^\s<>\"“”«»{}|\\^`\[\]—]{2,200}")
_TELLING = late(r"[^\s]*(?:[/=&?_%]|[0-9][a-z]|[a-z][0-9]|[0-9]{5}|-[0-9])")
_FULL_LINE = 65  # characters of a line that the next word did not fit into, with that word
_MOST_LINES = 4
_TRAILING = ".,;:!?'’\"”*_~…-–—>"


def links(text: str, start: int, end: int) -> tuple[Stated, ...]:
    """The web addresses of text[start:end] as written, without the punctuation after them, in order.

    >>> [link.value for link in links("Visit www.firm.com/events, or (ir.firm.com).", 0, 44)]
    ['www.firm.com/events', 'ir.firm.com']
    """
    found: list[Stated] = []
    floor = start
    for begin in _BEGIN.finditer(text, start, end):
        if begin.start() < floor:
            continue
        link = _link(text, begin, floor, end)
        if link:
            found.append(link)
            floor = link.span.end
    return tuple(found)


def _link(text: str, begin: re.Match[str], floor: int, end: int) -> Stated | None:
    """The address that the match begins or, for a bare site, runs through."""
    at = _start(text, begin, floor)
    if at is None:
        return None
    body = _BODY.match(text, at, min(end, at + LIMIT))
    if not body:
        return None
    parts = _parts(text, body, end)
    if not parts:
        return None
    written = "".join([*(part.of(text) for part in parts[:-1]), _without_next_word(text, parts[-1])])
    address = _trimmed(_DASH.sub("-", written))
    if "." not in address:
        return None
    length = len(address)
    for part in parts:
        if length <= part.end - part.start:
            return Stated(address, Span(at, part.start + length))
        length -= part.end - part.start
    return None


def _parts(text: str, body: re.Match[str], end: int) -> list[Span]:
    """The lines' parts of the address that begins with the body; none where its rest cannot be told."""
    parts = [Span(*body.span())]
    while len(parts) < _MOST_LINES and (gap := _BREAK.match(text, parts[-1].end, end)):
        part = following(text, parts[-1].end, gap.end(), end)
        if part is None:
            so_far = "".join(part.of(text) for part in parts)
            return [] if _OPEN_END.search(so_far) and "/" in so_far.split("://")[-1] else parts
        parts.append(part)
    return parts


def following(text: str, stop: int, start: int, end: int) -> Span | None:
    """The part at `start` of an address whose line ends at `stop`; None where the address is at its end."""
    last = text[stop - 1]
    marked = _MARKED.match(text, start, end)
    if marked and (last.isalnum() or last == "/"):
        return Span(*marked.span())
    part = _PART.match(text, start, end)
    if not part or "@" in part[0] or "://" in part[0] or part[0].startswith("www."):
        return None
    is_full = stop - text.rfind("\n", 0, stop) + len(part[0]) > _FULL_LINE
    if _OPEN_END.match(last) or (last in "/?" and is_full and _TELLING.match(part[0])):
        return Span(*part.span())
    return None


def _start(text: str, begin: re.Match[str], floor: int) -> int | None:
    """Where the address begins that the match stands in; None where it is a part of something else."""
    at = begin.start()
    if begin.group() == "://":
        scheme = _SCHEME_BEFORE.search(text, max(floor, at - 5), at)
        return scheme.start() if scheme else None
    if begin.group() == ".":  # of "www."
        return at - 3 if at - 3 >= floor else None
    host = _HOST_BEFORE.search(text, max(floor, at - 81), at)
    if not host or text[host.start() - 1 : host.start()] in ("@", "/", "_", "+", "."):
        return None
    return host.start()


def _without_next_word(text: str, part: Span) -> str:
    """The address without the first word of the sentence that scraping glued to it: "…/p/12After you"."""
    words = part.of(text)
    glued = _GLUED_START.search(words)
    return words[: glued.start()] if glued and _SMALL_WORD.match(text, part.end) else words


def _trimmed(address: str) -> str:
    """The address without trailing punctuation and without what scraping glued to it."""
    scheme = "://" in address[:8] and address.index("://") + 3
    offset = scheme or 0
    host = _HOST.match(address, offset)
    if (
        not host
        or host.group().count(".") > _MOST_DOTS
        or "@" in address[offset : offset + 100].split("/")[0]
    ):
        return ""
    kept = domain_without_glue(host.group().rstrip("."))
    if not kept:
        return ""
    if len(kept) < len(host.group().rstrip(".")):
        return address[:offset] + kept
    address = _NEXT_SENTENCE.sub("", _POSSESSIVE.sub("", address))
    return _unclosed(address)


def _unclosed(address: str) -> str:
    """The address without closing marks that it does not open itself."""
    while address and (
        address[-1] in _TRAILING or (address[-1] == ")" and address.count("(") < address.count(")"))
    ):
        address = address[:-1]
    return address
