"""Devices whose names are capitalised words before what they are: "the Velotrack Insulin Delivery System"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reading.patterns import late

_TITLED = late(
    r"(?!Drug\b)(?:(?!(?:Nervous|Immune|Health|Healthcare|Reporting|Quality|Management|Breakthrough|Medical|The)\b)"
    r"[A-Z][\w-]*\s){2,5}"
    r"(?:[Ss]ystem|[Dd]evice|[Cc]atheter|[Tt]est|[Pp]ump|[Ss]ensor|[Ss]tent|[Vv]alve|[Ii]mplant"
    r"|Assay|Scanner|Monitor|Patch|Laser)(?![\w-])"
)
_LEAD = late(r"(?:\b(?:[Tt]he|[Oo]ur|[Ii]ts)|['’]s)\s(?=[A-Z])")
_DECIDED = late(
    r"(?:\s\([^()]{1,40}\))?[®™]?\s(?:is|was|has|received|obtained|gained|secured|under)\s(?:[^\s.;,]+\s){0,6}?"
    r"(?:fda|510\(k\)|ce|cleared|approved|pma|de\snovo|u\.s\.)",
    re.I,
)
# "the Velotrack insulin pump"
_NOUN = late(
    r"[®™]?\s(?:[a-z-]+\s){0,4}"
    r"(?:system|device|catheter|pump|sensor|stent|valve|implant|scanner|monitor|laser|pacemaker)s?\b"
)


def titled(text: str, at: int) -> re.Match[str] | None:
    """The device's name that begins at this place."""
    return _TITLED.match(text, at)


def decided(text: str) -> Iterator[re.Match[str]]:
    """The devices' names of which an authority's decision is told."""
    for lead in _LEAD.finditer(text):
        device = _TITLED.match(text, lead.end())
        if device and _DECIDED.match(text, device.end()):
            yield device


def is_a_device(text: str, name: re.Match[str]) -> bool:
    """Whether a capitalised word stands before what kind of device it is."""
    return name.group()[0].isupper() and _NOUN.match(text, name.end()) is not None
