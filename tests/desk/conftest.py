"""A library in memory and a small world of invented companies to ask about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from bot.desk.desk import Desk
from bot.desk.library_port import Change, Found, Holding, Name, Upcoming, fold
from bot.desk.weights import Weights, weights_from
from bot.fields import Fields, declared
from bot.lexicon import Lexicon, lexicon_from
from bot.model import (
    Call,
    Candidate,
    Contact,
    Entry,
    Number,
    Questions,
    Release,
    Replay,
    Span,
    Stated,
    Ticker,
)
from bot.reading.calls.periods import period_value
from tests.yaml_files import read_yaml

CONFIG = Path(__file__).parents[2] / "config"
NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
LEGAL = ("inc", "ltd", "plc", "corporation", "corp", "company", "co")


class Paper:
    """A release being written: what is said is part of the text, and stated."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, words: str) -> None:
        """Words that state nothing."""
        self.text += words

    def say(self, value: str, words: str | None = None) -> Stated:
        """Words (the value itself, unless given) that state the value."""
        start = len(self.text)
        self.text += value if words is None else words
        stated = Stated(value, Span(start, len(self.text)))
        self.text += " "
        return stated

    def number(self, e164: str, written: str, region: str | None = None) -> Number:
        """A telephone number, for callers of a region."""
        number = self.say(e164, written)
        return Number(
            number, Stated(written, number.span), self.say(region, f"({region})") if region else None
        )


@dataclass
class Memory:
    """Releases in memory, behind the interface that the desk asks."""

    fields: Fields
    kept: dict[str, Release] = field(default_factory=dict)
    listed: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    changed: list[Change] = field(default_factory=list)

    def add(self, release: Release, former: Sequence[str] = ()) -> Entry:
        """Keep a release; its company is known by its name, short forms, tickers and candidates."""
        company = release.company.value if release.company else release.source
        ids = {entry.company: entry.company_id for entry in self.listed.values()}
        company_id = ids.get(company, len(set(ids)) + 1) or 0
        entry = Entry(
            id=release.source,
            source=release.source,
            company_id=company_id,
            company=company,
            headline=release.headline.value if release.headline else None,
            published=release.published.value if release.published else None,
            sources=(release.source,),
        )
        self.kept[entry.id], self.listed[entry.id] = release, entry
        for kind, text in self._names(release, company, former):
            self._know(kind, text, company_id, company)
        return entry

    def _names(self, release: Release, company: str, former: Sequence[str]) -> list[tuple[str, str]]:
        bare = [word for word in fold(company).split() if word not in LEGAL]
        return [
            ("company", company),
            ("short", " ".join(bare)),
            *(("short", alias.value) for alias in release.aliases),
            *(("former", name) for name in former),
            *(("ticker", ticker.symbol.value) for ticker in release.tickers),
            *(("candidate", s.value) for c in release.candidates for s in (c.name, *c.aka)),
        ]

    def _know(self, kind: str, text: str, company_id: int, company: str) -> None:
        key = fold(text)
        if not any(n.company_id == company_id for n in self.names[key]):
            self.names[key].append(Name(text, key, kind, company_id, company))

    def named(self, key: str) -> Sequence[Name]:
        return self.names.get(key, [])

    def alike(self, phrase: str, limit: int = 8) -> Sequence[Name]:
        found = process.extract(
            phrase,
            list(self.names),
            scorer=fuzz.token_set_ratio,
            processor=fold,
            score_cutoff=50,
            limit=limit,
        )
        apart = [
            hit
            for word in phrase.split()
            for hit in process.extract(
                word,
                list(self.names),
                scorer=fuzz.partial_ratio,
                processor=fold,
                score_cutoff=70,
                limit=limit,
            )
        ]
        keys = dict.fromkeys(key for key, _, _ in [*found, *apart])
        return [
            replace(n, score=fuzz.ratio(phrase, n.key, processor=fold)) for k in keys for n in self.names[k]
        ]

    def beginning(self, prefix: str, limit: int = 25) -> Sequence[Name]:
        key = fold(prefix)
        return [n for k, names in self.names.items() if k.startswith(key) for n in names][:limit]

    def entries(self, company_id: int, limit: int = 50) -> Sequence[Entry]:
        own = [e for e in self.listed.values() if e.company_id == company_id and not e.superseded_by]
        return sorted(own, key=lambda e: e.published or "", reverse=True)[:limit]

    def stating(self, company_id: int, field: str, limit: int = 8) -> Sequence[Entry]:
        wanted = self.fields[field]
        own = self.entries(company_id)
        return [e for e in own if next(iter(wanted.facts(self.kept[e.id])), None)][:limit]

    def release(self, id: str) -> Release:
        return self.kept[id]

    def entry(self, id: str) -> Entry:
        return self.listed[id]

    def changes(self, id: str) -> Sequence[Change]:
        return [change for change in self.changed if change.later.id == id]

    def upcoming(self, earliest: datetime, latest: datetime, limit: int = 25) -> Sequence[Upcoming]:
        found = []
        for entry in self.listed.values():
            for at, call in enumerate(self.kept[entry.id].calls):
                if call.starts and earliest <= datetime.fromisoformat(call.starts.value) < latest:
                    found.append(Upcoming(entry, at, call.starts.value, call.title and call.title.value))
        return sorted(found, key=lambda call: datetime.fromisoformat(call.starts))[:limit]

    def newest(self, limit: int = 10) -> Sequence[Entry]:
        return sorted(self.listed.values(), key=lambda e: e.published or "", reverse=True)[:limit]

    def holding(
        self, topics: Sequence[Sequence[str]], company_id: int | None = None, limit: int = 8
    ) -> Found:
        held = {}
        for entry in self.listed.values():
            text = f" {fold((entry.headline or '') + ' ' + self.kept[entry.id].text)} "
            if company_id in (None, entry.company_id):
                ways = [
                    any(f" {fold(way).removesuffix('s')}{end} " in text for way in topic for end in ("", "s"))
                    for topic in topics
                ]
                held[entry.id] = frozenset(at for at, found in enumerate(ways) if found)
        best = sorted((id for id in held if held[id]), key=lambda id: -len(held[id]))[:limit]
        spread = tuple(sum(at in found for found in held.values()) for at in range(len(topics)))
        return Found(tuple(Holding(self.listed[id], held[id]) for id in best), spread)


