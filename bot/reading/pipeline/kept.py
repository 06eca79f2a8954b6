"""The sentences of a release worth reading for its pipeline.

Left out is what only sounds like news: forward-looking statements, risk factors, references, safety
information for prescribers, people's careers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Document, Span
from bot.reading.patterns import late
from bot.reading.prose import folded, paragraphs, sentences

# A release has a pipeline only where one of these stands; a release of any other trade costs a few searches.
_MEDICINE = (
    "clinical", "fda", "food and drug", "therap", "510(k)", "vaccine", "patients", "ce mark", "in-human",
    "medicines agency",
)  # fmt: skip
# "Phase 2" alone may be of a building.
_PHASES, _TRIALS = (
    ("phase 1", "phase 2", "phase 3", "phase i", "phase-"),
    ("trial", "study", "studies", "volunteer", "pharma", "biotech", "disease", "patient"),
)
# Adverts of law firms and market overviews speak of other companies' candidates; they say so at their head.
_ADVERTS = ("class action", "lead plaintiff", "law firm", "shareholder rights", "investors who purchased")
_OVERVIEWS = (
    "market size", "market research", "research report", "pipeline insight", "researchandmarkets",
    "stocks to watch", "players to watch",
)  # fmt: skip
# "Four small-cap biotechs to follow": of none by itself.
_OF_SEVERAL = late(
    r"\b(?:two|three|four|five|six|seven|eight|ten|\d{1,2}|top)\s(?:[\w-]+\s){0,3}"
    r"(?:stocks|companies|small-?caps|biotechs|players|innovators|firms|rising\sstars)\b"
)
_HEAD, _TITLE = 1500, 300

_SKIPPED_HEADING = late(
    r"[\s*_#>]*(?:cautionary|forward[- ‑]looking|safe harbou?r|references?\b|important safety"
    r"|indications? and usage|contraindications|warnings and|risk factors|notes?\b|disclaimers?"
    r"|use of non-gaap|no offer|participants in the|additional information|boxed warning|adverse reactions"
    r"|select(?:ed)? (?:important )?safety|important information|u\.?s\.? important|prescribing information"
    r"|legal notice).{0,80}$"
)
_NEW_PART = late(r"[\s*_#>]*(?:contacts?\b|media\b|investors?\b|conference call)")
_ABOUT = late(r"[\s*_#>]*about\s")
_FORWARD = (
    "looking statement", "looking information", "and uncertaint", "risk factors", "actual results",
    "no assurance", "no guarantee", "securities litigation",
)  # fmt: skip
# A sentence by itself: references and what prescribers are referred to.
_ASIDES = (
    " et al", "doi:", "doi.", "last accessed", "prescribing information", "safety information", "inducement",
    "appeared first on",
)  # fmt: skip
_CAREER = late(
    r"\b(?:prior to joining|(?:previously|most recently|has|she|he) served|joined from|career"
    r"|was instrumental|holds? an? (?:m\.?d|ph\.?d|b\.?s|mba|bachelor|master)"
    r"|received (?:his|her|an?) (?:m\.?d|ph\.?d|b\.?s|mba|bachelor|master)"
    r"|years of (?:\w+\s){0,3}experience|before that, (?:he|she)"
    r"|(?:dr\.|mr\.|ms\.|mrs\.|she|he)\s(?:\w+\s){0,3}(?:led|oversaw|held|joined|managed|spent|worked|earned)"
    r"|(?:he|she) (?:has been|is|was) (?:an? |the )?(?:\w+ ){0,2}(?:investigator|professor|director|member"
    r"|author|chair|president)"
    r"|where (?:he|she) (?:was|led|oversaw|held|managed))\b"
)
_BULLETS = ("•", "●", "-", "*", "–", "+", "o ", "▪", "·", "—")
# A whole page on one line: what stands before its caution is read.
_LONG_BEFORE = 1200
_SHORT_LINE = 120
_HEADING = 90


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph [start, end) that is read, the `number`th of the text."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence [start, end) of a part; a `heading` is a short line, no bullet, that does not end as one."""

    start: int
    end: int
    part: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """The parts of a text that are read, in order, and where each begins."""

    parts: tuple[Part, ...]
    starts: tuple[int, ...]

    def holds(self, at: int) -> bool:
        """Whether the character at this offset is in a part that is read."""
        after = bisect_right(self.starts, at)
        return after > 0 and at < self.parts[after - 1].end


@dataclass(frozen=True, slots=True)
class MedicalText:
    """A release that can state a pipeline: its text, the folded text and what of it is read."""

    text: str
    folded_text: str
    kept: Kept


def medical_text(document: Document) -> MedicalText | None:
    """What of a release is read for its pipeline; none of one of another trade."""
    folded_text = folded(document.text)
    if not _speaks_of_medicine(folded_text):
        return None
    return MedicalText(document.text, folded_text, _kept_parts(document.text, folded_text))


def _speaks_of_medicine(folded_text: str) -> bool:
    """Whether the folded text can state a pipeline of its issuer's at all."""
    if not _has(folded_text, _MEDICINE) and not (_has(folded_text, _PHASES) and _has(folded_text, _TRIALS)):
        return False
    title = folded_text[:_TITLE]
    return not (_has(folded_text[:_HEAD], _ADVERTS) or _has(title, _OVERVIEWS) or _OF_SEVERAL.search(title))


def _has(folded_text: str, words: tuple[str, ...]) -> bool:
    return any(word in folded_text for word in words)


def _kept_parts(text: str, folded_text: str) -> Kept:
    """The paragraphs to read."""
    parts = tuple(_kept(text, folded_text))
    return Kept(parts, tuple(part.start for part in parts))


def kept_sentences(text: str, folded_text: str, part: Part) -> list[Sentence]:
    """The sentences of a part, those about somebody's career and mere references left out."""
    asides = [cue for cue in _ASIDES if folded_text.find(cue, part.start, part.end) >= 0]
    return [
        Sentence(sentence.start, sentence.end, part.number, _is_heading(text, sentence))
        for sentence in sentences(text, Span(part.start, part.end))
        if not _CAREER.search(folded_text, sentence.start, sentence.end)
        and all(folded_text.find(cue, sentence.start, sentence.end) < 0 for cue in asides)
    ]


def _kept(text: str, folded_text: str) -> Iterator[Part]:
    forward = sorted(at for word in _FORWARD for at in _occurrences(folded_text, word))
    skipping = False
    for number, paragraph in enumerate(paragraphs(text)):
        short = paragraph.end - paragraph.start < _SHORT_LINE
        line = folded_text[paragraph.start : min(paragraph.end, paragraph.start + _SHORT_LINE)]
        if _SKIPPED_HEADING.match(line) and (short or "\n" not in line):
            skipping = True
        elif _ABOUT.match(line) or (short and _NEW_PART.match(line)):
            skipping = False
        first = bisect_left(forward, paragraph.start)
        end = forward[first] if first < bisect_left(forward, paragraph.end) else paragraph.end
        if not skipping and (end == paragraph.end or end - paragraph.start > _LONG_BEFORE):
            yield Part(paragraph.start, end, number)


def _occurrences(folded_text: str, word: str) -> Iterator[int]:
    at = folded_text.find(word)
    while at >= 0:
        yield at
        at = folded_text.find(word, at + len(word))


def _is_heading(text: str, sentence: Span) -> bool:
    if sentence.end - sentence.start >= _HEADING or text.startswith(_BULLETS, sentence.start):
        return False
    return not text[sentence.start : sentence.end].rstrip(" *_\n").endswith((".", "”", '"'))
