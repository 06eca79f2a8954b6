"""The bot as its commands, buttons and messages see it: they know this, and the bot knows them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.chat.answer_service import AnswerService
from bot.chat.cards import Card, Turn
from bot.chat.conversations import Cooldown
from bot.chat.follow_service import FollowService
from bot.chat.in_flight import InFlight
from bot.chat.posted_releases import ReadFile
from bot.settings import DiscordSettings

Work = Coroutine[Any, Any, Card]
"""What makes a card, once it is awaited."""


class Host(discord.AutoShardedClient, ABC):
    """What `bot.chat.client.ReleaseBot` offers to its parts."""

    answers: AnswerService
    settings: DiscordSettings
    read: ReadFile
    tree: app_commands.CommandTree[Host]
    cooldown: Cooldown
    in_flight: InFlight
    closing: bool
    follows: FollowService | None
    woken: Callable[[], None]

    @abstractmethod
    def wake(self) -> None:
        """Have what is to be sent looked at, as something was decided."""

    @abstractmethod
    async def is_private(self, guild: int | None) -> bool:
        """Whether a server wants answers shown to the asker only, where nobody says otherwise."""

    @abstractmethod
    async def admitted(self, interaction: Interaction, wait: float = 0.0) -> bool:
        """Whether the person may be answered now; otherwise they alone are told why not."""

    @abstractmethod
    async def conversed(
        self, person: int, channel: int | None, answer: Callable[..., Card], *asked: Any
    ) -> Card:
        """What `answer` makes of what was asked, in the person's conversation in that channel."""

    @abstractmethod
    async def press(
        self, interaction: Interaction, via: str, answer: Callable[..., Card], *asked: Any
    ) -> None:
        """Answer a button with what `answer` makes of what it asks, to the person who pressed it only."""

    @abstractmethod
    async def forget(self, interaction: Interaction) -> None:
        """Delete what is kept of the person, and say what that was."""

    @abstractmethod
    async def turned(self, interaction: Interaction, turn: Turn) -> None:
        """Put another page of a list in the place of the one that was shown."""

    @abstractmethod
    async def chosen(self, interaction: Interaction, asker: int, field: str | None, choice: str) -> None:
        """Put the answer in place of the menu, for the one who asked."""


Interaction = discord.Interaction[Host]
