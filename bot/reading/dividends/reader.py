"""The dividends of a release, put together from its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from bot.lexicon import Lexicon
from bot.model import Dividend, Document, Reason, Span, Stated
from bot.reading.dividends.amounts import Amount, Amounts, dollars
from bot.reading.dividends.dates import PAYABLE, RECORD, Dated, dates
from bot.reading.dividends.governing import governed, is_tentative
from bot.reading.dividends.kinds import Kinds
from bot.reading.dividends.rules import PAYOUT
from bot.reading.dividends.tables import schedule
from bot.reading.issuer import Issuer
from bot.reading.patterns import late
from bot.reading.prose import folded, paragraphs, sentences

# How every word for a dividend is found in small letters, and what is said of one that is announced.
_WORDS = ("dividend", "distribution", "capital return", "return of capital", "returns of capital")
_SAID = late(
    r"declar|propos|recommend|approv|authori|announc|resol|initiat|reinstat|maintain|confirm|affirm|pay|paid"
    r"|increas|rais|hik|reduc|doubl|lift|boost|lower|adjust|cut|receive|[:|]"
)
_DATED = late(r"of\srecord|record\sdate|payable|pay(?:ment)?\sdate|(?<![a-z])ex[\s-][der]")
_OF_A_MEETING = late(
    r"\b(?:vot(?:e|ing)|attend|proxy|proxies|rights?\s(?:issue|offering)|split)\b", re.IGNORECASE
)
_ALL = late(r"\b(?:dividends|distributions|both)\b", re.IGNORECASE)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FOR_MONTHS = late(
    rf"[^;.]{{0,60}}?\bfor\s(?:each\s)?(?:of\s)?(?:the\smonths?\sof\s)?(?P<months>{_MONTH}(?:(?:,?\sand\s|,\s){_MONTH})*)"
)
_OF_MONTH = late(rf"\b({_MONTH})\s(?:\d{{4}}\s)?(?:\w+\s){{0,2}}?{PAYOUT}")
_DIGIT = late(r"\d")
# How far the days of a dividend stand from its amount, in characters.
_REACH = 1500
# One paid longer ago than this is told as history.
_PAST = timedelta(days=31)
# Words for a dividend that others may call by its rhythm.
_WEAK = ("regular", "ordinary", "base")


@dataclass(slots=True)
class Draft:
    """A dividend in the making; `tentative` where only a day ahead makes it one."""

    amount: Stated
    currency: Stated | None
    kind: Stated | None
    end: int
    month: str | None = None
    tentative: bool = False
    days: dict[str, Stated] = field(default_factory=dict)

    def take(self, found: Iterable[Dated]) -> None:
        """Hold the days that are not known yet."""
        for dated in found:
            self.days.setdefault(dated.which, dated.day)

    def is_again(self, other: Draft) -> bool:
        """Whether the other tells of the same dividend."""
        kinds = {draft.kind.value for draft in (self, other) if draft.kind and draft.kind.value not in _WEAK}
        return (
            self.amount.value == other.amount.value
            and (not self.currency or not other.currency or self.currency.value == other.currency.value)
            and len(kinds) < 2
            and (self.month == other.month or not self.month or not other.month)
            and all(
                other.days[which].value == day.value
                for which, day in self.days.items()
                if which in other.days
            )
        )

    def merge(self, other: Draft) -> None:
        """Take from the other what is not known yet."""
        self.currency = self.currency or other.currency
        self.month = self.month or other.month
        if other.kind and (self.kind is None or self.kind.value in _WEAK):
            self.kind = other.kind
        self.tentative = self.tentative and other.tentative
        self.days = other.days | self.days


class DividendsReader:
    """Reads the dividends and distributions that the issuer itself declares or proposes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._amounts = Amounts(lexicon.currencies)
        self._kinds = Kinds(lexicon.dividend_kinds)

    def read(self, document: Document, issuer: Issuer) -> tuple[Dividend, ...]:
        """The dividends in the text's order; what the release does not say of one is None."""
        small = folded(document.text)
        talks = sorted(at for word in _WORDS for at in _places(small, word))
        if not talks:
            return ()
        return _Reading(document.text, small, talks, issuer, self._amounts, self._kinds).dividends()


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


