"""What a later release changed of what an earlier one of the same company states. Pure.

Only what both state is compared, and of calls only those that are one event. What one of them leaves out is
no change; a number more or less in a list is none either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from rapidfuzz import fuzz, utils

from bot.duplicates import likeness, sketch
from bot.fields import Fields
from bot.library.events import contradict, period_named, same_event, says_moved
from bot.model import Call, Fact, Release, Stated

CORRECTED_DAYS = 60  # how long after a release its correction may come
SAME_HEADLINE = 88.0  # likeness of a headline and the one that corrects it
SAME_TEXT = 0.3  # likeness of a text and the one that corrects it
COMPARED = frozenset({"moment", "phone", "code", "email"})
CORRECTED = COMPARED | {"link", "stage", "name"}  # a correction may mend these as well
NEVER = frozenset({"company.name", "release.published"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of an earlier release that a later one replaced; `pointer` is the earlier one's."""

    field: str
    pointer: str
    was: str
    now: str


def is_correction(earlier: Release, later: Release) -> bool:
    """Whether `later` is marked as a correction and gives the whole of `earlier` anew."""
    if later.correction is None or not _soon_after(earlier.published, later.published):
        return False
    headlines = [release.headline.value if release.headline else "" for release in (earlier, later)]
    if contradict(*map(period_named, headlines)):
        return False
    if likeness(sketch(earlier.text), sketch(later.text)) >= SAME_TEXT:
        return True
    headlines[1] = headlines[1].removeprefix(later.correction.value)
    return bool(fuzz.ratio(*headlines, processor=utils.default_process, score_cutoff=SAME_HEADLINE))


def differences(earlier: Release, later: Release, fields: Fields) -> tuple[Difference, ...]:
    """What `later` puts in the place of what `earlier` states; empty when they are about different things."""
    corrects = is_correction(earlier, later)
    pairs = same_calls(earlier, later)
    kinds = CORRECTED if corrects or says_moved(later) else COMPARED
    found: list[Difference] = []
    for field in fields:
        if field.kind not in kinds or field.id in NEVER:
            continue
        before = _by_place(field.facts(earlier))
        after = _by_place(field.facts(later))
        for (place, call, label), facts in before.items():
            if call is None and not corrects:
                continue
            now = after.get((place, None if call is None else pairs.get(call), label), [])
            found += _replaced(field.kind, facts, now)
    return tuple(found)


Place = tuple[str, int | None, str | None]


def _by_place(facts: Iterable[Fact]) -> dict[Place, list[Fact]]:
    """Facts by where in a record they lie (without list positions), the call's index, and the label."""
    found: defaultdict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        steps = fact.pointer.split("/")
        call = int(steps[2]) if steps[1] == "calls" else None
        place = ".".join(step for step in steps if not step.isdecimal())
        found[place, call, fact.label].append(fact)
    return found


def same_calls(earlier: Release, later: Release) -> dict[int, int]:
    """The earlier release's calls that the later one gives again, each with its index there.

    Those at one time pair off first, then those of likest title: a release may hold several calls of one day.
    """
    both = product(enumerate(earlier.calls), enumerate(later.calls))
    fits = [(_fit(a, b), i, j) for (i, a), (j, b) in both if same_event(a, b, earlier, later)]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(fits, key=lambda fit: (-fit[0], fit[1:])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _fit(before: Call, after: Call) -> float:
    """How surely two calls are one: 200 at one time, else by the likeness of their titles, 0 to 100."""
    if before.starts and after.starts and same_moment(before.starts.value, after.starts.value):
        return 200.0
    titles = (call.title.value if call.title else "" for call in (before, after))
    return fuzz.token_sort_ratio(*titles, processor=utils.default_process)


def _replaced(kind: str, before: list[Fact], after: list[Fact]) -> Iterator[Difference]:
    """The earlier values, where none of them is among the later ones."""
    if not after or any(_same(kind, one.value, other.value) for one in before for other in after):
        return
    for i, fact in enumerate(before):
        yield Difference(fact.field, fact.pointer, fact.value, after[min(i, len(after) - 1)].value)


def _same(kind: str, one: str, other: str) -> bool:
    if kind == "moment":
        return same_moment(one, other)
    if kind == "link":
        return _plain_link(one) == _plain_link(other)
    return one.casefold() == other.casefold()


def same_moment(one: str, other: str) -> bool:
    """Whether two moments are one, in whatever zones, or a day and a time on it."""
    if len(one) == 10 or len(other) == 10:
        return one[:10] == other[:10]
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except ValueError:
        return one == other


def _plain_link(link: str) -> str:
    return link.casefold().split("://")[-1].removeprefix("www.").rstrip("/")


def _soon_after(earlier: Stated | None, later: Stated | None) -> bool:
    """Whether a correction may come that long after; also where one of the days is not stated."""
    if earlier is None or later is None:
        return True
    try:
        days = (date.fromisoformat(later.value[:10]) - date.fromisoformat(earlier.value[:10])).days
    except ValueError:
        return False
    return 0 <= days <= CORRECTED_DAYS
