"""The bot as Discord sees it: one client for all its shards, with its commands, buttons and ears."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.chat import buttons
from bot.chat.about import forgotten
from bot.chat.answer_service import AnswerService
from bot.chat.cards import Card, Turn, question_in
from bot.chat.commands import add_commands
from bot.chat.conversations import Conversations, Cooldown
from bot.chat.follow_commands import FollowMenu, add_follow_commands, not_now
from bot.chat.follow_service import FollowService
from bot.chat.host import Host, Interaction
from bot.chat.in_flight import InFlight
from bot.chat.membership import Membership
from bot.chat.messages import Messages, slower
from bot.chat.posted_releases import ReadFile
from bot.chat.proxy import through_gateway
from bot.chat.replies import apologise, respond, tell
from bot.chat.syncing import sync_when_changed
from bot.chat.threads import LEDGER, in_thread
from bot.errors import Trouble
from bot.settings import DiscordSettings

RESTARTING = "I am being restarted; please ask again in a moment."
OUTDATED_COMMAND = "That command has changed: reload Discord (Ctrl+R), or ask with /ask."
OUTDATED_ITEM = "That is from an older version of me; please ask again with /ask."
PRIVATE_SECONDS = 0.5  # that an answer waits for what its server has set
ITEMS = (*buttons.ITEMS, FollowMenu)
log = structlog.get_logger("chat")


class Tree(app_commands.CommandTree[Host]):
    """The commands; all of them work in servers, in direct messages and, installed by a user, everywhere."""

    def __init__(self, client: ReleaseBot) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether the person may ask again already; completing what is typed is always free."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        return await self.client.admitted(interaction, self.client.cooldown.wait(interaction.user.id))

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """One sentence and a reference, instead of Discord's "interaction failed"."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            log.warning("outdated", what="command", name=_sent(interaction, "name"))
            await tell(interaction, OUTDATED_COMMAND)
        else:
            await apologise(interaction, error, via="command")