class _Reading:
    """One reading of one text, from its first paragraph to its last."""

    def __init__(
        self, text: str, folded_text: str, talks: list[int], issuer: Issuer, amounts: Amounts, kinds: Kinds
    ) -> None:
        self._text, self._folded, self._places = text, folded_text, talks
        self._issuer, self._amounts, self._kinds = issuer, amounts, kinds
        self._published = date.fromisoformat(issuer.published.value[:10]) if issuer.published else None
        self._day_first = issuer.country not in (None, "US", "CA")
        self._drafts: list[Draft] = []
        self._waiting: list[Dated] = []  # days that stand above their amount
        self._named: Stated | None = None  # the kind of a dividend whose amount a label gives below

    @cached_property
    def _dollars(self) -> str | None:
        return dollars(self._text, self._issuer)

    def dividends(self) -> tuple[Dividend, ...]:
        reach = 0
        for paragraph in paragraphs(self._text):
            if self._talks(paragraph.start, paragraph.end):
                reach = paragraph.end + _REACH
            if paragraph.start < reach:
                self._paragraph(paragraph)
        return tuple(map(_dividend, self._finished()))

    def _talks(self, start: int, end: int) -> bool:
        """Whether text[start:end] speaks of dividends."""
        at = bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] < end

    def _paragraph(self, paragraph: Span) -> None:
        if self._folded.count("date", paragraph.start, paragraph.end) > 1:
            self._schedule(paragraph)
        if not _DIGIT.search(self._text, paragraph.start, paragraph.end):
            return
        kind = self._named if self._named and paragraph.start - self._named.span.end < _REACH else None
        for sentence in sentences(self._text, paragraph):
            words = sentence.of(self._folded)
            talks = self._talks(sentence.start, sentence.end) or words.lstrip("-*•| ").startswith("amount")
            if talks and _SAID.search(words):
                self._sentence(sentence, words, kind)
                kind = self._kinds.find(self._text, sentence.start, sentence.end) or kind
                self._named = None if self._drafts else kind
            elif _DATED.search(words) and not _OF_A_MEETING.search(words):
                self._attach(sentence, self._dates(sentence))

    def _schedule(self, paragraph: Span) -> None:
        rows = schedule(self._text, paragraph, self._amounts, self._published, day_first=self._day_first)
        for row in rows:
            kind = self._kinds.find(self._text, row.lead.start, row.lead.end)
            self._add(row.amount, kind, Reason("dividend.schedule")).take(row.dates)

    def _dates(self, sentence: Span) -> tuple[Dated, ...]:
        return dates(self._text, sentence, self._published, day_first=self._day_first)

    def _sentence(self, sentence: Span, words: str, kind: Stated | None) -> None:
        """Read a sentence that speaks of dividends; `kind` is what those before it are called."""
        found = self._dates(sentence)
        amounts = list(self._amounts.find(self._text, sentence.start, sentence.end))
        dated = any(each.which in (RECORD, PAYABLE) for each in found)
        given = governed(self._text, sentence, amounts, dated=dated)
        added: list[Draft] = []
        for i, reason in given.items():
            floor = amounts[i - 1].span.end if i else sentence.start
            ceiling = amounts[i + 1].span.start if i + 1 < len(amounts) else sentence.end
            if added and not self._talks(floor, amounts[i].span.start):
                kind = added[
                    -1
                ].kind  # "quarterly dividends of $0.25 per common and $0.34 per preferred share"
            draft = self._add(amounts[i], self._kind(floor, amounts[i], ceiling) or kind, reason)
            draft.tentative = not dated and is_tentative(self._text, sentence, amounts, i)
            added += [draft, *self._months(draft, ceiling)]
        if added:
            _share_out(found, added)
            added[0].take(each for each in self._waiting if added[0].end - each.day.span.end < _REACH)
            self._waiting = []
        elif not _OF_A_MEETING.search(words):
            self._attach(sentence, found)

    def _kind(self, floor: int, amount: Amount, ceiling: int) -> Stated | None:
        """The kind named between the amount before and this one, else right behind it."""
        before = self._kinds.find(self._text, floor, amount.span.start)
        return before or self._kinds.find(self._text, amount.span.end, min(ceiling, amount.span.end + 90))

    def _add(self, amount: Amount, kind: Stated | None, reason: Reason) -> Draft:
        currency = amount.currency or (self._dollars if amount.named else None)
        draft = Draft(
            Stated(amount.value, amount.span, reason),
            Stated(currency, amount.named, reason) if currency and amount.named else None,
            kind,
            amount.span.end,
        )
        self._drafts.append(draft)
        return draft

    def _months(self, draft: Draft, ceiling: int) -> list[Draft]:
        """ "$0.25 for each of January and February": the draft is the first month's; those of the others."""
        named = _FOR_MONTHS.match(self._text, draft.end, ceiling)
        months = re.findall(_MONTH, named["months"]) if named else []
        if not months:
            return []
        draft.month = months[0]
        others = [
            Draft(draft.amount, draft.currency, draft.kind, draft.end, month, draft.tentative)
            for month in months[1:]
        ]
        self._drafts += others
        return others

    def _attach(self, sentence: Span, found: Sequence[Dated]) -> None:
        """Give days that stand apart from an amount to the dividends they are of."""
        words = sentence.of(self._text)
        near = [draft for draft in self._drafts if found and found[0].day.span.start - draft.end < _REACH]
        of_month = {match[1] for match in _OF_MONTH.finditer(words)}
        months = [draft for draft in near if draft.month in of_month]
        if months:
            months[0].take(found)
        elif near:
            for draft in near if _ALL.search(words) else near[-1:]:
                draft.take(found)
        else:
            self._waiting += found

    def _finished(self) -> list[Draft]:
        """The drafts, those of one dividend together, without what turns out to be none."""
        kept: list[Draft] = []
        drafts = [draft for draft in self._drafts if not self._is_history(draft)]
        for draft in sorted(drafts, key=lambda draft: not draft.days):  # the ones with days first
            again = next((other for other in kept if other.is_again(draft)), None)
            if again:
                again.merge(draft)
            else:
                kept.append(draft)
        kept.sort(key=lambda draft: (draft.amount.span.start, draft.days.get(PAYABLE, draft.amount).value))
        headline = self._issuer.headline
        if len(kept) == 1 and headline and (kept[0].kind is None or kept[0].kind.value in _WEAK):
            kept[0].kind = (
                self._kinds.find(self._text, headline.span.start, headline.span.end) or kept[0].kind
            )
        return kept

    def _is_history(self, draft: Draft) -> bool:
        paid = draft.days.get(PAYABLE) or draft.days.get(RECORD)
        if paid is None:
            return draft.tentative
        return self._published is not None and date.fromisoformat(paid.value) < self._published - _PAST


def _share_out(found: Sequence[Dated], added: Sequence[Draft]) -> None:
    """Each draft takes the days between its amount and the next, else those of the drafts around it."""
    starts = [0, *(draft.amount.span.start for draft in added[1:])]
    for dated in found:
        added[bisect_right(starts, dated.day.span.start) - 1].take([dated])
    for draft, following in reversed([*pairwise(added)]):
        draft.days = draft.days or dict(following.days)
    for before, draft in pairwise(added):
        if draft.month is None:
            draft.days = draft.days or dict(before.days)


def _dividend(draft: Draft) -> Dividend:
    return Dividend(amount=draft.amount, currency=draft.currency, kind=draft.kind, **draft.days)
