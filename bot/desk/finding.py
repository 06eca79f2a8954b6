"""The passage of the right release that tells what no field holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.desk.kinds import DATE, FIGURES, PERSON, TIME, TREATED
from bot.desk.library_port import LibraryPort
from bot.desk.passages import Passage, Topic, passages_of, surest
from bot.desk.request import Request
from bot.desk.topics import Topics
from bot.desk.weights import Weights
from bot.model import Entry

_MOST_RELEASES = 4  # that are looked through
# Meanings of things that a field alone may tell: no sentence is shown in the place of a number or a link.
_HARD = frozenset(
    [
        "link",
        "webcast",
        "code",
        "dial",
        "email",
        "replay",
        "archive",
        "register",
        "website",
        "contact",
        "investor",
        "media",
        "listen",
    ]
)
# The same, unless a figure is wanted or further words say of what.
_SOFT = frozenset(["number", "call", "live", "join", "ticker", "watch"])
# Meanings that a field tells unless a figure, a date or a person is wanted of them.
_HELD = frozenset(["phase", "designation", "treat", "pipeline", "drug", "status", "granted"])


class PassageFinder:
    """Finds the passage that says best what a question is about."""

    def __init__(self, library: LibraryPort, topics: Topics, weights: Weights) -> None:
        self._library = library
        self.topics = topics
        self._weights = weights

    def ranked(
        self,
        request: Request,
        topics: Sequence[Topic],
        company_id: int,
        kind: str | None = None,
        only: Entry | None = None,
    ) -> list[Passage]:
        """The passages of the company's releases, or of the `only` one, on what is asked; best first."""
        wanted = kind or request.kind
        held = _HELD if wanted is None else frozenset[str]()
        free = wanted in FIGURES or (wanted in (DATE, TIME, PERSON) and request.parsed.rest)
        soft = frozenset[str]() if free else _SOFT
        hard = not (_HARD | held | soft).isdisjoint(request.parsed.meanings)
        if not topics or max(topic.weight for topic in topics) < 0.5 or (hard and not kind):
            return []
        keys = [word.key for word in request.parsed.words]
        which = request.parsed.which_call
        found: list[tuple[float, Passage]] = []
        for at, entry in enumerate((only,) if only else self._releases(request, topics, company_id)):
            if which.misses(entry):
                continue
            told = passages_of(entry, self._library.release(entry.id), topics, wanted, keys, self._weights)
            found += [(self._weights.newer * at - one.fit, one) for one in told]
        return [one for _, one in sorted(found, key=lambda pair: pair[0])]

    def find_for(self, request: Request, company_id: int, kind: str, only: Entry | None) -> Passage | None:
        """The passage that tells what a field of that kind would, were it stated."""
        without = ("treat",) if kind == TREATED else ()
        topics = self.topics.of(request.parsed, without) or self.topics.named(request.parsed)
        found = self._sure(self.ranked(request, topics, company_id, kind, only))
        return replace(found, also=None) if found else None

    def find_sure(
        self, request: Request, company_id: int, only: Entry | None, topics: Sequence[Topic] | None = None
    ) -> Passage | None:
        """The passage that says best what is asked about, where it is sure enough to be shown."""
        topics = self.topics.of(request.parsed) if topics is None else topics
        return self._sure(self.ranked(request, topics, company_id, None, only))

    def _sure(self, ranked: Sequence[Passage]) -> Passage | None:
        found = surest(ranked, self._weights)
        return found if found and found.sure >= self._weights.least_passage else None

    def _releases(self, request: Request, topics: Sequence[Topic], company_id: int) -> list[Entry]:
        """The releases to look through: of the time spoken of, with most of the topics, the newest first."""
        found = self._library.holding([topic.ways for topic in topics], company_id, 12)
        held = {h.entry.id: sum(topics[i].weight for i in h.topics) for h in found.holdings}
        known = {h.entry.id: h.entry for h in found.holdings}
        known |= {e.id: e for e in self._library.entries(company_id, _MOST_RELEASES)}
        which = request.parsed.which_call

        def rank(entry: Entry) -> tuple[int, float, str]:
            return which.told_by(entry), held.get(entry.id, 0.0), entry.published or ""

        return sorted(known.values(), key=rank, reverse=True)[:_MOST_RELEASES]
