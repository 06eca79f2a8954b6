"""Who speaks on a call: people named with their titles where a sentence says who hosts or presents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.lexicon import Lexicon
from bot.model import Reason, Span, Speaker, Stated
from bot.reading.calls.units import Unit
from bot.reading.patterns import late
from bot.reading.prose import folded
from bot.reading.values.person import has_person_shape

_SPEAKS = late(
    r"""\b(?:host(?:s|ed|ing)?|lead(?:s|ing)?|led|present(?:s|ed|ing)?|speak(?:s|ers?|ing)?|joined|represented|deliver\w*
    |participa(?:te|ting|nts)|moderat\w+|discuss(?:es|ing)?|conduct(?:s|ed)?|held|hold|features?|featuring|answer\w*
    |presenters?|panelists?|representatives?|attending|take\spart|fireside|with|by|review|provide|describe|explain|will\s(?:give|take|be\son))\b""",
    re.VERBOSE,
)
# Told by somebody rather than told of him; a name in quotation marks, ("the Company"), is no quotation.
_SAID = late(r"[\"“][^\"“”]{25,}|\b(?:said|stated|commented|added)\b")
_LISTED = late(
    r"""^\W{0,8}(?:\d\.\s)?(?:speakers?|presenters?|panelists?|representatives?|management|hosts?|participants\sfrom\s[\w\s]{3,30}|company\sparticipants)
    \s?:[^\n]{4,400}(?:\n(?:M[rs]s?|Dr|Capt)\.?\s[^\n]{4,160}){0,6}""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_NAME = late(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?(?P<name>[A-ZÀ-Þ][\w’'‐-]+(?:\s(?:[A-Z]\.(?:\s?[A-Z]\.)?|(?:van|von|de|der|den|ten|bin|al|el|la|du|da)))*"
    r"(?:\s[A-ZÀ-Þ][\w’'‐-]+){1,2})(?:,?\s(?:Ph\.?D|M\.?D|CFA|CPA|MBA|Jr|Sr)\.?)*"
)
_WORD = late(r"[\s,&/(]*(?P<word>[A-Za-z][\w’'‐-]*|&)")
_TITLE_AFTER = late(
    r"\s?(?:,|\(|–|-|\s{3,}|\t|:)\s?(?:(?:the\s)?(?:our|its|his|(?:company|group|bank)['’]s)\s)?"
)
_BETWEEN = frozenset({"", ",", "/", "&", "Dr", "Mr", "Ms", "Mrs", "Prof", ", Dr"})
_JOINS = frozenset({"and", "of", "&", "the", "for"})
_MOST_WORDS = 14  # of a title
_MOST = 12  # speakers of one call


class Speakers:
    """Finds the speakers that units name; the words of titles come from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._titles = frozenset(lexicon.titles)
        self._beside = frozenset(lexicon.title_words)
        self._firms = frozenset(lexicon.organizations)

    def of(self, text: str, units: Iterable[Unit]) -> tuple[Speaker, ...]:
        """The people with their titles, in order, each once."""
        found: dict[str, Speaker] = {}
        for unit in units:
            words = folded(unit.text)
            if _SPEAKS.search(words) and not _SAID.search(words):
                for speaker in self._named(text, unit.span):
                    found.setdefault(speaker.name.value, speaker)
        return tuple(found.values())[:_MOST]

    def listed(self, text: str) -> tuple[Speaker, ...]:
        """Those of a line that lists them, wherever it stands: "Presenters: Ann Field, CEO"."""
        lines = (Span(*line.span()) for line in _LISTED.finditer(text))
        return tuple(speaker for line in lines for speaker in self._named(text, line))[:_MOST]

    def _named(self, text: str, span: Span) -> Iterator[Speaker]:
        floor, at = span.start, span.start
        while match := _NAME.search(text, at, span.end):
            at = match.start() + 1
            if text[match.start() - 1].isalnum() if match.start() > floor else False:
                continue
            name = self._name(match)
            if name is None:
                continue
            title = self._before(text, floor, name.start) or self._after(text, match.end(), span.end)
            if title is None:
                continue
            at = floor = max(name.end, title.end)
            reason = Reason("speaker")
            yield Speaker(
                Stated(" ".join(name.of(text).split()), name, reason),
                Stated(" ".join(title.of(text).split()), title, reason),
            )

    def _name(self, match: re.Match[str]) -> Span | None:
        """The person's name, without the words of a title before it; None where it is none."""
        start, end = match.span("name")
        words = match["name"].split()
        while words and self._fits(words[0]):
            start += (
                len(words[0])
                + len(match.string[start + len(words[0]) :])
                - len(match.string[start + len(words[0]) :].lstrip())
            )
            words = words[1:]
        while words and self._is_title(words[-1]):
            end = start + match.string[start:end].rstrip().rfind(words[-1])
            words = words[:-1]
        end = start + len(match.string[start:end].rstrip())
        if len(words) < 2 or any(word.lower() in self._firms for word in words):
            return None
        return Span(start, end) if has_person_shape(match.string[start:end]) else None

    def _after(self, text: str, at: int, end: int) -> Span | None:
        """The title right behind a name: ", Chief Executive Officer", " (CFO)"."""
        lead = _TITLE_AFTER.match(text, at, end)
        return self._run(text, lead.end(), end) if lead else None

    def _before(self, text: str, floor: int, at: int) -> Span | None:
        """The title right before a name: "Chief Executive Officer Jane Doe"."""
        words = list(re.finditer(r"[A-Za-z&][\w’'‐-]*", text[floor:at]))
        begin = None
        for word in reversed(words[-_MOST_WORDS:]):
            between = text[floor + word.end() : begin if begin is not None else at]
            if between.strip(" .") not in _BETWEEN or not (
                self._fits(word[0]) or word[0] in ("and", "of", "&")
            ):
                break
            begin = floor + word.start()
        if begin is None:
            return None
        return self._run(text, begin, at)

    def _run(self, text: str, at: int, end: int) -> Span | None:
        """The longest run of a title's words from `at` on that holds a title itself."""
        last, begin, titled = at, None, False
        for _ in range(_MOST_WORDS):
            word = _WORD.match(text, last, end)
            if not word or ("," in word[0] and titled and not self._is_title(word["word"])):
                break
            if not self._fits(word["word"]) and word["word"] not in _JOINS:
                break
            if begin is None and word["word"] in _JOINS:
                last = word.end()
                continue
            if begin is None:
                begin = word.start("word")
            titled = titled or self._is_title(word["word"])
            last = word.end()
        if begin is None or not titled:
            return None
        words = text[begin:last]
        while (bare := words.rsplit(None, 1)) and len(bare) > 1 and bare[1] in _JOINS:
            words = bare[0].rstrip(" ,&/(")
        return Span(begin, begin + len(words))

    def _is_title(self, word: str) -> bool:
        return word.lower().removeprefix("co-").rstrip("’'s") in self._titles or word.lower() in self._titles

    def _fits(self, word: str) -> bool:
        return self._is_title(word) or word.lower() in self._beside
