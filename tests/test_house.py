"""The house's own rules: which room knows which, and what the pure rooms never touch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
MODULES = {path.relative_to(PROJECT): path for path in sorted((PROJECT / "bot").rglob("*.py"))}

# The flow is sources -> ledger -> reading -> library -> desk -> chat, console; each may know those before it.
# What sources find out is written into the ledger, whose shapes they know.
# The library offers what the desk asks for, so it knows the shapes in bot.desk.library_port.
MAY_IMPORT = {
    "reading": (),
    "ledger": ("bot.database",),
    "sources": ("bot.reading", "bot.ledger", "bot.duplicates", "bot.source_settings"),
    "library": ("bot.reading", "bot.ledger", "bot.database", "bot.duplicates", "bot.desk.library_port"),
    "desk": ("bot.reading",),
    "follows": ("bot.ledger",),
    "chat": (
        *("bot.reading", "bot.sources", "bot.ledger", "bot.library", "bot.follows", "bot.desk"),
        "bot.settings",
    ),
    "console": (
        *("bot.reading", "bot.sources", "bot.ledger", "bot.library", "bot.desk", "bot.checkup"),
        "bot.source_settings",
    ),
}
FOR_ALL = ("bot.model", "bot.record", "bot.fields", "bot.lexicon", "bot.errors", "bot.__version__")
PURE = ("reading", "desk", "follows")
OUTSIDE = {
    *("aiohttp", "discord", "feedparser", "socket", "sqlite3", "urllib.request"),
    *("os", "pathlib", "shutil", "sys", "tempfile", "subprocess", "watchfiles"),
    *("asyncio", "random", "rich", "secrets", "structlog", "threading", "time"),
}
HANDS_ON = {Path("bot/chat/subprocess_reader.py"): {"os.environ"}}  # to a child process, without the token
ONLY_IN_MAIN = {
    "os.environ",
    "os.getenv",
    "sys.argv",
    "datetime.now",
    "datetime.utcnow",
    "date.today",
    "time.time",
}


def room(module: Path) -> str:
    return module.parts[1] if len(module.parts) > 2 else ""


def tree(module: Path) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imported(module: Path) -> Iterator[str]:
    """Everything the module imports, wherever it does so, as full names."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in MAY_IMPORT], ids=str)
def test_rooms_know_only_the_rooms_before_them(module: Path) -> None:
    allowed = (f"bot.{room(module)}", *MAY_IMPORT[room(module)], *FOR_ALL)
    ours = {name for name in imported(module) if is_within(name, ("bot",))}
    assert {name for name in ours if not is_within(name, allowed)} == set()


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) in PURE], ids=str)
def test_pure_rooms_touch_nothing_outside(module: Path) -> None:
    assert {name for name in imported(module) if is_within(name, tuple(OUTSIDE))} == set()
    called = {
        node.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & {"open", "print", "input", "eval", "exec"} == set()


@pytest.mark.parametrize("module", [m for m in MODULES if m.name != "__main__.py"], ids=str)
def test_only_the_command_line_reads_arguments_environment_and_clock(module: Path) -> None:
    used = {ast.unparse(node) for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)}
    assert (used & ONLY_IN_MAIN) - HANDS_ON.get(module, set()) == set()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_modules_and_functions_are_short(module: Path) -> None:
    assert MODULES[module].read_text(encoding="utf-8").count("\n") <= 400
    long = {
        node.name: node.end_lineno - node.lineno
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }
    assert {name: lines for name, lines in long.items() if lines > 45} == {}
