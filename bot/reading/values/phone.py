"""Telephone numbers: find them where digits are, normalise them to E.164.

What is found, and what tells it from other digits:
- numbers of the North American plan by their shape, "1 (844) 808-7106", "646.960.0677", "1-888-ENTER-ME";
- numbers with "+" or "00" and a country code, checked against the numbering plan of that country;
- numbers as dialled inside another country, "0800 279 7204 (UK)", where the country is named beside them.
A bare run of ten digits is a number only right after words that ask to dial it: a conference ID looks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from bot.lexicon import Lexicon
from bot.model import Number, Span, Stated
from bot.reading.patterns import late
from bot.reading.values.span_set import SpanSet

_SEP = r"[ \u00a0\u2009\u202f\n.\-‐‑‒–—/·]"
_NANP = late(
    rf"(?:(?<![\d+$€£=_#&%])(?:(?<![A-Z])|(?=\())(?<!\d[-.,:(])|(?<=[A-Z]{{2}}\s\d{{5}}))(?:\+{_SEP}?1{_SEP}{{0,2}}|(?:1|"
    rf"\(1\)){_SEP}{{1,2}}|1(?=\())?"
    rf"(?:\(({_SEP}?[2-9]\d{{2}}){_SEP}?\){_SEP}{{0,3}}|([2-9]\d{{2}}){_SEP}{{1,3}})"
    rf"([2-9]\d{{2}}){_SEP}{{1,3}}(\d{{4}})(?:(?!\d)(?![-–.,]\d|%)|(?=\d{{1,5}}\s[A-Z][a-z]))"
)
# Further lines of the same exchange: "(212) 555-0141/0142".
_OTHER_LINE = late(r"\s?/\s?(\d{4})(?![\d/-])|\s?/\s?(\d{4})(?=/)")
_GLUED_NANP = late(r"(?<![\d+A-Z])\+1([2-9]\d{9})(?!\d)")
_LETTERS = late(
    rf"(?<![\d+A-Za-z])(?:\+?1{_SEP})?\(?(8(?:00|33|44|55|66|77|88))\)?{_SEP}"
    rf"((?=[\dA-Z.\-–]{{0,9}}[A-Z]{{3}})[A-Z\d](?:[.\-–]?[A-Z\d]){{6,12}})(?![A-Za-z\d])"
)
_INTERNATIONAL = late(
    rf"(?:(?<![\d+])\+{_SEP}?|(?<![\d+\-.,/])(?:011{_SEP}|00{_SEP}?)(?=[2-9]))"
    rf"\(?[1-9]\d{{0,3}}\)?(?:{_SEP}{{0,2}}(?:\(0\)|\(?\d{{1,12}}\)?)){{1,7}}"
)
_LOCAL = late(
    rf"(?<![\d+A-Za-z$€£=_#&%])(?<!\d[-.,:])\(?\d{{1,5}}\)?(?:(?:{_SEP}{{1,2}}\(?|"
    rf"\s[/–-]\s|\()\d{{1,8}}\)?){{1,5}}(?!\d)"
)
# Ten digits and their like right behind a country: "Singapore: 8001012345".
_RUN = late(r"(?<=[\s:])\d{8,13}(?![\d.,%-]\d|\d)")
_BARE = late(r"(?<![\d+A-Za-z.,#=/-])1?[2-9]\d{2}[2-9]\d{6}(?![\d-])")
_BARE_ASKED = late(
    r"(?:\bdial(?:ing|led|-in)?|\bcall(?:ing)?|\btel(?:ephone)?|\bphone|\bfax|toll[- ]free|number)(?: at|"
    r" is| number)?[\s.:(]{0,3}\Z",
    re.IGNORECASE,
)
_CODE_ASKED = late(
    r"(?:\bID|\bcode|passcode|\bPIN|confirmation)(?: number| is| no\.?)?[\s:#(]{0,3}\Z", re.IGNORECASE
)
_ABROAD = late(r"^(?:011(?=\D)|00)")
_IN_LINK = late(r"(?:://|www\.)\S*$")
# A number that scraping glued to the end of a site: "www.firm.com212.555.0100".
_LINK_OVER = late(r"[a-z]\.(?:com|net|org|ca|co\.uk|io)\Z", re.IGNORECASE)
_GROUP = late(r"\d+")
_DIGIT = late(r"\d")
_FEWEST_DIGITS = 7  # of a number that is not spelt in letters
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LABEL_BEFORE = 48
_LABEL_AFTER = 32


class Phones:
    """Finds telephone numbers; the lexicon names the countries that releases label them with."""

    def __init__(self, lexicon: Lexicon) -> None:
        longest_first = sorted(lexicon.countries, key=len, reverse=True)
        names = "|".join(re.escape(name).replace("\\ ", r"\s") for name in longest_first)
        self._countries = lexicon.countries
        self._country = late(rf"(?<![A-Za-z])(?:{names})(?![A-Za-z])", re.IGNORECASE)

    def find(self, text: str, start: int, end: int, *, region: str = "US") -> tuple[Number, ...]:
        """The numbers of text[start:end] in order: E.164 value, and as written.

        A number's `region` is the ISO code of a country named right beside it, else None. `region` is the
        country whose own way of dialling is taken for granted; US stands for the North American plan.
        """
        found: dict[Span, Number] = {}
        taken = SpanSet()
        if len(_DIGIT.findall(text, start, end)) < _FEWEST_DIGITS:
            return tuple(self._labelled(text, start, end, list(_lettered(text, start, end))))
        for finder in (self._international, _north_american, _lettered, _bare, self._runs):
            found |= {n.written.span: n for n in finder(text, start, end) if taken.take(n.written.span)}
        for number in self._local(text, start, end, region, taken):
            for span in taken.overlapping(number.written.span):
                taken.release(span)
                del found[span]
            taken.take(number.written.span)
            found[number.written.span] = number
        numbers = sorted(found.values(), key=lambda number: number.written.span.start)
        return tuple(self._labelled(text, start, end, numbers))

    def _international(self, text: str, start: int, end: int) -> Iterator[Number]:
        for match in _INTERNATIONAL.finditer(text, start, end):
            if number := _longest_valid(text, match.start(), match.end()):
                yield number

    def _runs(self, text: str, start: int, end: int) -> Iterator[Number]:
        """Numbers written as one run of digits, which only the country before them tells from codes."""
        for match in _RUN.finditer(text, start, end):
            label = self._label(text, start, end, *match.span())
            if label is None or label.span.end > match.start():
                continue
            asked = _CODE_ASKED.search(text, max(start, label.span.start - 24), label.span.start)
            if not asked and (number := _valid(text, *match.span(), label.value)):
                yield number

    def _local(self, text: str, start: int, end: int, region: str, taken: SpanSet) -> Iterator[Number]:
        """Numbers dialled as at home, where the country is `region` or named beside them.

        One whose country is named goes before what looks like a number of North America.
        """
        floor, before = start, None
        for match in _LOCAL.finditer(text, start, end):
            span = Span(*match.span())
            label = self._label(text, start, end, span.start, span.end)
            if label is None and before and _OR.fullmatch(text, floor, span.start):
                label = before
            floor, before = span.end, label
            held = taken.overlapping(span)
            if any(label is None or text[other.start] in "+01" for other in held):
                continue
            home = label.value if label else region
            if label is None and home in ("US", "CA"):
                number = _without_plus(text, start, span)
            else:
                number = None if held and home in ("US", "CA") else _valid(text, span.start, span.end, home)
            if number:
                yield number

    def _labelled(self, text: str, start: int, end: int, numbers: list[Number]) -> Iterator[Number]:
        floor, before = start, None
        for i, number in enumerate(numbers):
            ceiling = numbers[i + 1].written.span.start if i + 1 < len(numbers) else end
            span = number.written.span
            label = self._label(text, floor, ceiling, span.start, span.end)
            if label is None and before and _OR.fullmatch(text, floor, span.start):
                label = before if _is_of(number, before.value) else None
            yield Number(number.number, number.written, label)
            floor, before = span.end, label

    def _label(self, text: str, floor: int, ceiling: int, start: int, end: int) -> Stated | None:
        """The country named right after the number in brackets, or before it in the same line."""
        after = text[end : min(ceiling, end + _LABEL_AFTER)]
        named = _LABELS_AFTER.match(after)
        if named and (match := self._country.match(after, named.end())):
            return self._stated(match, end)
        window = max(floor, start - _LABEL_BEFORE)
        window = max([window, *(line.end() for line in _NEW_LINE.finditer(text, window, start))])
        before = text[window:start]
        last = None
        for match in self._country.finditer(before):
            last = match if match.group() != "us" else last  # "call us at" names no country
        if last and _BESIDE.fullmatch(before[last.end() :]) and not _OUTSIDE.search(before[: last.start()]):
            return self._stated(last, window)
        return self._by_code(text, start, end, before, window) or self._behind(text, end, ceiling)

    def _behind(self, text: str, end: int, ceiling: int) -> Stated | None:
        """The country that ends the number's line: "+44 20 7946 0123,,5550# United Kingdom, London"."""
        if tapped := _TAPPED.match(text, end, ceiling):
            end = tapped.end()
        if not text[end : end + 1].isspace():
            return None
        match = self._country.match(text, end + 1, min(ceiling, end + _LABEL_AFTER))
        return self._stated(match, 0) if match and _LINE_ENDS.match(text, match.end()) else None

    @staticmethod
    def _by_code(text: str, start: int, end: int, before: str, offset: int) -> Stated | None:
        """The country as its two letters, "SE: +46 …", where they fit the number's country code."""
        code = _LETTER_CODE.search(before)
        if not code or text[start] != "+":
            return None
        prefix = str(_plans().country_code_for_region(_COMMON_CODES.get(code[1], code[1])))
        if prefix == "0" or not text[start:end].lstrip("+ (").startswith(prefix):
            return None
        span = Span(offset + code.start(1), offset + code.end(1))
        return Stated(_COMMON_CODES.get(code[1], code[1]), span)

    def _stated(self, match: re.Match[str], offset: int) -> Stated:
        span = Span(offset + match.start(), offset + match.end())
        return Stated(self._countries[" ".join(match.group().lower().split())], span)


