"""For whom a number to dial is: domestic callers, international ones, or those of one country.

The label stands before the number ("International: …"), after it ("… (international)", "… for callers outside
the U.S.") or is that of the number beside it: a toll-free number next to an international one is domestic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from bot.model import Number, Span, Stated
from bot.reading.patterns import late

DOMESTIC, INTERNATIONAL = "domestic", "international"

_TOLL_FREE_AREAS = ("+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888")
_TOLL_LABEL = "toll"

_INTERNATIONAL = late(
    r"""international(?:ly)?(?!\s+(?:conference\s+call|tele-?conference|call\s+will))|\bint(?:['’]?l|ern)\b\.?|overseas|other\s(?:countr(?:y|ies)|locations)|non-?\s?u\.?s\b\.?
    |outside(?:\s+of)?(?:\s+the)?(?:\s+(?:u\.?s\.?\s+(?:and|or|&)\s+canada|u\.?s\.?a?\.?|united\sstates
     |north\samerica|canada|country))?
    |rest\sof\s(?:the\s)?world|elsewhere|abroad|all\sothers?|(?<=\()others?(?=\))""",
    re.VERBOSE | re.IGNORECASE,
)
_DOMESTIC = late(
    r"""domestic(?:ally)?|\bu\.?s\.?a?\b\.?(?:\s?(?:/|and|or|&)\s?canada)?
    |united\sstates(?:\s?(?:/|and|or|&)\s?canada)?|north[\s-]americ\w+|canada\s?(?:/|and|or|&)\s?(?:the\s)?u\.?s\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_TOLL_FREE = late(r"toll[\s-]?\s?free|free\s?phone|free\s?call", re.IGNORECASE)
_TOLL = late(r"\b(?:toll|local|caller[\s-]paid|standard|paid)\b(?![\s-]?\s?free)", re.IGNORECASE)
_KINDS = (_INTERNATIONAL, _DOMESTIC, _TOLL_FREE, _TOLL)

_OWN_AFTER = late(
    r"""\s{0,2}(?:\((?P<bracket>[^()]{1,60})\)|\[(?P<square>[^\[\]\n]{1,60})\]
    |[,–-]?\s?(?P<free>(?:if|when|for|from|in|within|to)\s(?:U\.[SK]\.?|[^;.\n]|\n(?-i:[a-z])){0,60}
     |(?:toll|domestic(?:ally)?|international(?:ly)?|outside|overseas|elsewhere|abroad|u\.?s|us|canada|north\samerica|united|uk|local)\b[^;.:\n]{0,50}))""",
    re.VERBOSE | re.IGNORECASE,
)
_ENDS_LABEL = late(
    r"\s?\(|,?\s(?:(?:or|and)\b(?!\s(?:from\s)?(?:outside|overseas|elsewhere))|(?:please|dial\w*|call)\b)|[;:]|,\s(?:\+?\(?\d|international|toll|u\.?s)|\.\s",
    re.IGNORECASE,
)
_PARTED = late(r"[;,\n]|\.\s+[^\s+(\d]|[a-z]{2}")
_LEADS_ON = late(r"number\sis|please|:\s*$|\bid\b|code|pin\b", re.IGNORECASE)
_LABEL_BEGINS = late(r"(?<!U\.S)(?<!U\.K)[.;!?]\s|\)\s?,?\s?or\s")
_PLAIN_OR = late(r"[\s,]{0,3}or(?:\sat|\sby\sdialing|\sdial|\scall)?[\s(]{0,2}", re.IGNORECASE)
_COLON = late(r":[\s*_(]{0,6}$")
_LABEL_REACH = 90


def labelled(text: str, floor: int, ceiling: int, numbers: Sequence[Number]) -> list[Stated | None]:
    """The region of each of the numbers of text[floor:ceiling], None where its own words say none.

    "toll" stands for a label that says only that the call costs; `settled` decides on it.
    """
    labels = _labels(text, floor, ceiling, numbers)
    return [_region(text, label, number) for label, number in zip(labels, numbers, strict=True)]


def settled(numbers: Sequence[Number]) -> list[Stated | None]:
    """The regions of the numbers of one side, with what follows from the numbers beside each."""
    values = [number.region.value if number.region else None for number in numbers]
    return [_settled(number, values) for number in numbers]


def _settled(number: Number, values: list[str | None]) -> Stated | None:
    region = number.region
    if region and region.value == _TOLL_LABEL:
        return Stated(INTERNATIONAL, region.span) if DOMESTIC in values else None
    if region is None and INTERNATIONAL in values and number.number.value.startswith(_TOLL_FREE_AREAS):
        return Stated(DOMESTIC, number.written.span)
    return region


def _labels(text: str, floor: int, ceiling: int, numbers: Sequence[Number]) -> list[Span | None]:
    """For each number the words that label it: those after it where they are its own, else those before."""
    labels: list[Span | None] = []
    taken = floor
    plain = False
    spans = [number.written.span for number in numbers]
    for number, following in zip_longest(numbers, spans[1:]):
        span = number.written.span
        end = following.start if following else min(ceiling, span.end + _LABEL_REACH)
        own = None if _led(text, number) else _own_after(text, span.end, end, last=following is None)
        joined = following is not None and bool(_PLAIN_OR.fullmatch(text, span.end, following.start))
        before = _before(text, max(taken, span.start - _LABEL_REACH), span.start)
        if own and before and not _names_place(text, own) and _names_place(text, before):
            own = before  # "Within the U.S.: N (toll-free)"
        labels.append(own if joined or plain else own or before)
        taken, plain = own.end if own else span.end, joined
    return _shared(labels, text, spans)


def _led(text: str, number: Number) -> bool:
    """Whether the number's country stands before it: "Germany +49 …", not "(U.S.), 412 …"."""
    start, country = number.written.span.start, number.region
    return country is not None and country.span.end <= start and ")" not in text[country.span.end : start]


def _names_place(text: str, label: Span) -> bool:
    return any(kind.search(text, label.start, label.end) for kind in (_INTERNATIONAL, _DOMESTIC))


def _shared(labels: list[Span | None], text: str, spans: list[Span]) -> list[Span | None]:
    """Labels, with the one before "A or B" given back to A where B has one of its own."""
    for i, (span, following) in enumerate(pairwise(spans)):
        joined = _PLAIN_OR.fullmatch(text, span.end, following.start)
        if joined and labels[i] is None and labels[i + 1] is not None:
            floor = spans[i - 1].end if i else max(0, span.start - _LABEL_REACH)
            labels[i] = _before(text, max(floor, span.start - _LABEL_REACH), span.start)
    return labels


def _own_after(text: str, start: int, ceiling: int, *, last: bool) -> Span | None:
    """The words after a number that speak of it rather than of the next one."""
    match = _OWN_AFTER.match(text, start, ceiling)
    if not match:
        return None
    group = match.lastgroup or "free"
    words = match[group]
    if group != "free":
        return None if _LEADS_ON.search(words) else Span(*match.span(group))
    if not last and _is_next_label(text[start:ceiling]):
        return None
    stop = _ENDS_LABEL.search(words)
    if stop:
        words = "" if stop[0].startswith(":") else words[: stop.start()]
    elif not last and not _PARTED.search(text, match.end(), ceiling):
        return None  # nothing parts the words from the next number
    begin = match.start(group)
    return Span(begin, begin + len(words)) if any(kind.search(words) for kind in _KINDS) else None


def _is_next_label(between: str) -> bool:
    """Whether all words between two numbers label the second: "International callers: ", also over a line."""
    above, newline, line = between.rpartition("\n")
    if not _COLON.search(between):
        return False
    return not newline or not above.strip() or not any(kind.search(line) for kind in _KINDS)


def _before(text: str, start: int, end: int) -> Span | None:
    """The label before a number: the last line's words where they say anything, else all since `start`."""
    line = text.rfind("\n", start, end) + 1
    spans = [match.span() for kind in _KINDS for match in kind.finditer(text, start, end)]
    broken = any(first < line < last for first, last in spans)  # "outside the" above, "U.S." below
    if not broken and any(line <= first for first, _ in spans):
        start = max(start, line)
    start = max([start, *(match.end() for match in _LABEL_BEGINS.finditer(text, start, end))])
    return Span(start, end) if end > start else None


def _region(text: str, label: Span | None, number: Number) -> Stated | None:
    """What the number's own label says, in the words of the contract."""
    country = number.region
    if country and country.value == "US":
        country = Stated(DOMESTIC, country.span)
    if label is None:
        return country
    international, domestic, toll_free, toll = (_last(kind, text, label) for kind in _KINDS)
    if international and not (country and ":" in text[international.end : country.span.start]):
        return Stated(INTERNATIONAL, international)
    if domestic:
        return Stated(DOMESTIC, domestic)
    if country or toll_free:
        at_home = toll_free and number.number.value.startswith("+1")
        return country or (Stated(DOMESTIC, toll_free) if at_home and toll_free else None)
    return Stated(_TOLL_LABEL, toll) if toll else None


def _last(pattern: re.Pattern[str], text: str, span: Span) -> Span | None:
    found = [match.span() for match in pattern.finditer(text, span.start, span.end)]
    return Span(*found[-1]) if found else None
