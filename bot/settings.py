"""What an operator can set: config/bot.yaml, and the environment before it; checked whole, then frozen."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from hashlib import sha256
from os.path import abspath
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import unquote, urlsplit

import yaml

from bot.errors import Trouble
from bot.source_settings import SourceSettings, sources_from
from bot.yaml_nodes import composed, nearest, pairs, plain

PREFIX = "RELEASEBOT_"
SECRETS = ("DISCORD_TOKEN", "RELEASEBOT_LEDGER__URL", "PGPASSWORD")  # variables that no other program needs
DISCORD_API_URL = "https://discord.com/api/v10"
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")

Environment = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReleasesSettings:
    """Where releases lie."""

    folder: Path = Path("../releases")


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """Where the library lies (`database` is filled in when settings are read) and how it is filled."""

    database: Path | None = None
    workers: int = field(default=0, metadata={"least": 0})


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """Where the ledger lies: a file's path, or a database's address, which may hold a password.

    `password` comes from the environment only.
    """

    url: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False, metadata={"variable": "PGPASSWORD"})


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How releases are fetched.

    `lease_seconds` after a process was killed another takes over its sources, and decides what is told.
    """

    in_run: bool = True
    lease_seconds: int = field(default=20, metadata={"least": 2})


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How the bot behaves on Discord. `token`, `api_url` and `gateway_url` come from the environment only."""

    prefix: str = ""
    conversation_minutes: int = field(default=15, metadata={"least": 1})
    cooldown_questions: int = field(default=5, metadata={"least": 1})
    cooldown_seconds: int = field(default=10, metadata={"least": 0})
    shard_ids: tuple[int, ...] = ()
    shard_count: int | None = field(default=None, metadata={"least": 1})
    presence: str = "press releases"
    log_direct_messages: bool = False
    watchdog_seconds: int = field(default=180, metadata={"least": 60})
    token: str | None = field(default=None, repr=False, metadata={"variable": "DISCORD_TOKEN"})
    api_url: str = field(
        default=DISCORD_API_URL, metadata={"variable": "DISCORD_API_URL", "schemes": ("https", "http")}
    )
    gateway_url: str | None = field(
        default=None, metadata={"variable": "DISCORD_GATEWAY_URL", "schemes": ("wss", "ws")}
    )


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is logged, and in which shape."""

    level: str = field(default="info", metadata={"among": LOG_LEVELS})
    format: str = field(default="text", metadata={"among": LOG_FORMATS})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; `source` is the file it came from.

    `releases_named` is whether somebody chose the releases folder, rather than left it as it came.
    """

    source: Path
    releases: ReleasesSettings = ReleasesSettings()
    library: LibrarySettings = LibrarySettings()
    ledger: LedgerSettings = LedgerSettings()
    fetch: FetchSettings = FetchSettings()
    discord: DiscordSettings = DiscordSettings()
    log: LogSettings = LogSettings()
    releases_named: bool = False
    sources: tuple[SourceSettings, ...] = ()

    @property
    def database(self) -> Path:
        """The library's file. Trouble when neither the settings nor the environment give a place for it."""
        if self.library.database is None:
            raise Trouble("No place for the library: HOME is not set; name a file with --database.")
        return self.library.database

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        found = (self.discord.token, self.ledger.password, *_passwords(self.ledger.url or ""))
        return tuple(one for one in found if one)

    @property
    def ledger_place(self) -> str:
        """The ledger's file or address; by default a file beside the library's."""
        return self.ledger.url or str(self.database.with_name(f"{self.database.stem}.ledger.db"))


def _passwords(address: str) -> tuple[str, ...]:
    """The password in a database's address, as it is written and as it is meant."""
    _, _, rest = address.partition("://")
    written = rest.rpartition("@")[0].partition(":")[2]
    asked = [part[9:] for part in rest.partition("?")[2].split("&") if part.startswith("password=")]
    return tuple(dict.fromkeys(way(one) for one in [written, *asked] for way in (str, unquote)))


