"""Sources and their polls, as programs and people read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.console.plain import counted

if TYPE_CHECKING:
    from bot.ledger.shapes import SourceState
    from bot.source_settings import SourceSettings
    from bot.sources.polling import Report


def report_record(report: Report) -> dict[str, Any]:
    """A poll as `fetch --json` prints it."""
    return {
        "source": report.source,
        "status": report.status,
        "new": report.new,
        "known": report.known,
        "partial": report.partial,
        "message": report.message,
        "next": _iso(report.next),
    }


def report_line(report: Report) -> str:
    """A poll in one line."""
    partial = f" ({report.partial:,} by the feed's own words only)" if report.partial else ""
    says = f" {report.message}" if report.message else ""
    next_poll = f"; next {_shown(report.next)}" if report.next else ""
    counts = f"{report.new:,} new{partial}, {report.known:,} known"
    return f"{report.source}: {report.status}, {counts}{next_poll}.{says}"


def source_record(source: SourceSettings, state: SourceState, arrived: int) -> dict[str, Any]:
    """A source as `sources --json` prints it."""
    return {
        "source": source.name,
        "kind": source.kind,
        "status": state.status,
        "message": state.message,
        "last_poll": _iso(state.polled),
        "next": _iso(state.next),
        "covered_from": _iso(state.covered_from),
        "covered_to": _iso(state.covered_to),
        "arrived": arrived,
    }


def source_lines(source: SourceSettings, state: SourceState, arrived: int) -> Iterator[str]:
    """A source in a few lines."""
    yield f"{source.name} ({source.kind}, {source.url})"
    if state.polled is None:
        yield "  not polled yet"
        return
    yield f"  polled {_shown(state.polled)}: {state.status}" + (f". {state.message}" if state.message else "")
    if state.covered_from and state.covered_to:
        yield f"  without a gap from {_shown(state.covered_from)} to {_shown(state.covered_to)}"
    yield f"  {counted(arrived, 'release')} arrived; next poll {_shown(state.next)}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _shown(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "as soon as it can be"
