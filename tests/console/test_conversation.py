"""The conversation on the terminal: the greeting, what is answered, how it ends."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from bot.console.answers import Showing
from bot.console.screen import Screen
from bot.console.talk import Conversation
from bot.fields import Field, Fields
from bot.model import Answer
from tests.console.terminal import Terminal

FIELDS = Fields(
    (
        Field("replay.access_code", "Replay code", "code", "The replay's code", asked=("replay code",)),
        Field("call.title", "Event", "text", "What the call is called"),
    )
)


@pytest.fixture
def screen() -> Terminal:
    return Terminal()


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def conversation(screen: Terminal, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> Conversation:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    def answer(question: str) -> Answer:
        asked.append(question)
        return Answer(question, "not_understood", f"You said {question}.")

    return Conversation(answer, Showing(FIELDS), Screen(screen, screen))


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str | type[BaseException]) -> None:
    """Let input() give these lines, or raise; then the end of input."""

    def given() -> Iterator[str]:
        for line in lines:
            if not isinstance(line, str):
                raise line
            yield line
        raise EOFError

    source = given()
    monkeypatch.setattr("builtins.input", lambda prompt: next(source))


def test_the_greeting_says_how_much_is_known_and_what_to_ask(
    conversation: Conversation, screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch)
    conversation.typed(12_345, ["replay code for acme?"])
    assert screen.getvalue().splitlines()[:3] == [
        "releasebot · 12,345 releases in the library. Ask, for example:",
        "  replay code for acme?",
        "help shows what can be asked, quit or Ctrl-D leaves.",
    ]


def test_an_empty_library_gets_advice_instead_of_examples(
    conversation: Conversation, screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch)
    conversation.typed(0, [])
    assert "0 releases in the library. Put some into the releases folder." in screen.getvalue()


@pytest.mark.parametrize("leaving", ["quit", "EXIT", "bye ", "q", EOFError])
def test_leaving(
    conversation: Conversation,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    leaving: str | type[BaseException],
) -> None:
    typing(monkeypatch, "first", "  ", " second ", leaving, "never")
    conversation.typed(1, [])
    assert asked == ["first", "second"]


def test_an_interrupt_leaves_as_one(
    conversation: Conversation, screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "first", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        conversation.typed(1, [])
    assert screen.getvalue().endswith("You said first.\n\n\n")  # the shell's prompt gets a line of its own


def test_help_names_every_field_that_people_ask_for(
    conversation: Conversation, screen: Terminal, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "help")
    conversation.typed(1, [])
    assert asked == []
    assert "Replay code  replay code" in screen.getvalue()
    assert "Event" not in screen.getvalue()


def test_piped_lines_are_echoed_before_their_answers(
    conversation: Conversation, screen: Terminal, asked: list[str]
) -> None:
    conversation.piped(io.StringIO("one\n\n  two\r\n"))
    assert asked == ["one", "two"]
    assert screen.getvalue() == "> one\n  You said one.\n\n> two\n  You said two.\n\n"