@dataclass(frozen=True, slots=True)
class _Given:
    """A value somebody set and where, such as "config/bot.yaml:7"."""

    value: Any
    place: str


def settings_from(
    path: Path,
    environment: Environment,
    *,
    releases: Path | None = None,
    database: Path | None = None,
    ledger: str | None = None,
    platform: str = sys.platform,
    packaged: bool = False,
) -> Settings:
    """The settings of a file, the environment before it, and the command line's places before both.

    `packaged` says that it is the file of an installed package, beside which no releases lie: they are then
    looked for in the user's data directory.

    Trouble names every fault at once, each with its line or variable.
    """
    faults: list[str] = []
    root = composed(path)
    given = {**_from_file(root, path, faults), **_from_environment(environment, faults)}
    sections = {name: _section(kind, name, given, path.parent, faults) for name, kind in _SECTIONS.items()}
    sources = sources_from(root, path, faults)
    if faults:
        raise Trouble("The settings cannot be used:\n  " + "\n  ".join(faults))
    folder = Path(abspath(releases or sections["releases"].folder))
    named = releases is not None or folder != _shaped(Path, ReleasesSettings().folder, path.parent)
    if packaged and not named and (data := _data_directory(environment, platform)):
        folder = data / "releasebot" / "releases"
    place = database or sections["library"].database or default_database(folder, environment, platform)
    workers = sections["library"].workers
    return Settings(
        path,
        ReleasesSettings(folder),
        LibrarySettings(place and Path(abspath(place)), workers),
        replace(sections["ledger"], url=_ledger(ledger, sections["ledger"].url, path.parent)),
        sections["fetch"],
        sections["discord"],
        sections["log"],
        named,
        sources,
    )


def _ledger(chosen: str | None, url: str | None, base: Path) -> str | None:
    """The ledger's place: an address as it is, a path absolute."""
    if chosen:
        return chosen if "://" in chosen else abspath(Path(chosen).expanduser())
    if not url or "://" in url:
        return url
    return abspath(base / Path(url).expanduser())


def default_database(folder: Path, environment: Environment, platform: str = sys.platform) -> Path | None:
    """The library's file for a releases folder, in the user's data directory; None without a home.

    Each folder has a file of its own, so that looking at another folder never empties this one's library.
    """
    data = _data_directory(environment, platform)
    if data is None:
        return None
    name = f"{folder.name or 'library'}-{sha256(str(folder).encode()).hexdigest()[:8]}.db"
    return data / "releasebot" / name


def _data_directory(environment: Environment, platform: str) -> Path | None:
    home = environment.get("HOME") or environment.get("USERPROFILE")
    named = environment.get("LOCALAPPDATA" if platform == "win32" else "XDG_DATA_HOME")
    if named:
        return Path(named)
    if not home:
        return None
    return Path(home, "Library/Application Support" if platform == "darwin" else ".local/share")


_SECTIONS: dict[str, Any] = {
    "releases": ReleasesSettings,
    "library": LibrarySettings,
    "ledger": LedgerSettings,
    "fetch": FetchSettings,
    "discord": DiscordSettings,
    "log": LogSettings,
}


def _keys(kind: Any) -> dict[str, Field[Any]]:
    """The keys of a section that a file may hold."""
    return {f.name: f for f in fields(kind) if "variable" not in f.metadata}


def _from_file(root: yaml.Node | None, path: Path, faults: list[str]) -> dict[tuple[str, str], _Given]:
    found: dict[tuple[str, str], _Given] = {}
    for section, name_node, content in pairs(root, f"{path}", faults):
        place = f"{path}:{name_node.start_mark.line + 1}"
        if section == "sources":
            continue
        if section not in _SECTIONS:
            faults.append(f"{place}: unknown section {section!r}{nearest(section, [*_SECTIONS, 'sources'])}")
            continue
        for key, node, value in pairs(content, place, faults):
            where = f"{path}:{node.start_mark.line + 1}"
            if (section, key) in found:
                faults.append(f"{where}: {section}.{key} is set twice")
            if _known(section, key, where, faults):
                found[section, key] = _Given(plain(value, where, faults), where)
    return found


