"""The README says what is there: every field, command, option and setting, and links that lead somewhere.

What is made from the project itself, the table of fields and the answer shown, is rewritten on request only:
`RELEASEBOT_GOLDEN=rewrite make test WORKERS=0`, in one process as it is one file.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import socket
import sys
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest

from bot.__main__ import main, parser
from bot.fields import Fields, declared
from tests.yaml_files import read_yaml

PROJECT = Path(__file__).parent.parent
README = PROJECT / "README.md"
QUESTIONS = "replay code for cellectar\nwhen is the call?\n"
LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fields() -> Fields:
    path = PROJECT / "config" / "fields.yaml"
    return declared(read_yaml(path), str(path))


def table(fields: Fields) -> str:
    """The fields as the README shows them."""
    rows = [(f"`{f.id}`", f.about, f.asked[0], f"`/{f.command}`" if f.command else "") for f in fields]
    head = [("field", "what", "for example", "on Discord"), ("---",) * 4]
    return "".join(f"| {' | '.join(row)} |\n" for row in [*head, *rows])


def part(name: str, made: str) -> str:
    """The README's part between two comments of that name; first written anew where that is asked for."""
    between = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    text = README.read_text(encoding="utf-8")
    if os.environ.get("RELEASEBOT_GOLDEN") == "rewrite":
        text = between.sub(lambda _: made, text)
        README.write_text(text, encoding="utf-8")
    found = between.search(text)
    assert found
    return found[0]


def test_the_table_of_what_can_be_asked_is_that_of_the_fields(fields: Fields) -> None:
    assert part("fields", table(fields)) == table(fields)


def test_the_answer_shown_is_the_one_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(QUESTIONS))
    assert main(["run", "--database", str(tmp_path / "library.db"), "--now", "2026-11-22"]) == 0
    answers = "\n".join(capsys.readouterr().out.rstrip().splitlines())
    shown = f"```text\n{answers}\n```\n"
    assert part("answer", shown) == shown


async def test_the_section_on_arrivals_can_be_followed_word_for_word(tmp_path: Path, readme: str) -> None:
    section = readme.split("<!-- arrivals -->")[1].split("<!-- /arrivals -->")[0]
    serve, settings, commands = re.findall(r"```(?:sh|yaml)\n(.*?)```", section, re.DOTALL)
    programs = {"releasebot": f"{sys.executable} -m bot", "python": sys.executable}
    with socket.socket() as free:  # the README's port may be taken
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    (tmp_path / "try.yaml").write_text(settings.replace("8765", port), encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}

    async def shell(line: str) -> asyncio.subprocess.Process:
        line = re.sub(r"^\.venv/bin/(\w+)", lambda found: programs[found[1]], line)
        return await asyncio.create_subprocess_shell(
            f"exec {line}", cwd=tmp_path, env=environment, stdout=asyncio.subprocess.PIPE
        )

    server = await shell(f"{serve.strip()} {port}")
    try:
        assert server.stdout is not None
        await server.stdout.readline()
        said = []
        for line in commands.splitlines():
            out, _ = await (await shell(line)).communicate()
            said.append(out.decode())
    finally:
        server.terminate()
        await server.wait()
    fetched, sources, novira, averil, lumenor = said
    assert "wire: ok, 2 new (1 by the feed's own words only)" in fetched
    assert "edgar: ok, 1 new" in fetched
    assert "without a gap from" in sources
    assert "4570764" in novira
    assert "1-888-555-0134" in averil
    assert "Only the first paragraph is known here" in lumenor


def options_of(top: ArgumentParser) -> dict[str, list[str]]:
    """Every command's long options."""
    (choice,) = (action for action in top._actions if isinstance(action, _SubParsersAction))
    return {
        name: [
            option for action in command._actions for option in action.option_strings if option[:2] == "--"
        ]
        for name, command in choice.choices.items()
    }


def test_every_command_and_option_is_described(readme: str) -> None:
    for command, options in options_of(parser()).items():
        assert f"`releasebot {command}" in readme
        assert [option for option in options if f"`{option}" not in readme and option != "--help"] == []


def test_links_lead_somewhere(readme: str) -> None:
    for target in LINK.findall(readme):
        assert (PROJECT / target.replace("\\", "")).exists(), target


def test_headings_that_are_linked_to_are_there(readme: str) -> None:
    headings = {
        re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-")
        for h in re.findall(r"^#+ (.*)$", readme, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", readme)) <= headings