class ReleaseBot(Host):
    """Hears questions and shows cards; everything that reads or searches runs in worker threads."""

    def __init__(
        self,
        settings: DiscordSettings,
        answers: AnswerService,
        read: ReadFile,
        state: Path,
        follows: FollowService | None = None,
    ) -> None:
        shards: dict[str, Any] = {"shard_ids": list(settings.shard_ids)} if settings.shard_ids else {}
        super().__init__(
            intents=intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity(settings.presence) if settings.presence else None,
            shard_count=settings.shard_count,
            **shards,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )
        self.answers = answers
        self.settings = settings
        self.read = read
        self.in_flight = InFlight()
        self.closing = False
        self.follows = follows
        self.woken: Callable[[], None] = lambda: None  # has the outbox looked at
        self.conversations = Conversations(settings.conversation_minutes * 60, time.monotonic)
        self.cooldown = Cooldown(settings.cooldown_questions, settings.cooldown_seconds, time.monotonic)
        self.tree = Tree(self)
        self._state = state
        self._messages = Messages(self, settings)
        self._membership = Membership(self)
        add_commands(self.tree, answers.fields)
        add_follow_commands(self.tree)
        if settings.gateway_url:
            through_gateway(self, settings.gateway_url)

    async def setup_hook(self) -> None:
        """Make old messages' buttons work, and tell Discord the commands where they changed."""
        self.add_dynamic_items(*ITEMS)
        if 0 in (self.shard_ids or [0]):  # of several processes, the one with the first shard
            await sync_when_changed(self.tree, self.application_id, self._state)

    async def is_private(self, guild: int | None) -> bool:
        """Whether a server wants answers shown to the asker only."""
        if guild is None or self.follows is None:
            return False
        try:
            return await asyncio.wait_for(
                in_thread(self.follows.is_private, guild, pool=LEDGER), PRIVATE_SECONDS
            )
        except (TimeoutError, Trouble):  # a database that is away keeps no answer waiting
            return self.follows.was_private(guild)

    async def admitted(self, interaction: Interaction, wait: float = 0.0) -> bool:
        """Whether the person need not wait; otherwise they alone are told how long, in seconds, or why.

        Only questions count for the cooldown: buttons and menus belong to one that was let through.
        """
        refusal = RESTARTING if self.closing else slower(wait) if wait else None
        if refusal:
            await tell(interaction, refusal)
        return refusal is None

    async def on_interaction(self, interaction: Interaction) -> None:
        """Say so where a button or menu is used that this version does not have any more."""
        id = _sent(interaction, "custom_id")
        known = any(item.__discord_ui_compiled_template__.fullmatch(id) for item in ITEMS)
        if interaction.type is discord.InteractionType.component and not known:
            log.warning("outdated", what="component", name=id)
            await tell(interaction, OUTDATED_ITEM)
        await self._membership.used(interaction)

    async def press(
        self, interaction: Interaction, via: str, answer: Callable[..., Card], *asked: Any
    ) -> None:
        """Answer a button with what `answer` makes of what it asks, to the person who pressed it only."""
        if await self.admitted(interaction):
            await respond(interaction, in_thread(answer, *asked), via=via, private=True)

    async def forget(self, interaction: Interaction) -> None:
        """Delete what is kept of the person, and say what that was."""
        count = self.conversations.forget(interaction.user.id)
        try:
            ended = (
                await in_thread(self.follows.forget, interaction.user.id, pool=LEDGER) if self.follows else 0
            )
        except Trouble as trouble:
            await tell(interaction, not_now(trouble))
            return
        log.info("forgotten", conversations=count, follows=ended)
        await tell(interaction, forgotten(count, ended))

    def wake(self) -> None:
        """Have what is to be sent looked at."""
        self.woken()

    async def turned(self, interaction: Interaction, turn: Turn) -> None:
        """Put another page of a list in the place of the one that was shown."""
        if await self.admitted(interaction):
            await respond(interaction, in_thread(self.answers.page, turn), via="page", replacing=True)

    async def chosen(self, interaction: Interaction, asker: int, field: str | None, choice: str) -> None:
        """Put the answer in place of the menu, for the one who asked."""
        if interaction.user.id != asker:
            await tell(interaction, "This menu is for the person who asked; ask with /ask.")
        elif await self.admitted(interaction):
            question = _question_of(interaction.message)
            person, channel = interaction.user.id, interaction.channel_id
            work = self.conversed(person, channel, self.answers.choose, question, field, choice)
            await respond(interaction, work, via="menu", replacing=True)

    async def conversed(
        self, person: int, channel: int | None, answer: Callable[..., Card], *asked: Any
    ) -> Card:
        """What `answer` makes of what was asked, in the person's conversation in that channel."""
        conversation = self.conversations.of(person, channel or 0)
        async with conversation.turn:
            return await in_thread(answer, *asked, conversation.session)

    async def on_ready(self) -> None:
        """Let follows go on that may, after the bot was away."""
        await self._membership.returned()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let a server's follows go on when the bot is back."""
        await self._membership.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same where Discord tells of it as of an outage's end."""
        await self._membership.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Pause a server's follows when the bot left it; an outage is told otherwise, and changes nothing."""
        await self._membership.left(guild)

    async def on_guild_channel_update(self, _: Any, channel: discord.abc.GuildChannel) -> None:
        """Let follows go on when a channel's permissions return."""
        await self._membership.allowed(channel.guild)

    async def on_guild_role_update(self, _: Any, role: discord.Role) -> None:
        """The same for a role's permissions."""
        await self._membership.allowed(role.guild)

    async def on_member_update(self, _: Any, member: discord.Member) -> None:
        """The same for the roles that the bot has."""
        if self.user is not None and member.id == self.user.id:
            await self._membership.allowed(member.guild)

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is meant for the bot."""
        await self._messages.hear(message)


def intents(settings: DiscordSettings) -> discord.Intents:
    """No privileged intent, unless text commands are on: mentions and direct messages carry their text."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = bool(settings.prefix)
    return wanted


def _sent(interaction: Interaction, key: str) -> str:
    """What Discord tells of an interaction, such as a button's id."""
    data: Any = interaction.data or {}
    return str(data.get(key, ""))


def _question_of(message: discord.Message | None) -> str:
    """The question that a "Which one?" holds."""
    return question_in(message.content) if message else ""
