"""The command line: the only reader of arguments, environment and clock."""

from __future__ import annotations

import os
import signal
import sys
import time
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, NoReturn

from bot import __version__
from bot.errors import Trouble

UNDONE, INTERRUPTED, TERMINATED = 1, 130, 143


class _Parser(ArgumentParser):
    """Takes options only by their whole names; says what is wrong in one line, and where help is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (try {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status: 0 done, 1 something could not be done, 2 wrong usage."""
    _speak_utf8()
    options = _options(argv)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _write_no_more()
        return UNDONE
    except Exception as error:
        if options.debug:
            raise
        return _complain(error)


def _options(argv: Sequence[str] | None) -> Namespace:
    """The options, checked; what is wrong with them is said by the command that they were given to."""
    top = parser()
    for word in takewhile(lambda word: word not in _COMMANDS, sys.argv[1:] if argv is None else argv):
        # argparse would take what follows an option that it does not know for the command
        if word.startswith("--") and word.partition("=")[0] not in top._option_string_actions:
            top.error(f"unrecognized arguments: {word}")
    options, surplus = top.parse_known_args(argv)
    if surplus:
        options.parser.error(f"unrecognized arguments: {' '.join(surplus)}")
    if options.command == "fetch" and options.now:
        options.parser.error("--now is no time to fetch at: sources are polled by the system's clock")
    if options.command == "index" and options.share and not options.paths:
        options.parser.error("--share needs the files to put into the ledger")
    if options.command == "ask" and not options.batch and not " ".join(options.question).strip():
        options.parser.error("the question is empty")
    return options


def _run(options: Namespace) -> int:
    from bot import commands
    from bot.app import App, config_folder
    from bot.settings import settings_from

    settings = settings_from(
        options.config or config_folder() / "bot.yaml",
        os.environ,
        releases=options.releases,
        database=options.database,
        ledger=options.ledger,
        packaged=not options.config and config_folder().parent == Path(__file__).parent,
    )
    now = options.now
    _end_when_told()
    app = App(settings, (lambda: now) if now else (lambda: datetime.now(UTC)), time.time)
    command = getattr(commands, options.command)
    status: int = command(app, options)
    return status


def _complain(error: Exception) -> int:
    from bot.console.plain import harmless

    unforeseen = f"releasebot failed unexpectedly ({type(error).__name__}: {error}); --debug shows where."
    if sys.stderr is not None:
        sys.stderr.write(harmless(str(error) if isinstance(error, Trouble) else unforeseen) + "\n")
    if isinstance(error.__cause__, OSError) and sys.stdout is not None:
        _flush_or_stop()
    return error.status if isinstance(error, Trouble) else UNDONE


def _flush_or_stop() -> None:
    try:
        sys.stdout.flush()
    except OSError:  # a full disk: Python would try, and complain, once more when it ends
        _write_no_more()


def _write_no_more() -> None:
    """Whoever read the output has gone, or its disk is full: nothing may be written, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end_when_told() -> None:
    """SIGTERM ends the program in order, with the processes it started; Discord's service has its own way."""
    if current_thread() is main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(TERMINATED))


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where a test has put another stream in its place
            stream.reconfigure(encoding="utf-8", errors="replace")


def parser() -> ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="releasebot",
        description="Answers questions about companies' press releases, with the sentence that says so.",
        epilog=_EPILOG,
        parents=[_common()],
        formatter_class=RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"releasebot {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, (about, more) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=about[0].lower() + about[1:].rstrip("."),
            description=about,
            epilog=more,
            parents=[_common()],  # its own: a default set for one would be every other's, after the name
            formatter_class=RawDescriptionHelpFormatter,
        )
        _OPTIONS.get(name, lambda _: None)(command)
        command.set_defaults(parser=command)
    top.set_defaults(config=None, database=None, ledger=None, releases=None, now=None, debug=False)
    return top


def _common() -> _Parser:
    """The options that every command takes, before or after its name."""
    common = _Parser(add_help=False, argument_default=SUPPRESS)
    group = common.add_argument_group("options of every command")
    group.add_argument("--config", metavar="FILE", type=Path, help="settings (default: config/bot.yaml)")
    group.add_argument("--database", metavar="PATH", type=Path, help="the library's file")
    group.add_argument(
        "--ledger", metavar="PATH-OR-URL", help="what arrived (default: a file beside the library's)"
    )
    group.add_argument("--releases", metavar="DIR", type=Path, help="the folder of releases")
    group.add_argument(
        "--now", metavar="ISO-8601", type=_moment, help="the time to answer at, such as 2025-02-20T12:00:00Z"
    )
    group.add_argument("--debug", action="store_true", help="show where an error came from")
    return common


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text!r} is no ISO 8601 time such as 2025-02-20T12:00:00Z or 2025-02-20"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_options(command: ArgumentParser) -> None:
    command.add_argument(
        "paths", metavar="PATH", nargs="+", help="a release, a folder of them, or - for stdin"
    )
    command.add_argument("--json", action="store_true", help="a JSON object a line (release.schema.json)")
    command.add_argument("--text", action="store_true", help="with the text that character offsets count in")
    command.add_argument("--explain", action="store_true", help="beside each value the rule that gave it")


