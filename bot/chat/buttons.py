"""Buttons and menus. All they need to know stands in their ids, so that they work after any restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.chat import limits
from bot.chat.cards import Card, Excerpt, Turn
from bot.chat.markup import link
from bot.model import Entry

Pressed = discord.Interaction[Any]  # of a Host; the signature that is overridden leaves it open
_RELEASE = r"(?P<release>[\w.-]{1,64})"
_CALL = {  # what can be done with a call: labels
    "call": "All about this call",
    "dial": "Dial with the code",
    "calendar": "Add to calendar",
}
_OF_RELEASE = {"release": "The release", "quotes": "Each fact's sentence"}


def view_of(card: Card, asker: int) -> ui.View | None:
    """The card's buttons and menu; None for a card without any."""
    items: list[ui.Item[Any]] = []
    if card.choices:
        items.append(WhichMenu(asker, card.field, card.choices))
    if card.call:
        items.append(CallButton("call", *card.call))
    if card.call and card.keypads:
        items.append(CallButton("dial", *card.call))
    if card.passage:
        items.append(PassageButton(card.passage))
    if card.call and card.dated:
        items.append(CallButton("calendar", *card.call))
    if card.quotes and card.source:
        items.append(ReleaseButton("quotes", card.source.id))
    items += [_to_release(card.source)] if card.source else []
    items += [PageButton(turn) for turn in card.turns]
    items += [ForgetButton()] if card.forgetting else []
    items += [ui.Button(label=label, url=address) for label, address in card.links]
    if not items:
        return None
    view = ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view


def post_view(release: str | None, call: int | None) -> ui.View | None:
    """The buttons below a post about a release, or one of its calls."""
    if release is None:
        return None
    view = ui.View(timeout=None)
    for does in ("call", "calendar") if call is not None else ():
        view.add_item(CallButton(does, release, call or 0))
    view.add_item(ReleaseButton("release", release))
    return view


def _to_release(entry: Entry) -> ui.Item[Any]:
    """The button for the release itself: to its address, or for its text where it came as a file."""
    address = link(entry.source)
    if address and len(address) <= limits.BUTTON_URL and "://" in entry.source:
        return ui.Button(label=_OF_RELEASE["release"], url=address)
    return ReleaseButton("release", entry.id)


class CallButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"(?P<does>{'|'.join(_CALL)}):{_RELEASE}:(?P<call>\d{{1,4}})"
):
    """Shows all about a call, or gives it as a calendar file, to whoever presses it."""

    def __init__(self, does: str, release: str, call: int) -> None:
        super().__init__(ui.Button(label=_CALL[does], custom_id=f"{does}:{release}:{call}"))
        self.does, self.release, self.call = does, release, call

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(match["does"], match["release"], int(match["call"]))

    async def callback(self, interaction: Pressed) -> None:
        host = interaction.client
        answer = {"call": host.answers.call, "dial": host.answers.dial, "calendar": host.answers.calendar}
        await host.press(interaction, self.does, answer[self.does], self.release, self.call)


class ReleaseButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"(?P<does>{'|'.join(_OF_RELEASE)}):{_RELEASE}"
):
    """Gives a release's text as a file, or each of its facts with its sentence, to whoever presses it."""

    def __init__(self, does: str, release: str) -> None:
        super().__init__(ui.Button(label=_OF_RELEASE[does], custom_id=f"{does}:{release}"))
        self.does, self.release = does, release

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(match["does"], match["release"])

    async def callback(self, interaction: Pressed) -> None:
        host = interaction.client
        answer = {"release": host.answers.text, "quotes": host.answers.quotes}[self.does]
        await host.press(interaction, self.does, answer, self.release)


class PassageButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"passage:{_RELEASE}:(?P<start>\d{{1,9}}):(?P<end>\d{{1,9}})"
):
    """Shows the paragraph that an answer is from."""

    def __init__(self, passage: Excerpt) -> None:
        place = f"{passage.release}:{passage.start}:{passage.end}"
        super().__init__(ui.Button(label="The passage", custom_id=f"passage:{place}"))
        self.passage = passage

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(Excerpt(match["release"], int(match["start"]), int(match["end"])))

    async def callback(self, interaction: Pressed) -> None:
        host = interaction.client
        await host.press(interaction, "passage", host.answers.passage, self.passage)


class PageButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"page:(?P<list>[a-z]{1,20}):(?P<of>[\w.-]{0,60}):(?P<page>\d{1,4})",
):
    """Puts another page of a list in the place of this one."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(ui.Button(label=turn.label, custom_id=f"page:{turn.list}:{turn.of}:{turn.page}"))
        self.turn = turn

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(Turn("…", match["list"], match["of"], int(match["page"])))

    async def callback(self, interaction: Pressed) -> None:
        await interaction.client.turned(interaction, self.turn)


class ForgetButton(ui.DynamicItem[ui.Button[Any]], template="forget"):
    """Deletes what is kept of whoever presses it."""

    def __init__(self) -> None:
        style = discord.ButtonStyle.danger
        super().__init__(ui.Button(label="Delete my data", custom_id="forget", style=style))

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls()

    async def callback(self, interaction: Pressed) -> None:
        await interaction.client.forget(interaction)


class WhichMenu(
    ui.DynamicItem[ui.Select[Any]], template=r"which:(?P<asker>\d{1,20}):(?P<field>[a-z_.]{0,60})"
):
    """Asks "Which one?" of the person who asked; the question itself stands in the message."""

    def __init__(self, asker: int, field: str | None, choices: tuple[str, ...] = ()) -> None:
        unique = dict.fromkeys(limits.shortened(choice, limits.CHOICE) for choice in choices)
        super().__init__(
            ui.Select(
                placeholder="Which one?",
                custom_id=f"which:{asker}:{field or ''}",
                options=[discord.SelectOption(label=choice) for choice in list(unique)[: limits.CHOICES]],
            )
        )
        self.asker, self.field = asker, field

    @classmethod
    async def from_custom_id(cls, _: Any, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(int(match["asker"]), match["field"] or None)

    async def callback(self, interaction: Pressed) -> None:
        await interaction.client.chosen(interaction, self.asker, self.field, self.item.values[0])


ITEMS = (CallButton, ReleaseButton, PassageButton, PageButton, ForgetButton, WhichMenu)


def call_of(message: discord.Message) -> tuple[str, int] | None:
    """The release's id and the call's number that an answer of the bot's own is about, by its buttons."""
    rows = (row.children for row in message.components if isinstance(row, discord.ActionRow))
    ids = (str(item.custom_id) for row in rows for item in row if isinstance(item, discord.Button))
    found = next(filter(None, map(CallButton.__discord_ui_compiled_template__.fullmatch, ids)), None)
    return (found["release"], int(found["call"])) if found else None
