"""Whose a value is: the one rule of ownership, for every kind of value.

The last governing cue before a value owns it, else the next one of its clause. A cue inside another's
of-phrase is swallowed ("a replay of our live webcast"), one said in passing does not turn the next sentence
("…, where it will be archived for 90 days"), a heading, a line that opens a list or a column's head governs
what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.model import Span
from bot.reading.calls.columns import columns_of, in_columns
from bot.reading.calls.units import Unit
from bot.reading.cues import Cue
from bot.reading.cues.sides import (
    BOTH,
    JOINING,
    LINE,
    LINES,
    LIVE,
    MISSED,
    NONE,
    REPLAY,
    REPLAYED,
    SIDES,
    WEBCAST_WITH_AN_END,
)
from bot.reading.patterns import late
from bot.reading.prose import folded

# Between a replay and the event it is of: " of today's ", " version of the live audio ".
_OF = late(
    r"""(?:\s(?:version|recording|file|copy|audio|link|access|webcast|number|line))?\s(?:of|to|for|from)\s
    (?:(?:the|our|its|this|that|an?|any|each|today['’]s|[\w'’.-]+['’]s)\s)?(?:[\w'’&-]+\s){0,4}""",
    re.VERBOSE,
)
# The live event told of only as what is over or missed: "after the live call", "unable to join the call".
_OVER = late(
    r"""\b(?:after|following|conclusion|completion|end|close|finish|date|day|time|start)\b(?:\sof)?(?:\s(?:the|our|its|this|each))?\s$
    |\b(?:could\snot|rather\sthan|did\snot)\s(?:\w+\s){0,5}$""",
    re.VERBOSE,
)
_LATER = late(
    r"re-?play|play-?back|record|archiv|rebroadcast|\b(?:until|till|through|again|later|afterwards?|days|weeks?|months?|hours|to\shear)\b"
)
_MISSES = late(r"(?:\s?[\w'’-]+){0,3}\s?")
# Where a new clause begins, which may be about the other side.
_CLAUSE = late(
    r""";|,?\s(?:and|while|but|with|or)\s(?=(?:(?:an?|the|its|our)\s)?(?:[\w-]+\s){0,3}?
    (?:re-?plays?|re-?broadcasts?|play-?backs?|archived?|recordings?|web-?\s?cast)\b)
    |[.!?]\s|\sand\swill\b|,\s(?:and|or|while|but)\s(?!\(?\+?\d)|(?<!\d)–\s""",
    re.VERBOSE,
)
# What may stand between a value and the cue behind it that owns it: "N (replay)", "N for the replay".
_BEHIND = late(
    r"""\s?\#?\s?(?:[)\]]\s?)?[,–-]{0,2}\s?[(\[]?\s?
    (?:(?:for|to)\s(?:(?:hear|access|listen\sto|join|reach|replay)\s)?)?(?:(?:the|an?|any|our|its)\s)?
    (?!(?:and|or|with|while|but|on|by|at|until|through)\b)(?:[\w-]+\s){0,2}?""",
    re.VERBOSE,
)
_TIED = late(r"[(\[]|\bfor\s|\bto\s")
_LEADS_ON = late(r"\)?[\s\w]{0,24}?,?\s?(?:please\s)?(?:dial|call|use|enter|is\b|will\b|:)")
# What a sentence says that goes on about the replay: a code, a number, how to listen, how long.
_GOES_ON = late(
    r"""\b(?:code|passcode|password|pin|id|identification|number|dial\w*|access\w*|listen\w*|available|until
    |through|days?|weeks?|expires?|ends?)\b|\d{5}""",
    re.VERBOSE,
)
_ABOUT_LIVE = late(
    r"""\b(?:live|participa(?:te|ting|tion)|join(?:ing)?|regist\w+
    |(?:will|to)\s(?:host|hold|conduct|discuss|present)|dial[\s-]?in|minutes\s(?:prior|before|early)
    |conference\scall\s(?:will|may|can)|(?:media|press|analysts?|investors?)\s(?:conference\s)?call|webcast
    |questions?)""",
    re.VERBOSE,
)
# A line or heading that names another event: "R&D day: the company will host …".
_HOSTS = late(r"\bwill\s(?:also\s)?(?:host|hold|conduct|present|participate|give|take\spart)\b")
_VALUE = late(r"\d[\d().\s-]{8,24}\d|\d{5}|https?:|www\.|\w\.(?:com|net|org|ca|co)\b")
NUMBER, CODE, WEB = "number", "code", "web"
_GIVEN = {
    NUMBER: late(r"\+?\(?\d{1,4}\)?(?:[().\s\u2010-\u2015-]{1,3}\d{2,4}){2,5}"),
    CODE: late(
        r"\b(?:code|passcode|password|pin|id|key\sin|enter)\b[^.;]{0,40}(?<![\d\u2010-\u2015.-])\d{4,12}\b(?![\u2010-\u2015-]\d)"
    ),
    WEB: late(
        r"https?:|www\.|\bsame\s(?:address|place|location|page)|\bweb\s?site|\bweb\s?page|\blink\b|\bonline\b|\bpage\b|\bsite\b|\w\.com\b"
    ),
}
_LONGEST_BEHIND = 60
_LONGEST_OF = 60


@dataclass(frozen=True, slots=True)
class Governed:
    """One unit with the cues that say which side of the event its values are of.

    `opening` holds where no cue of its own does, `carried` is the cue it comes from. Offsets of cues count
    in the document's text. `columns` tell where a table's cells begin and the side of each, `given` what the
    words about the replay have given so far: number, code, place on the web; `headed` is a line below a
    heading about the replay.
    """

    unit: Unit
    opening: str
    cues: tuple[Cue, ...]
    columns: tuple[tuple[int, str], ...] = ()
    carried: Cue | None = None
    given: frozenset[str] = frozenset()
    headed: bool = False

    def part(self, span: Span) -> Governed:
        """What the unit says in the span alone."""
        base = self.unit.span.start
        text = self.unit.text[span.start - base : span.end - base]
        cues = tuple(cue for cue in self.cues if span.start <= cue.span.start < span.end)
        return replace(self, unit=replace(self.unit, span=span, text=text), cues=cues)

    @property
    def names_replay(self) -> bool:
        """Whether the unit speaks of what can be heard afterwards at all."""
        said = (*(cue.says for cue in self.cues), *(side for _, side in self.columns))
        return self.opening != LIVE or any(side in (REPLAY, REPLAYED, BOTH) for side in said)

    @property
    def only_replay(self) -> bool:
        """Whether whatever the unit says is about what can be heard afterwards."""
        return bool(self.cues) and all(cue.says in (REPLAY, REPLAYED, BOTH) for cue in self.cues)

    def at(self, span: Span) -> str:
        """The side a value is of: live, replay or both."""
        return self.owner(span)[0]

    def owner(self, span: Span) -> tuple[str, Cue | None]:
        """The side a value is of, and the cue that says so."""
        for start, side in reversed(self.columns):
            if start <= span.start:
                return side, None
        if behind := self._behind(span):
            return _side(behind), behind
        for cue in reversed(self.cues):
            if cue.span.start <= span.start:
                return _side(cue), cue
        if self.opening == LIVE and not any(cue.span.start <= span.start for cue in self.cues):
            following = self._next(span)
            if following:
                return _side(following), following
        return self.opening, self.carried

    def quoted(self, cue: Cue | None) -> str | None:
        """The words of a cue of this unit, or of the one it goes on from, on one line."""
        if cue is None:
            return None
        base = self.unit.span.start
        inside = base <= cue.span.start < self.unit.span.end
        return (
            " ".join(self.unit.text[cue.span.start - base : cue.span.end - base].split())
            if inside
            else cue.rule.name
        )

    def _behind(self, span: Span) -> Cue | None:
        """The cue that stands right behind a value and is tied to it: "N (replay)", "N for the live call"."""
        text, base = folded(self.unit.text), self.unit.span.start
        for cue in self.cues:
            gap = cue.span.start - span.end
            if self.opening == REPLAY and cue.rule is JOINING:
                continue
            if 0 <= gap <= _LONGEST_BEHIND and cue.says != REPLAYED:
                begin, end = span.end - base, cue.span.start - base
                words = text[begin:end]
                tied = _TIED.search(words) or text[cue.span.start - base :].startswith(("to ", "for "))
                if tied and _BEHIND.fullmatch(words) and not _LEADS_ON.match(text, cue.span.end - base):
                    return cue
        return None

    def _next(self, span: Span) -> Cue | None:
        """The first cue after a value that none precedes, where no clause begins between the two."""
        for cue in self.cues:
            if cue.span.start >= span.end:
                base = self.unit.span.start
                between = folded(self.unit.text)[span.end - base : cue.span.start - base]
                return None if _CLAUSE.search(between + " ") or cue.says == REPLAYED else cue
        return None

    @property
    def topic(self) -> str:
        """What the unit leaves to be spoken of: the replay, where its last clause is about one."""
        if not self.cues:
            return self.opening
        main = [cue for cue in self.cues if cue.says != REPLAYED]
        return _side(main[-1]) if main else self.opening


def _side(cue: Cue) -> str:
    return REPLAY if cue.says == REPLAYED else cue.says


def governed(units: Iterable[Unit]) -> tuple[Governed, ...]:
    """Each unit with its governing cues; one without words of its own goes on with the side before it."""
    found: list[Governed] = []
    columns: tuple[str, ...] = ()
    for unit in units:
        before = found[-1] if found else None
        cues = _cues(unit)
        if before is None or unit.paragraph != before.unit.paragraph or not unit.label:
            columns = ()
        cells = in_columns(unit, columns) if columns else ()
        columns = columns or columns_of(unit)
        opening, carried = _opening(before, unit, cues)
        headed = _is_headed(before, unit) and opening != LIVE
        if headed:  # what a line is about is told by the heading: "Dial-in: …" below "Replay"
            cues = tuple(cue for cue in cues if cue.rule is not LINE)
        governed = Governed(unit, opening, cues, cells, carried, headed=headed)
        found.append(replace(governed, given=_gives(governed) | _given_before(before, governed)))
    return tuple(found)


def _is_headed(before: Governed | None, unit: Unit) -> bool:
    """Whether a line stands below a heading or a lead-in, or below such a line."""
    if before is None or not unit.label:
        return False
    same = unit.paragraph == before.unit.paragraph
    return before.unit.opens_list or before.unit.heading or (before.headed and same)


def _given_before(before: Governed | None, governed: Governed) -> frozenset[str]:
    """What the units before have given of the same replay; another replay may be elsewhere on the web."""
    if before is None or LIVE in (before.topic, governed.topic):
        return frozenset()
    return before.given - {WEB} if governed.cues else before.given


def _gives(governed: Governed) -> frozenset[str]:
    """What the unit gives of the replay it is left to be about."""
    if governed.topic == LIVE:
        return frozenset()
    words, base = folded(governed.unit.text), governed.unit.span.start
    begin = governed.cues[-1].span.start - base if any(cue.says == LIVE for cue in governed.cues) else 0
    named = (name for name, pattern in _GIVEN.items() if pattern.search(words, begin if name != WEB else 0))
    return frozenset(named)


def _cues(unit: Unit) -> tuple[Cue, ...]:
    """The unit's governing cues in order."""
    words, base = folded(unit.text), unit.span.start
    kept: list[Cue] = []
    for cue in SIDES.find(words):
        if cue.says == NONE or (cue.rule is MISSED and not unit.heading and not _LATER.search(words)):
            continue
        if cue.says == LIVE and _is_over(words, cue):
            continue
        if cue.says == LIVE or cue.rule is WEBCAST_WITH_AN_END:
            last = kept[-1] if kept else None
            if last and _is_of(words, last, cue):
                continue
        kept.append(cue)
    if unit.label and not kept and (line := LINES.first(words)) and line.span.start == 0:
        kept.append(line)
    return tuple(Cue(Span(c.span.start + base, c.span.end + base), c.rule) for c in kept)


def _is_over(words: str, cue: Cue) -> bool:
    """Whether the live event is told of only as what is over: "after the live call"."""
    before = words[max(0, cue.span.start - 70) : _noun(words, cue)]
    return bool(_OVER.search(before))


def _noun(words: str, cue: Cue) -> int:
    """Where the event itself is named in a cue that begins with a verb: "to join the call"."""
    at = words.rfind(" the ", cue.span.start, cue.span.end)
    return max(cue.span.start, at + 1)


def _is_of(words: str, replay: Cue, live: Cue) -> bool:
    """Whether the live event is named only as what the replay is of."""
    if replay.says not in (REPLAY, REPLAYED, BOTH):
        return False
    if replay.rule is MISSED and _MISSES.fullmatch(words, replay.span.end, live.span.start):
        return True
    noun = _noun(words, live)
    gap = words[replay.span.end : noun]
    return len(gap) <= _LONGEST_OF and bool(_OF.fullmatch(gap))


def _opening(before: Governed | None, unit: Unit, cues: Sequence[Cue]) -> tuple[str, Cue | None]:
    """The side that holds before the unit's own words say any, and the cue it was carried from."""
    if unit.label and cues and cues[0].says != LIVE and _leads(unit, cues[0]):
        return _side(cues[0]), cues[0]  # "Toll-free (replay): …": a line is about one thing
    if before is None or before.topic == LIVE or not _goes_on(before, unit, cues):
        return LIVE, None
    return before.topic, before.cues[-1] if before.cues else before.carried


def _leads(unit: Unit, cue: Cue) -> bool:
    """Whether a word of a line stands before the line's value rather than after it."""
    return not _VALUE.search(unit.text[: cue.span.start - unit.span.start])


def _goes_on(before: Governed, unit: Unit, cues: Sequence[Cue]) -> bool:
    """Whether the unit goes on about the replay that the one before it named."""
    words, above = folded(unit.text), before.unit
    if _HOSTS.search(words) or any(_turns_back(unit, cue) for cue in cues[:1]) or _leads_anew(unit, cues):
        return False
    same = unit.paragraph == above.paragraph
    named = above.heading and any(cue.says == REPLAY for cue in before.cues)
    if above.opens_list or named or (before.headed and unit.label and same):
        return True
    if unit.label and above.label:
        return not cues and not before.cues  # the one above goes on itself
    if before.topic == BOTH or _is_given(before.given, words):
        return False
    if unit.label:
        return unit.paragraph - above.paragraph <= 1
    return same and bool(_GOES_ON.search(words)) and not _ABOUT_LIVE.search(words)


def _leads_anew(unit: Unit, cues: Sequence[Cue]) -> bool:
    """Whether a lead-in opens a list of its own without a word of the replay: "Access details:"."""
    several = len(unit.text.split()) > 1 and not any(map(str.isdigit, unit.text))
    return unit.opens_list and several and not any(cue.says != LIVE for cue in cues)


def _is_given(given: frozenset[str], words: str) -> bool:
    """Whether the words give a number or a code although the replay has its own, or is on the web alone."""
    number, code = (bool(_GIVEN[name].search(words)) for name in (NUMBER, CODE))
    if number:
        return NUMBER in given or WEB in given
    return code and (CODE in given or (WEB in given and NUMBER not in given))


def _turns_back(unit: Unit, cue: Cue) -> bool:
    """Whether a unit's first cue is the live event's, and no mere "… to access the call" behind a code."""
    if cue.says != LIVE or cue.rule is LINE:
        return False
    return cue.rule is not JOINING or _leads(unit, cue) or bool(_GIVEN[NUMBER].search(unit.text))
