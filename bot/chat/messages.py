"""Messages that are meant for the bot: direct ones, mentions, text commands where they are on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import discord
import structlog

from bot.chat import buttons
from bot.chat.addressed import Addressed, addressed, without_mention
from bot.chat.cards import Card, text_card
from bot.chat.commands import by_command, help_card
from bot.chat.host import Host
from bot.chat.posted_releases import card_of_message, holds_release, text_of, unread, with_unread
from bot.chat.replies import failure, reply
from bot.chat.threads import in_thread
from bot.fields import Field
from bot.settings import DiscordSettings

log = structlog.get_logger("chat")
_WRITTEN = (discord.MessageType.default, discord.MessageType.reply)


class Messages:
    """Hears messages and answers those that ask the bot something."""

    def __init__(self, bot: Host, settings: DiscordSettings) -> None:
        self._bot = bot
        self._settings = settings
        self._commands: dict[str, Sequence[Field]] = {**by_command(bot.answers.fields)}

    async def hear(self, message: discord.Message) -> None:
        """Answer the message, where it asks something; people only are answered, once they may ask again."""
        found = self._asked(message)
        if found is None or self._bot.closing:
            return
        wait = self._bot.cooldown.wait(message.author.id)
        if wait and not self._bot.cooldown.to_be_told(message.author.id):
            return
        with self._bot.in_flight:
            await self._answer(message, found, wait)

    def _asked(self, message: discord.Message) -> Addressed | None:
        if message.author.bot or message.type not in _WRITTEN or self._bot.user is None:
            return None
        return addressed(
            message.content,
            me=self._bot.user.id,
            direct=isinstance(message.channel, discord.DMChannel),
            prefix=self._settings.prefix,
            commands=self._commands.keys() | {"ask", "help", "companies", "about"},
            answering=self._answered(message) is not None,
        )

    def _answered(self, message: discord.Message) -> discord.Message | None:
        """The answer of the bot's own that the message replies to."""
        before = message.reference.resolved if message.reference else None
        own = isinstance(before, discord.Message) and before.author == self._bot.user
        return before if own and isinstance(before, discord.Message) else None

    async def _answer(self, message: discord.Message, found: Addressed, wait: float) -> None:
        started = time.perf_counter()
        circumstances = self._circumstances(message, found)
        try:
            card = text_card(slower(wait)) if wait else await self._card(message, found)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the asker gets a sentence
            card = failure(error, **circumstances)
        try:
            await reply(message, card)
        except discord.HTTPException as error:  # such as a channel where the bot may not write
            log.warning("not_delivered", **circumstances, status=error.status, code=error.code)
            return
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log.info("answered", **circumstances, status=card.status, field=card.field, ms=milliseconds)

    async def _card(self, message: discord.Message, found: Addressed) -> Card:
        bot, answers = self._bot, self._bot.answers
        person, channel = message.author.id, message.channel.id
        written = without_mention(text_of(message), bot.user.id if bot.user else 0).strip()
        if found.command is None and holds_release(message, written):
            return await card_of_message(message, written, bot.read, answers.fields)
        if found.command == "calls":
            return await in_thread(answers.coming, found.text)
        if found.command == "companies":
            return await in_thread(answers.listed, found.text)
        if found.command == "about":
            return await in_thread(answers.about, self._settings)
        if not found.text and (said := unread(message)):
            return text_card(said)
        if found.command == "help" or not found.text:
            return help_card(bot.tree)
        if found.command == "release":
            return await bot.conversed(person, channel, answers.latest, found.text)
        if found.command in self._commands:
            return await bot.conversed(
                person, channel, answers.look_up, self._commands[found.command], found.text
            )
        before = self._answered(message)
        subject = buttons.call_of(before) if before else None
        if subject:
            return await bot.conversed(person, channel, answers.follow_up, found.text, *subject)
        return with_unread(await bot.conversed(person, channel, answers.ask, found.text), message)

    def _circumstances(self, message: discord.Message, found: Addressed) -> dict[str, Any]:
        """What the log holds of a message: never a direct one's words, unless the operator wants them."""
        guild = message.guild
        direct = isinstance(message.channel, discord.DMChannel)
        shown = not direct or self._settings.log_direct_messages
        return {
            "via": "direct" if direct else "message",
            "shard": guild.shard_id if guild else 0,
            "guild": guild.id if guild else None,
            **({"question": found.text[:200]} if shown else {}),
        }


def slower(wait: float) -> str:
    """What whoever asks too fast is told."""
    return f"One at a time, please: ask again in {max(1, round(wait))} s."
