"""Who is in the middle of which conversation, and who asks too fast. No Discord, no clock of its own."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.desk.talk import Session

Seconds = Callable[[], float]
Place = tuple[int, int]  # a person and a channel


@dataclass(slots=True)
class Conversation:
    """What one person said last in one channel; its questions are answered one after the other."""

    session: Session = field(default_factory=Session)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    until: float = 0.0


class Conversations:
    """The conversations of the last `seconds`, the `most` recent at most."""

    def __init__(self, seconds: float, clock: Seconds, most: int = 10_000) -> None:
        self._seconds = seconds
        self._clock = clock
        self._most = most
        self._kept: OrderedDict[Place, Conversation] = OrderedDict()

    def of(self, person: int, channel: int) -> Conversation:
        """The person's conversation in the channel, a new one after a while of silence."""
        now = self._clock()
        found = self._kept.pop((person, channel), None)
        if found is None or found.until < now:
            found = Conversation()
        found.until = now + self._seconds
        self._kept[person, channel] = found
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found

    def forget(self, person: int) -> int:
        """Forget all that a person said; gives in how many channels that was."""
        own = [place for place in self._kept if place[0] == person]
        for place in own:
            del self._kept[place]
        return len(own)


class Cooldown:
    """So many questions a person within so many seconds."""

    def __init__(self, questions: int, seconds: float, clock: Seconds) -> None:
        self._questions = questions
        self._seconds = seconds
        self._clock = clock
        self._asked: OrderedDict[int, list[float]] = OrderedDict()
        self._told: set[int] = set()

    def wait(self, person: int) -> float:
        """Count one question; gives 0.0, or in how many seconds the person may ask again."""
        now = self._clock()
        self._forget(now)
        recent = [at for at in self._asked.get(person, ()) if at > now - self._seconds]
        if len(recent) >= self._questions:
            return recent[0] + self._seconds - now
        self._told.discard(person)
        self._asked[person] = [*recent, now]
        self._asked.move_to_end(person)
        return 0.0

    def to_be_told(self, person: int) -> bool:
        """Whether a refused person was not told so yet since the last question let through."""
        if person in self._told:
            return False
        self._told.add(person)
        return True

    def _forget(self, now: float) -> None:
        """Drop those who have been silent; the oldest stand first."""
        while self._asked:
            person, asked = next(iter(self._asked.items()))
            if asked[-1] > now - self._seconds:
                return
            del self._asked[person]
            self._told.discard(person)
