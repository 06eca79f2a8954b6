"""Releases of invented companies, written down with the span of each value, and an empty library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.fields import Fields, declared
from bot.library.store import Store
from bot.model import Call, Candidate, Contact, Number, Release, Replay, Span, Stated, Ticker
from bot.reading.calls.titles import period_value
from tests.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
LEGAL_FORMS = ("inc", "corporation", "corp", "ltd", "plc", "company", "asa")

Write = Callable[..., Release]


@dataclass(slots=True)
class Writing:
    """A text that grows by the values it states."""

    text: str = ""

    def state(self, value: str | None, before: str = " ") -> Stated | None:
        if value is None:
            return None
        self.text += before
        start = len(self.text)
        self.text += value
        return Stated(value, Span(start, len(self.text)))

    def must(self, value: str, before: str = " ") -> Stated:
        stated = self.state(value, before)
        assert stated is not None
        return stated

    def numbers(self, numbers: Mapping[str, str]) -> tuple[Number, ...]:
        return tuple(
            Number(found := self.must(number), found, self.must(region)) for region, number in numbers.items()
        )

    def call(
        self,
        title: str | None = None,
        starts: str | None = None,
        dial_ins: Mapping[str, str] | None = None,
        access_code: str | None = None,
        webcast: str | None = None,
        replay_code: str | None = None,
        timezone: str | None = None,
        kind: str | None = None,
        status: str | None = None,
    ) -> Call:
        return Call(
            title=self.state(title),
            kind=self.state(kind),
            period=self.state(period_value(title or "")),
            status=self.state(status),
            starts=self.state(starts),
            timezone=self.state(timezone),
            dial_ins=self.numbers(dial_ins or {}),
            access_code=self.state(access_code),
            webcast=self.state(webcast),
            replay=Replay(access_code=self.state(replay_code)) if replay_code else None,
        )


def written(
    source: str = "a.txt",
    headline: str | None = "Novira to hold a call",
    company: str | None = "Novira Systems, Inc.",
    ticker: str | None = "NVRA",
    exchange: str = "NASDAQ",
    published: str | None = "2025-01-20",
    aliases: Sequence[str] = (),
    calls: Sequence[Mapping[str, object]] = (),
    candidates: Mapping[str, str] | None = None,
    investor: str | None = None,
    correction: str | None = None,
    body: str = "",
) -> Release:
    """A release that states just this."""
    to = Writing()
    marked = to.state(correction, "")
    stated = {"headline": to.state(headline, ""), "published": to.state(published, "\n")}
    stated["company"] = to.state(company)
    known = tuple(
        to.must(alias, " formerly known as " if alias.startswith("Old") else " or ") for alias in aliases
    )
    tickers = (Ticker(to.must(ticker), to.must(exchange)),) if ticker else ()
    found = tuple(to.call(**call) for call in calls)  # type: ignore[arg-type]  # the keywords of Writing.call
    drugs = tuple(
        Candidate(to.must(name, "\nIts "), to.must(stage, " is in "))
        for name, stage in (candidates or {}).items()
    )
    contacts = (Contact(name=to.must(investor), role=Stated("investor", Span(0, 1))),) if investor else ()
    return Release(
        source,
        to.text + "\n" + body,
        aliases=known,
        tickers=tickers,
        correction=marked,
        calls=found,
        candidates=drugs,
        contacts=contacts,
        **stated,
    )


@pytest.fixture
def write() -> Write:
    return written


@pytest.fixture(scope="session")
def fields() -> Fields:
    path = ROOT / "config" / "fields.yaml"
    return declared(read_yaml(path), str(path))


@pytest.fixture
def opened(tmp_path: Path, fields: Fields) -> Callable[[], Store]:
    """Opens the test's library; again and again where a test wants to."""
    return lambda: Store.open(tmp_path / "library.db", fields=fields, legal_forms=LEGAL_FORMS)


@pytest.fixture
def store(opened: Callable[[], Store]) -> Iterator[Store]:
    with opened() as store:
        yield store
