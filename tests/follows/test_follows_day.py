"""A day of releases, moves, outages and kills, and ten thousand follows, by a clock handed in."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from bot.chat import deliveries, probing, server_events
from bot.chat.deliveries import Deliveries
from bot.chat.in_flight import InFlight
from bot.errors import Trouble
from bot.follows.body import Body
from bot.follows.deciding import Amended, News, told
from bot.ledger.outbox import Change, Drop, Follow, Sender
from bot.ledger.sql_sending import Sending
from bot.ledger.sqlite import SqliteLedger

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NONCE_KNOWN = timedelta(minutes=4)  # Discord's side of it, a little longer than is relied on


class Killed(BaseException):
    """The process is gone at this step."""


class Process:
    """Whether the process that sends lives; the world reaches it, and it the ledger, only while it does."""

    def __init__(self) -> None:
        self.killed = False

    def lives(self) -> None:
        if self.killed:
            raise Killed

    def kill(self) -> None:
        self.killed = True
        raise Killed

    async def to_its_end(self, work: Callable[..., Any], *given: Any) -> Any:
        """Work done at once instead of in a thread, so that the same seed is the same day."""
        self.lives()
        return work(*given)


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Process:
    made = Process()
    for room in (deliveries, probing, server_events):
        monkeypatch.setattr(room, "to_its_end", made.to_its_end)
    return made


class Discord:
    """What reaches Discord; as a host, what `Deliveries` sees of a client."""

    def __init__(self, clock: Callable[[], datetime], fate: Callable[[str], None]) -> None:
        self.clock, self.fate = clock, fate
        self.messages: list[SimpleNamespace] = []
        self.nonces: dict[tuple[int, str], SimpleNamespace] = {}
        self.user = SimpleNamespace(id=700)
        self.application_id, self.shard_ids = 700, None
        self.in_flight = InFlight()

    def is_ready(self) -> bool:
        return True

    async def create_dm(self, person: Any) -> Channel:
        return Channel(self, -person.id)

    def get_partial_messageable(self, id: int) -> Channel:
        return Channel(self, id)


class Channel:
    def __init__(self, discord: Discord, id: int) -> None:
        self.discord, self.id = discord, id

    async def send(self, content: str, *, nonce: str, **_: Any) -> SimpleNamespace:
        self.discord.fate("refused")
        now = self.discord.clock()
        known = self.discord.nonces.get((self.id, nonce))
        if known and now - known.at < NONCE_KNOWN:
            return known
        made = SimpleNamespace(
            id=len(self.discord.messages) + 1, channel=self, content=content, nonce=nonce, at=now,
            author=SimpleNamespace(id=700),
        )  # fmt: skip
        self.discord.messages.append(made)
        self.discord.nonces[self.id, nonce] = made
        self.discord.fate("answer lost")
        return made

    async def history(
        self, *, after: datetime, before: datetime, limit: int | None, oldest_first: bool
    ) -> AsyncIterator[SimpleNamespace]:
        assert oldest_first
        here = (m for m in self.discord.messages if m.channel.id == self.id and after < m.at < before)
        for message in islice(here, limit):
            yield message

    def get_partial_message(self, id: int) -> Any:
        async def edit(*, content: str, **_: Any) -> None:
            self.discord.fate("refused")
            self.discord.messages[id - 1].content = content

        return SimpleNamespace(edit=edit)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    opened = SqliteLedger.open(tmp_path / "ledger.db")
    with opened.writing() as at:
        at.execute("SELECT 1")
    opened._database._writer.execute("PRAGMA synchronous = OFF")  # what is simulated is no power cut
    yield opened
    opened.close()


def news(number: int, issuer: str, amends: tuple[Amended, ...] = ()) -> News:
    body = Body(f"news {number} of {issuer}", ((0, f"call {number}"),))
    return News(f"release:{number}", frozenset({issuer}), frozenset({"calls"}), body, None, amends)


def follow(ledger: SqliteLedger, place: str, issuer: str) -> None:
    guild = int(place[1:]) << 22 if place.startswith("c") else None  # by turns the shards'
    ledger.outbox.follow(Follow("release", place, 7, issuer, issuer, NOON, guild))


async def test_ten_thousand_follows_of_one_company_are_told_once_each(ledger: SqliteLedger) -> None:
    for i in range(10_000):
        follow(ledger, f"c{i + 1}", "novira")
    outbox = ledger.outbox
    for _ in range(2):  # the second is a repeat after a kill
        outbox.carry_out(told(news(1, "novira"), outbox.follows(issuers=["novira"]), {}, NOON))
    discord = Discord(lambda: NOON, lambda step: None)
    sender = Deliveries(discord, ledger, Sender(), lambda: NOON, rate=1e9)  # type: ignore[arg-type]
    for _ in range(3):
        assert await sender.round()
    assert Counter(message.channel.id for message in discord.messages) == Counter(range(1, 1501))
    assert len(ledger.sending(Sender()).waiting(NOON, 20_000)) == 8_500


@pytest.mark.parametrize("seed", range(3))
async def test_a_day_of_releases_moves_outages_and_kills(
    ledger: SqliteLedger, process: Process, seed: int
) -> None:
    chance, outbox = Random(seed), ledger.outbox  # noqa: S311 - a simulation, the same each time
    places = [*(f"c{i}" for i in range(1, 9)), *(f"u{i}" for i in range(1, 5))]
    issuers = [f"issuer {i}" for i in range(6)]
    wanted = {(place, issuer) for place in places for issuer in issuers if chance.random() < 0.5}
    for place, issuer in sorted(wanted):
        follow(ledger, place, issuer)
    now, outage = NOON, False

    def fate(step: str) -> None:
        process.lives()
        if outage:
            raise OSError("no way to Discord")
        if chance.random() < 0.02:
            if chance.random() < 0.7:
                process.kill()
            raise OSError(step)

    def clock() -> datetime:
        return now

    discord = Discord(clock, fate)

    async def deliver(by: Sender) -> None:
        """Send as a process does that is started again whenever it was killed."""
        nonlocal now
        sender = Deliveries(discord, ledger, by, clock, rate=1e9)  # type: ignore[arg-type]
        while True:
            try:
                if not await sender.round():
                    return
            except Killed:
                process.killed = False
                now += timedelta(minutes=chance.choice([0, 1, 2, 10]))
                sender = Deliveries(discord, ledger, by, clock, rate=1e9)  # type: ignore[arg-type]
            if outage:
                return

    def senders_of(count: int) -> list[Sender]:
        with ledger.writing() as at:
            at.execute(
                "UPDATE post SET until = 0"
            )  # what others had claimed is over a minute and a half later
        return [Sender((number,), count) for number in range(count)]

    earlier: dict[str, int] = {}
    senders = senders_of(1)
    for number in range(1, 501):
        issuer = chance.choice(issuers)
        before = earlier.get(issuer) if chance.random() < 0.2 else None
        amends = (Amended(f"release:{before}", 0, f"**Moved** by {number}"),) if before else ()
        one = news(number, issuer, amends)
        earlier[issuer] = number
        posts = outbox.posts([(place, a.event) for place in places for a in amends])
        intents = told(one, outbox.follows(issuers=[issuer]), posts, now)
        assert sum(isinstance(intent, Change) for intent in intents) <= len(places)
        outbox.carry_out(intents)
        outage = 200 <= number < 220
        if number in (150, 350):  # two processes share the servers for a while
            senders = senders_of(2 if number == 150 else 1)
        for sender in senders:
            await deliver(sender)
        now += timedelta(minutes=3)
    outage = False
    for _ in range(10):
        now += timedelta(minutes=11)
        await deliver(Sender())
    _nothing_is_lost_or_doubled(discord, ledger, wanted)


def _nothing_is_lost_or_doubled(discord: Discord, ledger: SqliteLedger, wanted: set[tuple[str, str]]) -> None:
    with ledger.reading() as at:
        rows = at.execute("SELECT place, event, state, body, why FROM post").fetchall()
    assert {state for _, _, state, _, _ in rows} <= {"sent", "dropped"}
    assert {why for _, _, state, _, why in rows if state == "dropped"} <= {"one of many"}
    shown = Counter((m.channel.id, m.content.split("\n")[0]) for m in discord.messages)
    sent = [(place, Body.of(body)) for place, _, state, body, _ in rows if state == "sent"]
    assert set(shown.values()) == {1}
    assert set(shown) == {
        (int(place[1:]) * (1 if place[0] == "c" else -1), body.head) for place, body in sent
    }
    folded = sum(state == "dropped" for _, _, state, _, _ in rows)
    assert sum(body.more for _, body in sent) == folded
    assert {(place, body.head.partition(" of ")[2]) for place, body in sent} <= wanted
    texts = {(m.channel.id, m.content) for m in discord.messages}
    assert {(int(p[1:]) * (1 if p[0] == "c" else -1), body.text) for p, body in sent} == texts


class World:
    """One channel that follows one company, with a clock to be set and faults to be chosen."""

    def __init__(self, ledger: SqliteLedger, process: Process) -> None:
        self.ledger, self.process, self.now = ledger, process, NOON
        self.fails: dict[str, BaseException] = {}
        self.discord = Discord(lambda: self.now, self.fate)
        follow(ledger, "c1", "novira")

    def fate(self, step: str) -> None:
        self.process.lives()
        if fault := self.fails.pop(step, None):
            raise fault

    async def told(self, *released: News) -> None:
        """What was released decided and sent, by a new process."""
        outbox = self.ledger.outbox
        for one in released:
            posts = outbox.posts([("c1", amended.event) for amended in one.amends])
            outbox.carry_out(told(one, outbox.follows(issuers=["novira"]), posts, self.now))
        sender = Deliveries(self.discord, self.ledger, Sender(), lambda: self.now, rate=1e9)  # type: ignore[arg-type]
        await sender.round()

    async def later(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        await self.told()

    @property
    def shown(self) -> list[str]:
        return [message.content for message in self.discord.messages]


@pytest.fixture
def world(ledger: SqliteLedger, process: Process) -> World:
    return World(ledger, process)


@pytest.mark.parametrize("minutes", [1, 11])  # while Discord knows the nonce, and when it does not any more
async def test_a_post_whose_call_changes_twice_before_it_is_known_to_be_there_is_told_once(
    world: World, minutes: int
) -> None:
    await world.told()
    world.fails = {"refused": OSError()}
    await world.told(news(1, "novira"), news(2, "novira", (Amended("release:1", 0, "**Moved**"),)))
    world.fails = {"answer lost": OSError()}
    await world.later(11)  # looked for in vain, and sent as it is by now
    await world.told(news(3, "novira", (Amended("release:1", 0, "**Cancelled**"),)))
    await world.later(minutes)
    await world.later(11)
    assert world.shown == [
        "news 1 of novira\n**Cancelled**\n~~call 1~~",
        "news 2 of novira\ncall 2",
        "news 3 of novira\ncall 3",
    ]


async def test_a_post_is_found_behind_however_many_of_others(world: World) -> None:
    world.fails = {"refused": OSError()}
    await world.told(news(1, "novira"))
    for minute in range(11):  # an outage of the bot, not of the people in the channel
        for i in range(50):
            at, author = NOON + timedelta(minutes=minute), SimpleNamespace(id=5)
            said = SimpleNamespace(
                content=f"{minute} {i}", channel=Channel(world.discord, 1), at=at, author=author
            )
            world.discord.messages.append(said)
    world.fails = {"answer lost": OSError()}
    await world.later(11)
    await world.later(11)
    assert [text for text in world.shown if "novira" in text] == ["news 1 of novira\ncall 1"]


async def test_a_change_between_looking_and_sending_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox, begin = world.ledger.outbox, Sending.begin

    def changed_meanwhile(sending: Sending, id: int, now: datetime, **more: Any) -> str | None:
        if id == 1:
            outbox.carry_out(
                [Change("c1", "release:1", Body("now").packed()), Drop("c1", "release:2", "moved")]
            )
        return begin(sending, id, now, **more)

    monkeypatch.setattr(Sending, "begin", changed_meanwhile)
    await world.told(news(1, "novira"), news(2, "novira"))
    assert world.shown == ["now"]


async def test_no_delivery_goes_on_beside_the_next_round(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(world.ledger, "c2", "novira")
    sends, sent, hurt = Channel.send, Sending.sent, asyncio.Event()

    async def slow(channel: Channel, *given: Any, **more: Any) -> Any:
        if channel.id == 2:
            await hurt.wait()
            await asyncio.sleep(0)
        return await sends(channel, *given, **more)

    def locked(sending: Sending, id: int, *more: Any) -> bool:
        if id != 1:
            return sent(sending, id, *more)
        hurt.set()
        raise Trouble("The ledger is locked.")

    monkeypatch.setattr(Channel, "send", slow)
    with monkeypatch.context() as patch:
        patch.setattr(Sending, "sent", locked)
        with pytest.raises(Trouble, match="locked"):
            await world.told(news(1, "novira"))
    assert [message.channel.id for message in world.discord.messages] == [1, 2]
    assert [post.place for post in world.ledger.sending(Sender()).waiting(NOON, 10)] == ["c1"]
