"""What a chart of a pipeline shows: a bar for each candidate and indication, and what changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.limits import shortened
from bot.desk.library_port import fold
from bot.model import Candidate, Entry, Release

MOST_ROWS = 8  # bars that a phone shows well; the others are in the text
DESCRIPTION = 1024  # characters of an attachment's description
COLUMNS = ("Preclinical", "Phase 1", "Phase 2", "Phase 3", "Filed", "Approved")
# How far along the columns a stage reaches: into a phase for those in it, to its end for those done with it.
_REACHED = {
    "discovery": 0.4, "preclinical": 0.7, "ind": 1.0,
    "phase 1a": 1.35, "phase 1": 1.5, "phase 1b": 1.7, "phase 1/2": 2.15, "phase 1b/2": 2.3,
    "phase 2a": 2.35, "phase 2": 2.5, "phase 2b": 2.7, "phase 2/3": 3.2, "phase 3": 3.5,
    "filed": 4.6, "approved": 6.0, "marketed": 6.0,
}  # fmt: skip
DISCONTINUED = "discontinued"


@dataclass(frozen=True, slots=True)
class Row:
    """One bar. `name` is empty where the row above is of the same candidate.

    `before` is the stage an earlier release gave, where it was another; `new` whether none named it.
    """

    name: str
    indication: str
    stage: str
    before: str | None = None
    new: bool = False

    @property
    def reached(self) -> float:
        """How far along the columns it is, 0 to 6; what was given up ended where it had been."""
        return _REACHED.get(self.before or "" if self.stage == DISCONTINUED else self.stage, 0.0)

    @property
    def reached_before(self) -> float:
        """How far it was before; as far as now where that did not change."""
        return _REACHED.get(self.before or self.stage, 0.0)


@dataclass(frozen=True, slots=True)
class Chart:
    """A company's candidates as one release states them; days are dates such as "2031-05-12"."""

    company: str
    day: str | None
    since: str | None
    rows: tuple[Row, ...]
    more: int = 0

    @property
    def changed(self) -> bool:
        """Whether any row is marked."""
        return any(row.before or row.new for row in self.rows)

    @property
    def description(self) -> str:
        """The chart in words, for those who do not see it."""
        told = "; ".join(_told(*pair) for pair in _named(self.rows))
        more = f"; and {self.more} more" if self.more else ""
        return shortened(f"Pipeline of {self.company}: {told}{more}.", DESCRIPTION)


def chart_of(
    entry: Entry, release: Release, company: str, earlier: Sequence[tuple[Entry, Release]] = ()
) -> Chart | None:
    """The chart of a release's candidates, the most advanced first, beside the company's earlier releases.

    None where there is no candidate. `earlier` are those with candidates, the newest first.
    """
    before = [_stages(known) for _, known in earlier]
    groups = [[*_rows(candidate, before)] for candidate in release.candidates]
    rows = [row for group in sorted(groups, key=_advancement) for row in group]
    if not rows:
        return None
    since = earlier[0][0].published if earlier else None
    return Chart(company, entry.published, since, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))


def stage_name(stage: str) -> str:
    """A stage as a label.

    >>> stage_name("phase 1b/2"), stage_name("ind")
    ('Phase 1b/2', 'IND')
    """
    return "IND" if stage == "ind" else stage[:1].upper() + stage[1:]


def _rows(candidate: Candidate, before: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    """A row for each indication whose stage is its own, and one for what is stated of all the others."""
    keys = _keys(candidate)
    known = next((stages[key] for stages in before for key in keys if key in stages), None)
    own = {stated.indication.value: stated.stage.value for stated in candidate.stages}
    others = ", ".join(i.value for i in candidate.indications if i.value not in own)
    stage = candidate.stage.value
    listed = [*own.items()]
    if stage not in own.values() or not listed:
        listed.insert(0, (others, stage))
    listed.sort(key=lambda pair: -_REACHED.get(pair[1], -1.0))
    for i, (indication, reached) in enumerate(listed):
        whole = reached == stage and i == 0
        was = known if whole and known not in (None, stage) else None
        new = whole and bool(before) and known is None
        yield Row(candidate.name.value if i == 0 else "", indication, reached, was, new)


def _keys(candidate: Candidate) -> list[str]:
    return [fold(name.value) for name in (candidate.name, *candidate.aka)]


def _stages(release: Release) -> dict[str, str]:
    """The stage that a release gives each candidate, by all its folded names."""
    return {key: candidate.stage.value for candidate in release.candidates for key in _keys(candidate)}


def _advancement(rows: Sequence[Row]) -> float:
    return -max((_REACHED.get(row.stage, -1.0) for row in rows), default=0.0)


def _named(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    name = ""
    for row in rows:
        name = row.name or name
        yield name, row


def _told(name: str, row: Row) -> str:
    whom = f"{name} for {row.indication}" if row.indication else name
    was = f", before: {stage_name(row.before)}" if row.before else ", new" if row.new else ""
    return f"{whom}: {stage_name(row.stage)}{was}"