# Between a country and its number: "UK toll-free: ", "Israel - Dial-in Number (local): ".
_BESIDE = late(
    r"(?:\s\(\d\)|[\s:|.,()\[\]*\-–—/]++|toll|free|local|dial|in|numbers?|lines?|participants?|callers?|phone|tel|"
    r"access|based|at|is|"
    r"please|should|can|may|standard|international|from|mobile|landline|audio|investors?|shareholders?|"
    r"residents?|"
    r"live|domestic|london|city|time){0,12}",
    re.IGNORECASE,
)


_LABELS_AFTER = late(r"\s?(?:[(\[–-]|(?:in|from)\s(?:the\s)?)\s?", re.IGNORECASE)
_OUTSIDE = late(r"\b(?:outside|non)(?:\s|-)(?:of\s)?(?:the\s)?$", re.IGNORECASE)
_NEW_LINE = late(r"(?<!dial)(?<!call)(?<! at)\n(?![a-z])")  # not one that wrapping put into a sentence
_LINE_ENDS = late(r"[^\S\n]{0,3}(?:,\s[A-Z][\w .'’-]{1,30})?(?:[\n(;]|\Z)")
# What one tap dials after the number: "+49 69 5550 1234,,88310277#".
_TAPPED = late(r",{1,4}\d{4,12}\#")
# What joins two numbers of one country: "UK: 0808 157 0110 or 020 7946 0111".
_OR = late(r",?\s?(?:or|/)\s?")
_ABROAD_ASKED = late(r"\b[Ii]nternational(?:\s[a-z-]{2,12}){0,2}\s?[:(]?\s?\Z")
_LETTER_CODE = late(r"(?<![A-Za-z])([A-Z]{2})\s?[:–-]?\s?$")
_COMMON_CODES = {"UK": "GB"}


