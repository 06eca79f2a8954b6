"""What the bot is, what it knows, and what it keeps of whom. Pure."""

from __future__ import annotations

from datetime import datetime

from bot import __version__
from bot.chat.cards import Card
from bot.chat.library_state import LibraryState
from bot.chat.markup import bold
from bot.chat.values import moment
from bot.desk.formatting import listed
from bot.desk.library_port import Holdings
from bot.settings import DiscordSettings


def about_card(held: Holdings, state: LibraryState, settings: DiscordSettings) -> Card:
    """The version, what the library holds and how fresh it is, and what is kept of people."""
    direct = "" if settings.log_direct_messages else " in servers, and no direct message's words"
    lines = (
        f"{bold(f'releasebot {__version__}')} answers from companies' press releases, and shows the sentence "
        "that says so. What a release does not state it does not guess.",
        f"{bold('Library')} {_held(held)}",
        f"{bold('Up to date')} {_fresh(state)}",
        f"{bold('Kept of you')} what your last question in a channel was about, for "
        f"{settings.conversation_minutes} minutes, in memory only; what you follow or are reminded of, and "
        "that you made a server's follow, until you end it. Files that you send are not kept. "
        f"The operator's log holds questions asked{direct}, without names.",
    )
    return Card(lines=lines, status="about", forgetting=True)


def forgotten(conversations: int, follows: int = 0) -> str:
    """What is said once a person's data was deleted."""
    deleted = [f"what you asked last in {_counted(conversations, 'channel')}"] if conversations else []
    deleted += [f"{_counted(follows, 'follow')} of your own"] if follows else []
    if not deleted:
        return "Nothing was kept of you."
    return f"Deleted: {listed(deleted)}. Nothing else was kept of you."


def _held(held: Holdings) -> str:
    if not held.releases:
        return "no releases yet"
    newest = f"; the newest of {moment(held.newest)}" if held.newest else ""
    return f"{_counted(held.releases, 'release')} of {_counted(held.companies, 'company')}{newest}"


def _counted(count: int, what: str) -> str:
    """A number of things.

    >>> _counted(1, "company"), _counted(1200, "company")
    ('1 company', '1,200 companies')
    """
    many = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{count:,} {what if count == 1 else many}"


def _fresh(state: LibraryState) -> str:
    looked = f"looked for new releases {_ago(state.updated)}" if state.updated else "not looked yet"
    if state.reading:
        return state.reading
    return f"{looked}; the last update failed and is tried again" if state.trouble else looked


def _ago(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:R>"