def _from_environment(environment: Environment, faults: list[str]) -> dict[tuple[str, str], _Given]:
    found = {}
    for variable in sorted(name for name in environment if name.startswith(PREFIX) and "__" in name):
        section, _, key = variable.removeprefix(PREFIX).lower().partition("__")
        if section not in _SECTIONS:
            faults.append(f"{variable}: unknown section {section!r}{nearest(section, _SECTIONS)}")
        elif _known(section, key, variable, faults):
            found[section, key] = _Given(_text(environment[variable], _kind(section, key)), variable)
    for section, kind in _SECTIONS.items():
        for item in (f for f in fields(kind) if "variable" in f.metadata):
            variable = item.metadata["variable"]
            if environment.get(variable, "").strip():
                found[section, item.name] = _Given(environment[variable].strip(), variable)
    return found


def _text(text: str, kind: type) -> Any:
    """What a variable's text means for a key of this kind; a list may go without brackets."""
    if kind is Path:
        return abspath(Path(text).expanduser()) if text else None
    if kind is str:
        return text
    try:
        return yaml.safe_load(f"[{text}]" if kind is tuple and "[" not in text else text)
    except yaml.YAMLError:
        return text


def _known(section: str, key: str, place: str, faults: list[str]) -> bool:
    keys = _keys(_SECTIONS[section])
    if key in keys:
        return True
    own = {f.name: f.metadata["variable"] for f in fields(_SECTIONS[section]) if "variable" in f.metadata}
    advice = f"; it is given in the environment as {own[key]}" if key in own else nearest(key, keys)
    faults.append(f"{place}: unknown key {section}.{key}{advice}")
    return False


def _section(
    kind: Any, section: str, given: Mapping[tuple[str, str], _Given], base: Path, faults: list[str]
) -> Any:
    values = {}
    for item in fields(kind):
        values[item.name] = item.default
        got = given.get((section, item.name))
        if got is not None and got.value is not None:
            fault = _fault(_kind(section, item.name), item.metadata, got.value)
            if fault:
                faults.append(f"{got.place}: {section}.{item.name} must be {fault}, not {got.value!r}")
            else:
                values[item.name] = got.value
    return kind(**{name: _shaped(_kind(section, name), value, base) for name, value in values.items()})


def _kind(section: str, key: str) -> type:
    """The class of a key's values: str, bool, int, Path or tuple."""
    hint = get_type_hints(_SECTIONS[section])[key]
    if isinstance(hint, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    kind: type = get_origin(hint) or hint
    return kind


def _fault(kind: type, limits: Mapping[str, Any], value: Any) -> str | None:
    """What a value for a key of this kind has to be, where it is not."""
    if kind is tuple:
        fine = isinstance(value, list) and all(type(one) is int and one >= 0 for one in value)
        return None if fine else "a list of whole numbers"
    if kind is int:
        least = limits.get("least", 0)
        return None if type(value) is int and value >= least else f"a whole number of at least {least}"
    if kind is bool:
        return None if isinstance(value, bool) else "true or false"
    among = limits.get("among")
    if not isinstance(value, str):
        return "text"
    if among and value not in among:
        return f"one of {', '.join(among)}"
    schemes = limits.get("schemes")
    return f"a URL such as {schemes[0]}://proxy.example" if schemes and not _is_url(value, schemes) else None


def _is_url(text: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname)


def _shaped(kind: type, value: Any, base: Path) -> Any:
    if kind is Path and value is not None:
        return Path(abspath(base / Path(value).expanduser()))
    return tuple(value) if kind is tuple else value