def _index_options(command: ArgumentParser) -> None:
    command.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="files or folders (default: the releases folder)"
    )
    command.add_argument(
        "--share", action="store_true", help="put the files into the ledger, for all machines"
    )


def _ask_options(command: ArgumentParser) -> None:
    asked = command.add_mutually_exclusive_group()
    asked.add_argument("question", metavar="QUESTION", nargs="*", default=[], help="in your own words")
    asked.add_argument("--batch", metavar="FILE", help="JSON lines {id, question, session?}; - for stdin")
    command.add_argument("--json", action="store_true", help="the answer as JSON (answer.schema.json)")
    command.add_argument("--no-index", action="store_true", help="answer from the library as it is")
    command.add_argument("--explain", action="store_true", help="show how the question was understood")


def _chat_options(command: ArgumentParser) -> None:
    command.add_argument("--no-index", action="store_true", help="answer from the library as it is")


def _fetch_options(command: ArgumentParser) -> None:
    command.add_argument("sources", metavar="SOURCE", nargs="*", help="names of sources (default: all)")
    command.add_argument(
        "--once", action="store_true", help="poll each once now, whether due or not, and end"
    )
    command.add_argument("--json", action="store_true", help="a JSON object for each poll")


def _sources_options(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="a JSON object for each source")


def _ledger_options(command: ArgumentParser) -> None:
    command.add_argument("action", choices=["copy"], help="what to do")
    command.add_argument("origin", metavar="FROM", help="a ledger that nothing uses")
    command.add_argument("target", metavar="TO", help="an empty one, or a file to be made")


_OPTIONS = {
    "read": _read_options,
    "index": _index_options,
    "ask": _ask_options,
    "chat": _chat_options,
    "fetch": _fetch_options,
    "sources": _sources_options,
    "ledger": _ledger_options,
}

_EPILOG = """\
examples:
  releasebot ask "replay code for cellectar?"
  releasebot read releases/ --json
  releasebot chat --now 2014-05-13

Exit status: 0 done, 1 something asked for could not be done, 2 wrong usage, 130 stopped by Ctrl-C.
"""

_COMMANDS = {
    "read": (
        "Read release files and print what they state, each fact beside its sentence; nothing is stored.",
        """\
Kinds of file: .txt, .md, .html, .pdf (with a text layer), .eml, whole EDGAR submissions. A file that cannot
be read is named, the others go on, and the exit status is 1.

examples:
  releasebot read releases/cellectar-2014-05-12.txt
  releasebot read releases/ --json | jq .calls
  curl -s https://example.com/release.html | releasebot read -
""",
    ),
    "index": (
        "Bring the library up to date with the releases: what is new, what changed, what is gone.",
        """\
Safe to stop at any moment; the next run makes the library whole. The library remembers what it was made
of: that is where ask, chat and run look for what changed, unless a folder is named.

examples:
  releasebot index
  releasebot index ~/releases --database /var/lib/releasebot/library.db
""",
    ),
    "ask": (
        "Answer one question from the library, brought up to date with the releases first.",
        """\
With --batch, each line {"id", "question", "session"?} gets a line of JSON back, in order; lines of one
session follow up on each other. A line that is no question gets {"error": ...} in its place.

examples:
  releasebot ask replay code for cellectar
  releasebot ask "what phase is CLR1502 in?" --json
  releasebot ask --batch questions.jsonl > answers.jsonl
""",
    ),
    "chat": (
        "Talk with the desk on the terminal.",
        """\
Questions may follow up on each other ("and the international number?"). Piped in, each line is a question.

examples:
  releasebot chat
  printf 'replay code for cellectar\\nwhen is the call?\\n' | releasebot chat
""",
    ),
    "run": (
        "Answer on Discord; without a DISCORD_TOKEN, on the terminal.",
        """\
environment:
  DISCORD_TOKEN        the bot's token; without it the conversation is here
  DISCORD_API_URL      a REST proxy in place of Discord's own API
  DISCORD_GATEWAY_URL  a gateway proxy in place of Discord's own
  RELEASEBOT_SECTION__KEY  any key of config/bot.yaml, such as RELEASEBOT_LOG__LEVEL=debug
""",
    ),
    "fetch": (
        "Poll the configured sources for new releases, as they fall due or once.",
        """\
What arrived is in the ledger, from which ask, chat and run take it. Exit status 1 where a source was refused
or failed. --once asks each source in spite of its times, and ends when the pages of all new items were tried.

examples:
  releasebot fetch --once
  releasebot fetch wire --json
""",
    ),
    "sources": (
        "Show each source: its last poll and its next, what its polls cover without a gap, what arrived.",
        "Only what lies in the span that is covered can be missing from the library for a reason of its own.",
    ),
    "ledger": (
        "Copy all of one ledger into an empty other one.",
        """\
Numbers are kept, and the copy is the same ledger to every library. Refused while something uses FROM, or
where TO is not empty.

examples:
  releasebot ledger copy library.ledger.db /srv/releasebot/ledger.db
""",
    ),
    "doctor": (
        "Check settings, library, releases, Discord token and intents, and say what to mend.",
        "Exit status 1 when something needs mending.",
    ),
}

if __name__ == "__main__":
    sys.exit(main())
