"""Answers from what a release states once: ticker, website, headline, date; and passages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.answering import Asked, answered, not_stated
from bot.desk.library_port import LibraryPort, fold
from bot.model import Answer, Entry, Fact

_MOST_LOOKED_AT = 8
_STEM = 4  # letters that words of one stem share: "pricing" and "priced"


class PlainAnswers:
    """Answers for fields that lie in the release itself."""

    def __init__(self, library: LibraryPort) -> None:
        self._library = library

    def of(self, asked: Asked) -> Answer:
        """What the release that is meant says; for what does not change, the newest that says it."""
        newest = self._library.entries(asked.company_id, _MOST_LOOKED_AT)
        stating = list(self._library.stating(asked.company_id, asked.field.id, _MOST_LOOKED_AT))
        if asked.field.id.startswith("release."):
            meant = _described(newest, asked)
            stating = [entry for entry in stating if meant and entry.id == meant.id]
            newest = [meant] if meant else []
        if not stating:
            return not_stated(asked, newest[0] if newest else None)
        release = self._library.release(stating[0].id)
        facts = {fact.value: fact for fact in reversed([*asked.field.facts(release)])}
        return answered(asked, stating[0], release, _listed_there([*facts.values()][::-1], asked))


def _described(entries: Sequence[Entry], asked: Asked) -> Entry | None:
    """The release of the month named, whose headline has most of the question's words; else the newest."""
    if not entries:
        return None
    wanted = {word[:_STEM] for word in asked.rest if len(word) >= _STEM}
    if asked.which_call.results:
        wanted |= {"resu", "quar"}

    def likeness(entry: Entry) -> tuple[bool, int]:
        month = (entry.published or "")[5:7]
        stems = {word[:_STEM] for word in fold(entry.headline or "").split()}
        return month == f"{asked.which_call.month or 0:02d}", len(wanted & stems)

    return max(entries, key=likeness)


def _listed_there(facts: list[Fact], asked: Asked) -> list[Fact]:
    """Of symbols those of the exchange that the question names, where it names one."""
    if asked.field.kind != "ticker":
        return facts
    there = [f for f in facts if any(fold(f.label or "").startswith(w) for w in asked.words if len(w) > 2)]
    return there or facts