def _number(text: str, start: int, end: int, e164: str) -> Number:
    span = Span(start, end)
    return Number(Stated(e164, span), Stated(" ".join(span.of(text).split()), span))


def _north_american(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _NANP.finditer(text, start, end):
        before = text[max(start, match.start() - 80) : match.start()]
        if _CODE_ASKED.search(before[-24:]) or (_IN_LINK.search(before) and not _LINK_OVER.search(before)):
            continue
        digits = "".join(_GROUP.findall("-".join(filter(None, match.groups()))))
        yield _number(text, match.start(), match.end(), f"+1{digits}")
        other = _OTHER_LINE.match(text, match.end(), end)
        while other:
            line = other.lastindex or 1
            yield _number(text, *other.span(line), f"+1{digits[:6]}{other[line]}")
            other = _OTHER_LINE.match(text, other.end(), end)
    for match in _GLUED_NANP.finditer(text, start, end):
        yield _number(text, match.start(), match.end(), f"+1{match.group(1)}")


def _lettered(text: str, start: int, end: int) -> Iterator[Number]:
    """Numbers spelt on the keypad; exchanges ignore what is dialled after the seventh key."""
    for match in _LETTERS.finditer(text, start, end):
        keys = re.sub(r"[^A-Z\d]", "", match.group(2)).translate(_KEYS)
        yield _number(text, match.start(), match.end(), f"+1{match.group(1)}{keys[:7]}")


def _bare(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _BARE.finditer(text, start, end):
        before = text[max(start, match.start() - 40) : match.start()]
        if _BARE_ASKED.search(before) and not _CODE_ASKED.search(before):
            yield _number(text, match.start(), match.end(), f"+1{match.group()[-10:]}")


def _longest_valid(text: str, start: int, end: int) -> Number | None:
    """The longest run of whole groups that is a number of its country's plan: an ID may follow it."""
    groups = list(_GROUP.finditer(text, start, end))
    for last in reversed(groups[-8:]):
        if number := _valid(text, start, last.end(), None):
            return number
    return None


def _lacks_trunk_digit(dialled: str, region: str | None) -> bool:
    """Whether a toll-free number of Israel is written without its "1": 809-123-456."""
    return region == "IL" and bool(_plans().is_valid_number(_plans().parse(f"1 {dialled}", region)))


def _without_plus(text: str, floor: int, span: Span) -> Number | None:
    """The number for callers from abroad whose "+" was left out: "International: 972-3-123-4567"."""
    if not _ABROAD_ASKED.search(text, max(floor, span.start - 40), span.start):
        return None
    digits = "".join(_GROUP.findall(text, span.start, span.end))
    valid = digits[0] != "1" and _dialled(f"+{digits}", None) is not None
    return _number(text, span.start, span.end, f"+{digits}") if valid else None


def _is_of(number: Number, country: str) -> bool:
    """Whether the number is one of the country; those of North America share a code and tell nothing."""
    code: int = _plans().country_code_for_region(country)
    return code > 1 and number.number.value.startswith(f"+{code}")


def _valid(text: str, start: int, end: int, region: str | None) -> Number | None:
    written = " ".join(text[start:end].split())
    if not 7 <= sum(c.isdigit() for c in written) <= 17:
        return None
    dialled = _ABROAD.sub("+", written) if region is None else written
    number = _dialled(dialled.replace("(0)", " "), region)
    return _number(text, start, end, number) if number else None


@lru_cache(maxsize=4096)
def _dialled(written: str, region: str | None) -> str | None:
    """The number as E.164, by the plans of the world's countries; None for none that can be dialled."""
    plans = _plans()
    try:
        parsed = plans.parse(written, region)
    except plans.NumberParseException:
        return None
    if not plans.is_valid_number(parsed) and not _lacks_trunk_digit(written, region):
        return None
    number: str = plans.format_number(parsed, plans.PhoneNumberFormat.E164)
    return number


@cache
def _plans() -> Any:
    """The numbering plans, imported with the first number: they take longer than reading most releases."""
    return import_module("phonenumbers")