def norvane_results() -> Release:
    """Last quarter's notice: its number and code must not answer for this quarter's call."""
    paper = Paper()
    headline = paper.say("Norvane Therapeutics to Report Fourth Quarter 2025 Results")
    paper.write("\n\nBOSTON, ")
    published = paper.say("2026-02-24", "February 24, 2026")
    company = paper.say("Norvane Therapeutics, Inc.")
    paper.write("will hold its ")
    title = paper.say("Fourth quarter 2025 results call", "fourth quarter 2025 results call")
    starts = paper.say("2026-03-03T08:30:00-05:00", "on March 3 at 8:30 a.m. ET.")
    paper.write("Dial ")
    numbers = (paper.number("+18005550131", "800-555-0131"),)
    paper.write("with passcode ")
    code = paper.say("7700114")
    paper.write(". A replay stays until ")
    until = paper.say("2026-03-10", "March 10")
    paper.write("at ")
    again = (paper.number("+18005550132", "800-555-0132"),)
    call = Call(
        title=title,
        starts=starts,
        timezone=Stated("America/New_York", starts.span),
        dial_ins=numbers,
        access_code=code,
        replay=Replay(dial_ins=again, until=until),
    )
    return Release("norvane-q4", paper.text, headline, company, published=published, calls=(call,))


