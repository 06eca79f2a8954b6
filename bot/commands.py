"""What each command does: takes the app and the parsed options, gives the exit status.

Views are imported where they are drawn: programs that read JSON do not wait for them.
"""

from __future__ import annotations

import io
from argparse import Namespace
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.app import App, no_releases
from bot.console.screen import Screen, standard_input
from bot.errors import Trouble
from bot.record import answer_record, release_record

if TYPE_CHECKING:
    from bot.console.answers import Showing
    from bot.library.indexing import Outcome
    from bot.library.store import Store
    from bot.model import Answer, Release
    from bot.sources.polling import Report

DONE, UNDONE = 0, 1
NO_SOURCES = "No source is set: config/bot.yaml has some to begin with, under “sources”."


def read(app: App, options: Namespace) -> int:
    """Print what release files state; one that cannot be read is named, and the others go on."""
    screen, status = Screen(), DONE
    stdin = standard_input().buffer if "-" in options.paths else io.BytesIO()
    for source, release in app.releases(options.paths, stdin):
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

    if options.share:
        return _share(app, options)
    screen, paths = Screen(), options.paths
    with app.library_for(paths) as store:
        outcome = _brought_up_to_date(app, store, screen, paths)
        screen.line(outcome_line(outcome))
        for note in app.passed_over(paths or app.roots(store)):
            screen.complain(note)
        for trouble in outcome.troubles:
            screen.complain(trouble)
    return UNDONE if outcome.troubles else DONE


def _share(app: App, options: Namespace) -> int:
    """Put files into the ledger, and bring the library up to date with it."""
    screen = Screen()
    outcome = app.share(options.paths)
    with app.library() as store:
        app.take_in(store)
    screen.line(f"{outcome.added:,} shared, {outcome.unchanged:,} were there.")
    for trouble in outcome.troubles:
        screen.complain(trouble)
    return UNDONE if outcome.troubles else DONE


def fetch(app: App, options: Namespace) -> int:
    """Poll the sources, once or as they fall due, and say what each poll brought."""
    from bot.console.sources import report_line, report_record

    screen, wrong = Screen(), False
    if not app.settings.sources and not options.sources:
        screen.complain(NO_SOURCES)
        return DONE

    def told(report: Report) -> None:
        nonlocal wrong
        wrong = wrong or report.status in ("refused", "failed")
        if options.json:
            screen.record(report_record(report))
        else:
            screen.line(report_line(report))

    with app.ledger(made=True) as ledger:
        assert ledger is not None  # noqa: S101 - it is made; for mypy
        rounds = app.rounds(ledger, options.sources)
        rounds.run(told, once=options.once)
    return UNDONE if wrong and options.once else DONE


def sources(app: App, options: Namespace) -> int:
    """Say of each source when it was polled, with what result, and what its polls cover."""
    from bot.console.sources import source_lines, source_record
    from bot.sources.deciding import state_for

    screen = Screen()
    if not app.settings.sources:
        screen.complain(NO_SOURCES)
        return DONE
    with app.ledger(made=True) as ledger:
        assert ledger is not None  # noqa: S101 - it is made; for mypy
        for source in app.settings.sources:
            state, arrived = state_for(source, ledger.state(source.name)), ledger.arrived(source.name)
            if options.json:
                screen.record(source_record(source, state, arrived))
            else:
                for line in source_lines(source, state, arrived):
                    screen.line(line)
    return DONE


def ledger(app: App, options: Namespace) -> int:
    """Copy all of one ledger into an empty other one."""
    from bot.ledger.copying import copy_ledger

    count = copy_ledger(options.origin, options.target)
    Screen().line(f"{count:,} arrivals were copied.")
    return DONE


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
    from bot.console.batch import answer_lines

    status = DONE
    with _opened(options.batch) as lines:
        for record in answer_lines(lines, app.desk(store), app.clock, explain=options.explain):
            status = UNDONE if "error" in record else status
            screen.record(record)
    return status


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(standard_input().buffer)
    try:
        return open(name, "rb")
    except OSError as error:
        raise Trouble(f"The questions in {name} cannot be read: {error.strerror}.") from error


def chat(app: App, options: Namespace) -> int:
    """Converse on the terminal; a question a line where standard input is piped."""
    from bot.console.talk import Conversation
    from bot.desk.talk import Session

    screen, stdin = Screen(), standard_input()
    with _library(app, options) as store:
        outcome = None if options.no_index else _refreshed(app, store, screen)
        desk, session = app.desk(store), Session()
        talk = Conversation(
            lambda question: desk.answer(question, now=app.clock(), session=session),
            _showing(app, screen),
            screen,
        )
        if stdin.isatty() and screen.is_terminal:
            from bot.console.examples import examples

            talk.typed(outcome.kept if outcome else None, examples(store, app.lexicon.legal_forms.keys()))
        else:
            talk.piped(stdin)
    return DONE


def run(app: App, options: Namespace) -> int:
    """Answer on Discord; on the terminal where there is no token."""
    if app.settings.discord.token:
        if options.now and app.settings.sources and app.settings.fetch.in_run:
            options.parser.error(
                "--now is no time to poll sources at (RELEASEBOT_FETCH__IN_RUN=false: it does not)"
            )
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


def _refreshed(app: App, store: Store, screen: Screen) -> Outcome:
    """The library brought up to date for an answer; where it holds nothing, why is said."""
    outcome = _brought_up_to_date(app, store, screen)
    if not outcome.kept:
        for trouble in outcome.troubles:
            screen.complain(trouble)
    return outcome


def _brought_up_to_date(app: App, store: Store, screen: Screen, paths: Sequence[Path] = ()) -> Outcome:
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
