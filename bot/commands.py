"""What each command does: takes the app and the parsed options, gives the exit status.

Views are imported where they are drawn: programs that read JSON do not wait for them.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.app import App, no_releases
from bot.console.batch import answer_lines
from bot.console.screen import Screen
from bot.errors import Trouble
from bot.record import answer_record, release_record

if TYPE_CHECKING:
    from bot.console.answers import Showing
    from bot.library.indexing import Outcome
    from bot.library.store import Store
    from bot.model import Answer, Release

DONE, UNDONE = 0, 1


def read(app: App, options: Namespace) -> int:
    """Print what release files state; one that cannot be read is named, and the others go on."""
    screen, status = Screen(), DONE
    for source, release in app.releases(options.paths, sys.stdin.buffer):
        if isinstance(release, Trouble):
            status = UNDONE
            if options.json:
                screen.record({"source": source, "error": str(release)})
            else:
                screen.complain(str(release))
        elif options.json:
            screen.record(release_record(release, text=options.text, explain=options.explain))
        else:
            _show_release(app, screen, release, options)
    return status


def _show_release(app: App, screen: Screen, release: Release, options: Namespace) -> None:
    from bot.console.releases import ReleaseView

    view = ReleaseView(
        app.fields,
        width=screen.width,
        text=options.text,
        explain=options.explain,
        marked=not screen.is_terminal,
    )
    screen.show(*view.of(release))


def index(app: App, options: Namespace) -> int:
    """Bring the library up to date and say what was done."""
    from bot.console.progress import outcome_line

    screen, paths = Screen(), options.paths or [app.folder]
    with app.library_for(paths) as store:
        outcome = _refreshed(app, store, screen, paths)
        screen.line(outcome_line(outcome))
        for note in app.passed_over(paths):
            screen.complain(note)
        for trouble in outcome.troubles:
            screen.complain(trouble)
    return UNDONE if outcome.troubles else DONE


def ask(app: App, options: Namespace) -> int:
    """Answer one question, or a batch of them, a line each."""
    screen = Screen()
    with _library(app, options) as store:
        if not options.no_index:
            _refreshed(app, store, screen)
        if options.batch:
            return _ask_batch(app, store, screen, options)
        answer = app.desk(store).answer(" ".join(options.question), now=app.clock())
        if options.json:
            explained = {"explanation": list(answer.explanation)} if options.explain else {}
            screen.record(answer_record(answer) | explained)
        else:
            _show_answer(answer, _showing(app, screen), screen, explain=options.explain)
    return DONE


def _showing(app: App, screen: Screen) -> Showing:
    from bot.console.answers import Showing

    return Showing(app.fields, screen.width, marked=not screen.is_terminal)


def _show_answer(answer: Answer, showing: Showing, screen: Screen, *, explain: bool) -> None:
    from bot.console.answers import answer_view, explanation_view

    screen.show(*answer_view(answer, showing))
    if explain:
        screen.show(*explanation_view(answer))


def _ask_batch(app: App, store: Store, screen: Screen, options: Namespace) -> int:
    status = DONE
    with _opened(options.batch) as lines:
        for record in answer_lines(lines, app.desk(store), app.clock, explain=options.explain):
            status = UNDONE if "error" in record else status
            screen.record(record)
    return status


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")
    except OSError as error:
        raise Trouble(f"The questions in {name} cannot be read: {error.strerror}.") from error


def chat(app: App, options: Namespace) -> int:
    """Converse on the terminal; a question a line where standard input is piped."""
    from bot.console.talk import Conversation
    from bot.desk.talk import Session

    screen = Screen()
    with _library(app, options) as store:
        outcome = None if options.no_index else _refreshed(app, store, screen)
        desk, session = app.desk(store), Session()
        talk = Conversation(
            lambda question: desk.answer(question, now=app.clock(), session=session),
            _showing(app, screen),
            screen,
        )
        if sys.stdin.isatty() and screen.is_terminal:
            from bot.console.examples import examples

            talk.typed(outcome.kept if outcome else None, examples(store, app.lexicon.legal_forms.keys()))
        else:
            talk.piped(sys.stdin)
    return DONE


def run(app: App, options: Namespace) -> int:
    """Answer on Discord; on the terminal where there is no token."""
    if app.settings.discord.token:
        return app.run_discord()
    Screen().complain("DISCORD_TOKEN is not set, so the conversation is here.")
    options.no_index = False
    return chat(app, options)


def doctor(app: App, options: Namespace) -> int:
    """Check everything and say what to mend."""
    from bot.checkup import checkup
    from bot.console.findings import finding_view

    screen, status = Screen(), DONE
    for finding in checkup(app):
        status = status if finding.well else UNDONE
        screen.show(finding_view(finding, screen.width))
    return status


def _refreshed(app: App, store: Store, screen: Screen, paths: Sequence[Path] = ()) -> Outcome:
    from bot.console.progress import progress_bar

    try:
        with progress_bar(screen) as progress:
            outcome = app.update(store, paths, progress)
    except KeyboardInterrupt:
        screen.complain("Interrupted: what was read is kept, and the next index makes the library whole.")
        raise
    if not (outcome.kept or outcome.troubles):
        for folder in app.roots(store, paths):
            screen.complain(str(no_releases(folder)))
    return outcome


def _library(app: App, options: Namespace) -> Store:
    return app.library(as_it_is=True) if options.no_index else app.library_for()