def norvane() -> Release:
    """A biotech's notice of its first-quarter call: a replay code, none for the live call."""
    paper = Paper()
    headline = paper.say("Norvane Therapeutics to Discuss First Quarter 2026 Results")
    paper.write("\n\nBOSTON, ")
    published = paper.say("2026-05-04", "May 4, 2026")
    company = paper.say("Norvane Therapeutics, Inc.")
    ticker = Ticker(paper.say("NRVN"), Stated("NASDAQ", Span(0, 1)))
    paper.write("will hold its ")
    title = paper.say("First quarter 2026 results call", "first quarter 2026 results call")
    starts = paper.say("2026-05-14T17:00:00-04:00", "on May 14 at 5:00 p.m. ET.")
    paper.write("Listeners may dial ")
    live = (
        paper.number("+18885550142", "888-555-0142", "domestic"),
        paper.number("+19735550117", "973-555-0117", "international"),
    )
    paper.write(". For a replay, up until ")
    until = paper.say("2026-05-21", "May 21")
    paper.write(", dial ")
    again = (
        paper.number("+18555550114", "855-555-0114", "domestic"),
        paper.number("+14045550123", "404-555-0123", "international"),
    )
    paper.write("and enter ")
    code = paper.say("45550764")
    paper.write(". The call is streamed at ")
    site = paper.say("www.norvane.example")
    paper.write(". Questions go to ")
    mail = paper.say("ask@norvane.example")
    deadline = paper.say("2026-05-14T12:00:00-04:00", "until noon on May 14.")
    call = Call(
        title=title,
        starts=starts,
        timezone=Stated("America/New_York", starts.span),
        dial_ins=live,
        webcast=site,
        replay=Replay(dial_ins=again, access_code=code, until=until, webcast=site),
        questions=Questions(mail, deadline),
    )
    contacts = (
        Contact(
            name=paper.say("Mara Lindqvist"),
            phone=paper.say("+16175550108", "617-555-0108"),
            email=paper.say("ir@norvane.example"),
            role=Stated("investor", Span(0, 1)),
        ),
        Contact(
            name=paper.say("Jon Petrie"),
            phone=paper.say("+12125550109", "212-555-0109"),
            role=Stated("media", Span(0, 1)),
        ),
    )
    paper.write("\n\n")
    lead = Candidate(
        name=paper.say("NRV-101"),
        stage=paper.say("phase 2", "is in a Phase 2 trial"),
        aka=(paper.say("norvastatide"),),
        indications=(paper.say("glioblastoma", "in glioblastoma"),),
        designations=(paper.say("orphan drug", "and is an orphan drug."),),
    )
    second = Candidate(
        name=paper.say("NRV-2044"),
        stage=paper.say("preclinical", "is a preclinical patch"),
        indications=(paper.say("psoriasis", "for psoriasis."),),
    )
    return Release(
        "norvane-q1",
        paper.text,
        headline,
        company,
        aliases=(Stated("Norvane", company.span),),
        tickers=(ticker,),
        published=published,
        website=site,
        calls=(call,),
        contacts=contacts,
        candidates=(lead, second),
    )


def tamesgate() -> Release:
    """A London company: numbers by country, a code for both, an archive, registration."""
    paper = Paper()
    headline = paper.say("Tamesgate Metals half-year results presentation")
    published = paper.say("2026-05-05", "\n\n5 May 2026\n\n")
    company = paper.say("Tamesgate Metals plc")
    ticker = Ticker(paper.say("TGM"), Stated("AIM", Span(0, 1)))
    paper.write("holds a ")
    title = paper.say("Half-year results presentation", "half-year results presentation")
    starts = paper.say("2026-05-13T09:30:00+01:00", "at 9:30 on 13 May.")
    numbers = (
        paper.number("+442079460101", "+44 20 7946 0101", "GB"),
        paper.number("+12125550170", "+1 212 555 0170", "US"),
        paper.number("+27115550180", "+27 11 555 0180", "ZA"),
        paper.number("+442079460102", "+44 20 7946 0102", "international"),
    )
    paper.write("Code ")
    code = paper.say("662211")
    paper.write(". Register at ")
    register = paper.say("https://calls.example/tamesgate")
    call = Call(
        title=title,
        starts=starts,
        timezone=Stated("Europe/London", starts.span),
        dial_ins=numbers,
        access_code=code,
        registration=register,
    )
    return Release(
        "tamesgate", paper.text, headline, company, tickers=(ticker,), published=published, calls=(call,)
    )


