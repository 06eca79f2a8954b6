"""The commands by which people follow companies, and the menus below the list of what is followed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any, Literal, Self

import discord
import structlog
from discord import app_commands, ui

from bot.chat import limits
from bot.chat.buttons import Pressed
from bot.chat.cards import Card
from bot.chat.commands import complete_company
from bot.chat.follow_service import Asker, FollowService, Listed
from bot.chat.host import Host, Interaction
from bot.chat.replies import respond, tell
from bot.chat.threads import LEDGER, in_thread
from bot.desk.formatting import listed
from bot.errors import Trouble
from bot.ledger.outbox import REMINDER, Follow

log = structlog.get_logger("chat")

What = Literal["everything", "calls", "pipeline"]
Company = app_commands.Range[str, 1, 100]
OFF = "Following is off: the ledger cannot be written here; `releasebot doctor` says more."
NOT_HERE = "I am no member of this server and cannot post here: add me to it, or follow in a direct message."
NOT_YOURS = "That needs the permission Manage Server. In a direct message to me you can follow for yourself."
NOT_NOW = (
    "That cannot be kept now: what I keep it in is away or cannot be written. Please try again in a while; "
    "what is followed stays as it is, and is told later."
)
_SOON = 2.0  # seconds that the ledger has where the answer is needed at once
_ABOUT_COMPANY = "Name, ticker or drug candidate"
_LONGEST = 1440  # minutes that a reminder may come before a call
NEEDED = {  # what a post takes
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
}


def add_follow_commands(tree: app_commands.CommandTree[Host]) -> None:
    """Give the tree the commands for follows and reminders."""
    own: tuple[app_commands.Command[Any, ..., None], ...] = (
        _follow,
        _unfollow,
        _following,
        _remind,
        _settings,
    )
    for command in own:
        tree.add_command(command)


def asker_of(interaction: Interaction) -> Asker:
    """Who asks, and where."""
    manages = interaction.guild_id is not None and interaction.permissions.manage_guild
    guild = interaction.guild_id if interaction.is_guild_integration() else None
    return Asker(interaction.user.id, guild, interaction.channel_id if guild else None, manages)


def refusal(interaction: Interaction) -> str | None:
    """Why nothing can be followed where the command was given; None where it can."""
    if interaction.guild_id is None:
        return None
    if not interaction.is_guild_integration():
        return NOT_HERE
    return None if interaction.permissions.manage_guild else NOT_YOURS


def missing(interaction: Interaction) -> list[str]:
    """The permissions that the bot misses to post where the command was given."""
    if interaction.guild_id is None:
        return []
    allowed = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    named = {**NEEDED, "send_messages_in_threads": "Send Messages in Threads"} if in_thread else NEEDED
    wanted = {name: said for name, said in named.items() if not (in_thread and name == "send_messages")}
    return [said for name, said in wanted.items() if not getattr(allowed, name)]


async def _answer(interaction: Interaction, via: str, work: Callable[[FollowService], str]) -> None:
    """Say what `work` says, to the person alone."""
    follows = interaction.client.follows
    if follows is None:
        await tell(interaction, OFF)
        return

    async def card() -> Card:
        try:
            said = await in_thread(work, follows, pool=LEDGER)
        except Trouble as trouble:
            return text_card_of(not_now(trouble))
        interaction.client.wake()
        return text_card_of(said)

    await respond(interaction, card(), via=via, private=True)


def not_now(error: Exception) -> str:
    """What is said where the ledger cannot be used, which is logged."""
    log.warning("follows_not_kept", reason=str(error) or type(error).__name__)
    return NOT_NOW


async def _soon(interaction: Interaction, work: Callable[..., Listed], *given: Any) -> Listed | None:
    """What `work` gives; None where it does not soon, which the person is told."""
    try:
        return await asyncio.wait_for(in_thread(work, *given, pool=LEDGER), _SOON)
    except (Trouble, TimeoutError) as error:
        await tell(interaction, not_now(error))
        return None


def text_card_of(said: str) -> Card:
    """A card of text that is escaped already."""
    return Card(lines=tuple(said.split("\n")), status="follow")


@app_commands.command(name="follow", description="Post a company's new releases here, from now on")
@app_commands.describe(company=_ABOUT_COMPANY, what="What is told")
@app_commands.autocomplete(company=complete_company)
@app_commands.default_permissions(manage_guild=True)
async def _follow(interaction: Interaction, company: Company, what: What = "everything") -> None:
    if said := refusal(interaction):
        await tell(interaction, said)
    elif lacking := missing(interaction):
        verb = "permissions" if len(lacking) > 1 else "permission"
        await tell(interaction, f"I miss the {verb} {listed(lacking)} here: allow that, then follow again.")
    else:
        asker = asker_of(interaction)
        await _answer(interaction, "/follow", lambda follows: follows.follow(asker, company, what))


@app_commands.command(name="unfollow", description="End what is followed here")
@app_commands.describe(company=_ABOUT_COMPANY)
@app_commands.autocomplete(company=complete_company)
@app_commands.default_permissions(manage_guild=True)
async def _unfollow(interaction: Interaction, company: Company) -> None:
    if said := refusal(interaction):
        await tell(interaction, said)
        return
    asker = asker_of(interaction)
    await _answer(interaction, "/unfollow", lambda follows: follows.unfollow(asker, company))


@app_commands.command(name="remind", description="A direct message to you before a company's calls")
@app_commands.describe(company=_ABOUT_COMPANY, before="Minutes before the call; 15 if left out")
@app_commands.autocomplete(company=complete_company)
async def _remind(
    interaction: Interaction, company: Company, before: app_commands.Range[int, 1, _LONGEST] = 15
) -> None:
    person = interaction.user.id
    await _answer(interaction, "/remind", lambda follows: follows.remind(person, company, before))


@app_commands.command(name="following", description="What is followed: pause, resume or remove it")
async def _following(interaction: Interaction) -> None:
    follows, asker = interaction.client.follows, asker_of(interaction)
    if follows is None:
        await tell(interaction, OFF)
        return
    if found := await _soon(interaction, follows.listed, asker):
        await interaction.response.send_message(**_shown(found), ephemeral=True)


@app_commands.command(
    name="settings", description="What holds for this server; shows it where nothing is given"
)
@app_commands.describe(
    calendar="Where the week's calls of followed companies are posted, on Mondays",
    ping="A role to ping with what is posted",
    private="Whether answers are shown to the asker only",
    events="Whether calls of followed companies become events of this server",
    without="What to end",
)
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def _settings(
    interaction: Interaction,
    calendar: discord.TextChannel | None = None,
    ping: discord.Role | None = None,
    private: bool | None = None,
    events: bool | None = None,
    without: Literal["calendar", "ping"] | None = None,
) -> None:
    guild = interaction.guild_id
    if said := refusal(interaction):
        await tell(interaction, said)
    elif events and not interaction.app_permissions.create_events:
        await tell(
            interaction, "I miss the permission Create Events here: allow that, then switch them on again."
        )
    elif guild is not None:
        changed: dict[str, object] = {"calendar": calendar and calendar.id, "ping": ping and ping.id}
        changed = {name: value for name, value in changed.items() if value is not None}
        changed |= {} if private is None else {"private": private}
        changed |= {} if events is None else {"events": events}
        changed |= {without: None} if without else {}
        await _answer(interaction, "/settings", lambda follows: follows.set(guild, changed))


def _shown(found: Listed) -> dict[str, Any]:
    pages = limits.chunks(found.text.split("\n"), limits.CONTENT)
    view = ui.View(timeout=None)
    if found.follows:
        for does in _DOES:
            view.add_item(FollowMenu(does, found.follows))
    return {"content": pages[0], "view": view}


_DOES = {"pause": "Pause or resume…", "remove": "Remove…"}


class FollowMenu(ui.DynamicItem[ui.Select[Any]], template=rf"follows:(?P<does>{'|'.join(_DOES)})"):
    """Pauses, resumes or removes follows; whoever uses it may do so only with what they may change."""

    def __init__(self, does: str, follows: tuple[Follow, ...] = ()) -> None:
        options = [
            discord.SelectOption(
                label=limits.shortened(follow.company, limits.CHOICE),
                value=str(follow.id),
                description=_described(follow),
            )
            for follow in follows
        ]
        super().__init__(
            ui.Select(
                placeholder=_DOES[does],
                custom_id=f"follows:{does}",
                options=options,
                max_values=max(1, len(options)),
            )
        )
        self.does = does

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(match["does"])

    async def callback(self, interaction: Pressed) -> None:
        host, ids = interaction.client, [int(value) for value in self.item.values if value.isdecimal()]
        if host.follows is None:
            await tell(interaction, OFF)
        elif await host.admitted(interaction):
            found = await _soon(interaction, host.follows.change, asker_of(interaction), ids, self.does)
            host.wake()
            if found:
                await interaction.response.edit_message(**_shown(found))


def _described(follow: Follow) -> str:
    what = "reminder" if follow.kind == REMINDER else follow.what
    return f"{what}, paused" if follow.reason else what
