"""The slash commands and the two commands on a message, made from the field declarations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import discord
import structlog
from discord import app_commands

from bot.chat import limits
from bot.chat.cards import Card, text_card
from bot.chat.host import Host, Interaction
from bot.chat.markup import code, escape, small
from bot.chat.posted_releases import card_of_message, text_of
from bot.chat.replies import respond
from bot.chat.schedule import Period
from bot.chat.threads import in_thread
from bot.desk.talk import Session
from bot.fields import Field, Fields

log = structlog.get_logger("chat")
Found = TypeVar("Found")
Choices = list[app_commands.Choice[str]]
_OWN = ("release", "calls")  # those that take something other than a company
_COMPANY = "Name, ticker or drug candidate"
_PRIVATE = "Only you see the answer"


def by_command(fields: Fields) -> dict[str, list[Field]]:
    """The fields that each declared command shows, in the declarations' order."""
    commands: dict[str, list[Field]] = {}
    for field in fields:
        if field.command:
            commands.setdefault(field.command, []).append(field)
    return commands


def add_commands(tree: app_commands.CommandTree[Host], fields: Fields) -> None:
    """Give the tree every command, the one for any question first."""
    tree.add_command(_ask)
    for name, wanted in by_command(fields).items():
        if name not in _OWN:
            tree.add_command(_company_command(name, wanted))
    own: tuple[app_commands.Command[Any, ..., None], ...] = (_release, _calls, _companies, _help, _about_bot)
    for command in own:
        tree.add_command(command)
    tree.add_command(app_commands.ContextMenu(name="Find answers", callback=_find_answers))
    tree.add_command(app_commands.ContextMenu(name="Read as a release", callback=_read_as_release))


def _company_command(name: str, wanted: Sequence[Field]) -> app_commands.Command[Any, ..., None]:
    @app_commands.describe(company=_COMPANY, private=_PRIVATE)
    @app_commands.autocomplete(company=complete_company)
    async def show(
        interaction: Interaction,
        company: app_commands.Range[str, 1, 100],
        private: bool | None = None,
    ) -> None:
        client = interaction.client
        work = client.conversed(
            interaction.user.id, interaction.channel_id, client.answers.look_up, wanted, company
        )
        await respond(interaction, work, via=f"/{name}", private=private)

    about = limits.shortened(_about(wanted), limits.COMMAND_DESCRIPTION)
    return app_commands.Command(name=name, description=about, callback=show)


def _about(wanted: Sequence[Field]) -> str:
    """What a command shows: what its only field or its summary is about, else its fields' names."""
    if len(wanted) == 1 or wanted[0].parts:
        return wanted[0].about
    first, *others = (field.label for field in wanted)
    return ", ".join([first, *map(str.lower, others)])


async def complete_company(interaction: Interaction, typed: str) -> Choices:
    """Names that complete what is typed."""
    found = await _found(interaction.client.answers.companies, typed)
    choices = [app_commands.Choice(name=name, value=name) for name in found]
    return choices or _still_reading(interaction, typed)


def _still_reading(interaction: Interaction, typed: str) -> Choices:
    """In place of nothing to choose, while releases are yet to be read: why, standing for what is typed."""
    reading = interaction.client.answers.state.reading
    if reading is None:
        return []
    return [app_commands.Choice(name=reading, value=typed.strip()[: limits.CHOICE] or "…")]


async def _found(find: Callable[..., list[Found]], *typed: str) -> list[Found]:
    """What can be chosen; nothing where looking fails, as the whole can still be typed."""
    try:
        return await in_thread(find, *typed)
    except Exception:
        log.exception("not_completed")
        return []


async def _complete_release(interaction: Interaction, typed: str) -> Choices:
    company = getattr(interaction.namespace, "company", None) or ""
    found = await _found(interaction.client.answers.releases, company, typed)
    choices = [app_commands.Choice(name=name, value=value) for name, value in found]
    return choices or _still_reading(interaction, typed)


@app_commands.command(name="ask", description="Ask about a company's releases in your own words")
@app_commands.describe(question="For example: replay code for cellectar?", private=_PRIVATE)
async def _ask(
    interaction: Interaction, question: app_commands.Range[str, 1, 2000], private: bool | None = None
) -> None:
    client = interaction.client
    work = client.conversed(interaction.user.id, interaction.channel_id, client.answers.ask, question)
    await respond(interaction, work, via="/ask", private=private)


@app_commands.command(name="release", description="A company's latest release, or one you choose: its facts")
@app_commands.describe(company=_COMPANY, release="Another than the latest", private=_PRIVATE)
@app_commands.autocomplete(company=complete_company, release=_complete_release)
async def _release(
    interaction: Interaction,
    company: app_commands.Range[str, 1, 100],
    release: app_commands.Range[str, 1, 100] | None = None,
    private: bool | None = None,
) -> None:
    client = interaction.client
    work = (
        in_thread(client.answers.release, release)
        if release
        else client.conversed(interaction.user.id, interaction.channel_id, client.answers.latest, company)
    )
    await respond(interaction, work, via="/release", private=private)


@app_commands.command(name="calls", description="The calls that are coming up")
@app_commands.describe(when="How far ahead", private=_PRIVATE)
async def _calls(
    interaction: Interaction,
    when: Period = "this week",
    private: bool | None = None,
) -> None:
    work = in_thread(interaction.client.answers.coming, when)
    await respond(interaction, work, via="/calls", private=private)


@app_commands.command(name="companies", description="The companies I know releases of")
@app_commands.describe(starting="How their names begin", private=_PRIVATE)
async def _companies(
    interaction: Interaction,
    starting: app_commands.Range[str, 1, 40] | None = None,
    private: bool | None = None,
) -> None:
    work = in_thread(interaction.client.answers.listed, starting or "")
    await respond(interaction, work, via="/companies", private=private)


@app_commands.command(name="about", description="What I am, what I know, and what I keep of you")
async def _about_bot(interaction: Interaction) -> None:
    client = interaction.client
    await respond(interaction, in_thread(client.answers.about, client.settings), via="/about", private=True)


@app_commands.command(name="help", description="What you can ask, and how")
async def _help(interaction: Interaction) -> None:
    async def work() -> Card:
        return help_card(interaction.client.tree)

    await respond(interaction, work(), via="/help", private=True)


async def _find_answers(interaction: Interaction, message: discord.Message) -> None:
    async def work() -> Card:
        text = text_of(message)
        if not text:
            return text_card("That message has no text to answer.")
        return await in_thread(interaction.client.answers.ask, text, Session())

    await respond(interaction, work(), via="find answers", private=True)


async def _read_as_release(interaction: Interaction, message: discord.Message) -> None:
    client = interaction.client
    work = card_of_message(message, text_of(message), client.read, client.answers.fields)
    await respond(interaction, work, via="read as a release", private=True)


def help_card(tree: app_commands.CommandTree[Any]) -> Card:
    """What can be asked, and how."""
    lines = [
        "Ask about a company's press releases: mention me, write me a direct message, or use a command.",
        "For example: *replay code for cellectar?* and then *and the international number?*",
    ]
    commands = [c for c in tree.get_commands() if isinstance(c, app_commands.Command)]
    lines += [f"{code('/' + command.name)} {escape(command.description)}" for command in commands]
    tail = small("On any message, under Apps: Find answers, Read as a release")
    return Card(lines=(*lines, tail), status="help")