def quarrystone() -> Release:
    """Registration only, and a ticker that is a word."""
    paper = Paper()
    headline = paper.say("Quarrystone Foods to webcast its annual results")
    published = paper.say("2026-05-06", "\n\nMay 6, 2026\n\n")
    company = paper.say("Quarrystone Foods Inc.")
    ticker = Ticker(paper.say("ON"), Stated("NYSE", Span(0, 1)))
    title = paper.say("Annual results call", "will hold its annual results call")
    starts = paper.say("2026-05-20T10:00:00-04:00", "on May 20 at 10 a.m. ET.")
    paper.write("Register for a number at ")
    register = paper.say("https://calls.example/quarrystone")
    call = Call(title=title, starts=starts, registration=register)
    contact = Contact(
        name=paper.say("Ida Brandt"),
        organization=paper.say("Fairlead Partners"),
        email=paper.say("ida@fairlead.example"),
    )
    return Release(
        "quarrystone",
        paper.text,
        headline,
        company,
        tickers=(ticker,),
        published=published,
        calls=(call,),
        contacts=(contact,),
    )


def notice(
    source: str,
    company: str,
    published: str,
    *calls: tuple[str, str, str | None],
    until: str | None = None,
    status: str | None = None,
) -> Release:
    """A notice of calls, each a title, a beginning and a number; `until` is the end of the first's replay."""
    paper = Paper()
    day = paper.say(published)
    name = paper.say(company)
    announced = []
    for title, starts, number in calls:
        dial_ins = (paper.number(number, number),) if number else ()
        replay = (
            Replay(until=paper.say(until), access_code=paper.say("90210"))
            if until and not announced
            else None
        )
        period, kind = period_value(title), "results" if "result" in title else "conference presentation"
        call = Call(
            title=paper.say(title),
            kind=Stated(kind, Span(0, 0)),
            period=Stated(period, Span(0, 0)) if period else None,
            starts=paper.say(starts),
            status=paper.say(status) if status else None,
            dial_ins=dial_ins,
            replay=replay,
        )
        announced.append(call)
    return Release(source, paper.text, company=name, published=day, calls=tuple(announced))


def plain_release(source: str, name: str, symbol: str, day: str, headline: str) -> Release:
    """A company with news and no call."""
    paper = Paper()
    title = paper.say(headline)
    paper.write("\n\n")
    company = paper.say(name)
    published = paper.say(day)
    ticker = Ticker(paper.say(symbol))
    return Release(source, paper.text, title, company, tickers=(ticker,), published=published)


@pytest.fixture(scope="session")
def fields() -> Fields:
    return declared(read_yaml(CONFIG / "fields.yaml"), "fields.yaml")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicon_from(read_yaml(CONFIG / "lexicon.yaml"), "lexicon.yaml")


@pytest.fixture(scope="session")
def weights() -> Weights:
    return weights_from(read_yaml(CONFIG / "weights.yaml"), "weights.yaml")


@pytest.fixture
def empty_library(fields: Fields) -> Memory:
    return Memory(fields)


@pytest.fixture(scope="session")
def library(fields: Fields) -> Memory:
    memory = Memory(fields)
    memory.add(norvane_results())
    memory.add(norvane(), former=("Quillbay Biologics",))
    memory.add(tamesgate())
    memory.add(quarrystone())
    memory.add(
        plain_release(
            "larkfield", "Larkfield Corporation", "LKF", "2026-04-01", "Larkfield opens Brimham quay"
        )
    )
    memory.add(
        plain_release(
            "larkfield-am", "Larkfield Asset Partners Ltd.", "LAP", "2026-04-02", "Larkfield Asset grows"
        )
    )
    memory.add(
        plain_release("cashmoor", "Cashmoor Bank Corp.", "LABS", "2026-03-03", "Cashmoor opens a branch")
    )
    memory.add(
        plain_release("pemberly", "Pemberly Foods Co.", "PMB", "2026-04-03", "Pemberly pays a dividend")
    )
    return memory


@pytest.fixture(scope="session")
def desk(library: Memory, fields: Fields, lexicon: Lexicon, weights: Weights) -> Desk:
    return Desk(library, fields, lexicon, weights)


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def write_notice() -> Callable[..., Release]:
    return notice


@pytest.fixture(scope="session")
def paper() -> type[Paper]:
    return Paper
