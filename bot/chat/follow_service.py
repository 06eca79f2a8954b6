"""Follows and reminders as people make, see and end them. Every method blocks a moment: call in threads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bot.chat.markup import bold, escape
from bot.chat.news import NewsDesk
from bot.chat.news_feed import NewsFeed
from bot.chat.values import moment
from bot.desk.desk import Desk
from bot.errors import Trouble
from bot.follows.deciding import BY_PERSON
from bot.ledger.outbox import RELEASE, REMINDER, Follow
from bot.ledger.sql import Ledger
from bot.library.newcomers import Newcomers

SHOWN = 25  # follows in one list, as many as a menu takes


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: `channel` is None in direct messages, `manages` whether they manage the server."""

    person: int
    guild: int | None = None
    channel: int | None = None
    manages: bool = False

    @property
    def place(self) -> str:
        """Where they are told."""
        return f"u{self.person}" if self.guild is None else f"c{self.channel}"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a person may see of follows, with those that their menus hold."""

    text: str
    follows: tuple[Follow, ...] = ()


class FollowService:
    """Stands between Discord and the outbox."""

    def __init__(
        self,
        desk: Desk,
        news: NewsDesk,
        newcomers: Newcomers,
        ledger: Ledger,
        feed: NewsFeed,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._news = news
        self._newcomers = newcomers
        self._ledger = ledger
        self._feed = feed
        self._clock = clock
        self.outbox = ledger.outbox
        self._private: dict[int, bool] = {}

    def follow(self, asker: Asker, company: str, what: str) -> str:
        """Follow a company; gives what is said."""
        found = self._company(company)
        if isinstance(found, str):
            return found
        issuer, name = found
        self.outbox.follow(
            Follow(
                *(RELEASE, asker.place, asker.person, issuer, name, self._clock(), asker.guild, what),
                since=self._ledger.newest(),
            )
        )
        topic = {"everything": "each new release", "calls": "each call", "pipeline": "each pipeline change"}
        where = "here" if asker.guild is None else "in this channel"
        return f"I will tell {topic[what]} of {bold(name)} {where}, from now on. `/unfollow` ends it."

    def unfollow(self, asker: Asker, company: str) -> str:
        """End a follow of the place, and in direct messages the reminder; gives what is said."""
        found = self._company(company)
        own = self.outbox.follows(place=asker.place)
        named = company.casefold().strip()
        key = None if isinstance(found, str) else found[0]
        gone = [f for f in own if f.issuer == key or f.company.casefold() == named]
        if not gone:
            return "That is not followed here. `/following` lists what is."
        self.outbox.unfollow([follow.id for follow in gone])
        return f"{bold(gone[0].company)} is not followed here any more."

    def remind(self, person: int, company: str, before: int) -> str:
        """Have a person reminded of a company's calls; gives what is said."""
        found = self._company(company)
        if isinstance(found, str):
            return found
        issuer, name = found
        made = Follow(*(REMINDER, f"u{person}", person, issuer, name, self._clock()), before=before)
        self._feed.remind(self.outbox.follow(made))
        calls = self._news.ahead(issuer, self._clock(), before)
        lead = f"{before:,} minute{'s' if before != 1 else ''} before"
        if not calls:
            return (
                f"No call of {bold(name)} is announced. I will write you {lead} the next one, once it is. "
                "`/unfollow` ends it."
            )
        first = calls[0]
        lead = lead if "T" in first.starts else "in the morning of the day before"
        return f"I will write you {lead} the next call of {bold(name)}: {moment(first.starts)}."

    def listed(self, asker: Asker) -> Listed:
        """What is followed in the server, and the person's own."""
        own = [*self.outbox.follows(place=f"u{asker.person}")]
        server = [*self.outbox.follows(guild=asker.guild)] if asker.guild is not None else []
        lines = [*_section("In this server", server), *_section("Yours, told in direct messages", own)]
        if not lines:
            return Listed("Nothing is followed. `/follow` follows a company, `/remind` reminds of its calls.")
        editable = tuple([*(server if asker.manages else []), *own][:SHOWN])
        return Listed("\n".join(lines), editable)

    def change(self, asker: Asker, ids: Collection[int], does: str) -> Listed:
        """Pause, resume or remove those of the follows that the person may change; gives the new list."""
        may = {follow.id: follow for follow in self.listed(asker).follows}
        chosen = [may[id] for id in ids if id in may]
        if does == "remove":
            self.outbox.unfollow([follow.id for follow in chosen])
        active = [follow.id for follow in chosen if follow.reason is None]
        if does == "pause":
            self.outbox.resume([follow.id for follow in chosen if follow.reason is not None])
            self.outbox.pause(active, BY_PERSON, self._clock())
        return self.listed(asker)

    def is_private(self, guild: int) -> bool:
        """Whether a server wants answers shown to the asker only; where that cannot be said, as it was."""
        with suppress(Trouble):
            self._private[guild] = bool(self.outbox.settings(guild).get("private"))
        return self.was_private(guild)

    def was_private(self, guild: int) -> bool:
        """What `is_private` gave last; no ledger is asked."""
        return self._private.get(guild, False)

    def set(self, guild: int, changed: Mapping[str, object]) -> str:
        """Change what a server has set; gives all of it in words."""
        known = {**self.outbox.settings(guild), **changed}
        known |= {"refused": None} if changed.get("events") else {}
        if changed:
            self.outbox.set(guild, {name: value for name, value in known.items() if value})
            self._feed.calendar(guild)
        calendar, ping = known.get("calendar"), known.get("ping")
        off = f" ({escape(str(known['refused']))})" if known.get("refused") else ""
        return "\n".join(
            (
                f"{bold('Calendar')} {f'<#{calendar}>, each Monday' if calendar else 'none'}",
                f"{bold('Ping')} {f'<@&{ping}>' if ping else 'nobody'}",
                f"{bold('Events')} {'calls of followed companies' if known.get('events') else 'none'}{off}",
                f"{bold('Answers')} {'shown to the asker only' if known.get('private') else 'shown to all'}",
            )
        )

    def forget(self, person: int) -> int:
        """Delete what a person follows; gives how many that were."""
        return self.outbox.forget(person)

    def pause(self, guild: int, reason: str) -> None:
        """Pause all of a server."""
        self.outbox.pause([f.id for f in self.outbox.follows(guild=guild)], reason, self._clock())

    def resume(self, follows: Sequence[Follow]) -> None:
        """Let go on what not a person paused."""
        self.outbox.resume([f.id for f in follows if f.reason not in (None, BY_PERSON)])

    def _company(self, typed: str) -> tuple[str, str] | str:
        """A company's key and name; what to say where none or several are meant."""
        answer = self._desk.field_answer("release.headline", typed, now=self._clock())
        if answer.release is None or answer.release.company_id is None:
            choices = f" {', '.join(map(escape, answer.choices))}" if answer.choices else ""
            return f"{escape(answer.text)}{choices}"
        return self._newcomers.issuer(answer.release.company_id)


def _section(heading: str, follows: Sequence[Follow]) -> list[str]:
    if not follows:
        return []
    lines = [f"• {_line(follow)}" for follow in follows[:SHOWN]]
    more = [f"… and {len(follows) - SHOWN:,} more"] if len(follows) > SHOWN else []
    return [bold(heading), *lines, *more]


def _line(follow: Follow) -> str:
    where = f" in <#{follow.place[1:]}>" if follow.guild is not None else ""
    what = {"everything": "every release", "calls": "calls", "pipeline": "pipeline"}.get(follow.what, "")
    if follow.kind == REMINDER:
        what = f"reminder, {follow.before:,} minutes before its calls"
    state = f" · **paused**: {escape(follow.reason)}" if follow.reason else ""
    return f"{bold(follow.company)} · {what}{where}{state}"
