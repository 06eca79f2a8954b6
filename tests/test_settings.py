"""The settings file and the environment: what is taken from where, and what is refused with its place."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.errors import Trouble
from bot.settings import Settings, settings_from

PROJECT = Path(__file__).parent.parent
HOME = {"HOME": "/home/ada"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.yaml"


def faults(path: Path, content: str, environment: dict[str, str] | None = None) -> list[str]:
    """The lines of the Trouble that the settings make, without the first."""
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Trouble) as caught:
        settings_from(path, environment or HOME)
    return [line.strip() for line in str(caught.value).splitlines()[1:]]


def test_the_projects_file_says_what_the_defaults_are() -> None:
    path = PROJECT / "config" / "bot.yaml"
    settings = settings_from(path, HOME)
    assert settings.discord == Settings(path).discord
    assert settings.log == Settings(path).log
    assert settings.fetch == Settings(path).fetch
    assert settings.sources == ()
    assert settings.releases.folder == PROJECT / "releases"


def test_the_projects_file_names_every_key() -> None:
    text = (PROJECT / "config" / "bot.yaml").read_text(encoding="utf-8")
    for section in ("releases", "library", "ledger", "fetch", "discord", "log"):
        kind = type(getattr(Settings(Path("x")), section))
        for item in fields(kind):
            assert "variable" in item.metadata or f"\n  {item.name}:" in text, item.name


def test_without_a_checkout_releases_lie_in_the_users_data_directory(tmp_path: Path) -> None:
    path = tmp_path / "site-packages" / "bot" / "config" / "bot.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes((PROJECT / "config" / "bot.yaml").read_bytes())
    settings = settings_from(path, HOME, packaged=True)
    assert settings.releases.folder == Path("/home/ada/.local/share/releasebot/releases")
    assert not settings.releases_named
    assert settings.database.parent == Path("/home/ada/.local/share/releasebot")
    named = settings_from(path, HOME, packaged=True, releases=Path("/srv/releases"))
    assert (named.releases.folder, named.releases_named) == (Path("/srv/releases"), True)


def test_an_empty_file_is_all_defaults(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    assert settings_from(file, {}).discord == Settings(file).discord


def test_the_environment_goes_before_the_file(file: Path) -> None:
    file.write_text("discord:\n  prefix: '?'\n  cooldown_seconds: 3\n", encoding="utf-8")
    environment = {
        "RELEASEBOT_DISCORD__PREFIX": "!",
        "RELEASEBOT_DISCORD__SHARD_IDS": "0, 2",
        "DISCORD_TOKEN": "t",
    }
    discord = settings_from(file, HOME | environment).discord
    assert (discord.prefix, discord.cooldown_seconds) == ("!", 3)
    assert (discord.shard_ids, discord.token) == ((0, 2), "t")


@pytest.mark.parametrize("text", ["[0, 2]", "0,2"])
def test_a_list_in_the_environment_may_go_without_brackets(file: Path, text: str) -> None:
    file.write_text("", encoding="utf-8")
    assert settings_from(file, HOME | {"RELEASEBOT_DISCORD__SHARD_IDS": text}).discord.shard_ids == (0, 2)


def test_relative_paths_start_at_the_files_folder(file: Path) -> None:
    file.write_text("releases:\n  folder: wires\nlibrary:\n  database: lib.db\n", encoding="utf-8")
    settings = settings_from(file, HOME)
    assert settings.releases.folder == file.parent / "wires"
    assert settings.database == file.parent / "lib.db"


def test_the_command_line_goes_before_everything(file: Path, tmp_path: Path) -> None:
    file.write_text("releases:\n  folder: wires\n", encoding="utf-8")
    settings = settings_from(file, HOME, releases=tmp_path / "r", database=tmp_path / "d.db")
    assert (settings.releases.folder, settings.database) == (tmp_path / "r", tmp_path / "d.db")


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"HOME": "/home/ada"}, "linux", "/home/ada/.local/share/releasebot"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"}, "linux", "/data/releasebot"),
        ({"HOME": "/Users/ada"}, "darwin", "/Users/ada/Library/Application Support/releasebot"),
        (
            {"USERPROFILE": "/users/ada", "LOCALAPPDATA": "/users/ada/local"},
            "win32",
            "/users/ada/local/releasebot",
        ),
    ],
)
def test_the_library_lies_in_the_users_data_directory(
    file: Path, environment: dict[str, str], platform: str, folder: str
) -> None:
    file.write_text("", encoding="utf-8")
    assert settings_from(file, environment, platform=platform).database.parent == Path(folder)


def test_each_releases_folder_has_a_library_of_its_own(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    one, other = (
        settings_from(file, HOME, releases=Path(name)).database for name in ("/a/wires", "/b/wires")
    )
    assert one != other
    assert one.name.startswith("wires-")


def test_without_a_home_the_library_needs_a_name(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    with pytest.raises(Trouble, match="--database"):
        _ = settings_from(file, {}).database


def test_all_faults_are_named_at_once_with_their_lines(file: Path) -> None:
    content = """\
discord:
  cooldwn_seconds: 3
  prefix: 4
  watchdog_seconds: 5
  token: abc
log:
  level: loud
releses:
  folder: x
"""
    assert faults(file, content, HOME | {"RELEASEBOT_LIBRARY__WORKERS": "many"}) == [
        f"{file}:2: unknown key discord.cooldwn_seconds; did you mean 'cooldown_seconds'?",
        f"{file}:5: unknown key discord.token; it is given in the environment as DISCORD_TOKEN",
        f"{file}:8: unknown section 'releses'; did you mean 'releases'?",
        "RELEASEBOT_LIBRARY__WORKERS: library.workers must be a whole number of at least 0, not 'many'",
        f"{file}:3: discord.prefix must be text, not 4",
        f"{file}:4: discord.watchdog_seconds must be a whole number of at least 60, not 5",
        f"{file}:7: log.level must be one of debug, info, warning, error, not 'loud'",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("discord:\n  prefix: a\n  prefix: b\n", "discord.prefix is set twice"),
        ("discord:\n  log_direct_messages: 1\n", "must be true or false, not 1"),
        ("discord:\n  shard_ids: [a]\n", "must be a list of whole numbers, not ['a']"),
        ("discord:\n  cooldown_questions: true\n", "must be a whole number of at least 1, not True"),
        ("discord:\n  presence: 2026-01-01\n", "must be text"),
        ("discord: hello\n", "expected keys and values here"),
        ("- a\n- b\n", "expected keys and values here"),
        ("discord:\n  prefix: !!python/object:os.system x\n", "must stand in quotes"),
        ("discord:\n  prefix: !\n", "must stand in quotes"),
    ],
)
def test_what_a_key_cannot_hold_is_refused(file: Path, content: str, said: str) -> None:
    assert said in " ".join(faults(file, content))


@pytest.mark.parametrize("content", [b"discord: [", b"a: b: c", b"\xff\xfe\x00d", b"\x00"])
def test_a_file_that_is_no_yaml_is_refused_in_one_sentence(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(Trouble, match=str(file)):
        settings_from(file, HOME)


def test_a_missing_file_is_refused(file: Path) -> None:
    with pytest.raises(Trouble, match="No such file"):
        settings_from(file, HOME)


@pytest.mark.parametrize("url", ["foo", "discord.com/api", "ftp://proxy.example", "https://", "http://[::1"])
def test_an_address_that_is_none_is_refused(file: Path, url: str) -> None:
    said = f"DISCORD_API_URL: discord.api_url must be a URL such as https://proxy.example, not {url!r}"
    assert faults(file, "", HOME | {"DISCORD_API_URL": url}) == [said]


def test_addresses_of_proxies_are_taken(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    proxies = {"DISCORD_API_URL": "http://127.0.0.1:9/api", "DISCORD_GATEWAY_URL": "ws://127.0.0.1:8"}
    discord = settings_from(file, HOME | proxies).discord
    assert [discord.api_url, discord.gateway_url] == [*proxies.values()]


def test_whether_somebody_chose_the_releases_folder_is_known(file: Path, tmp_path: Path) -> None:
    file.write_text("", encoding="utf-8")
    assert not settings_from(file, HOME).releases_named
    assert settings_from(file, HOME, releases=tmp_path).releases_named
    assert settings_from(file, HOME | {"RELEASEBOT_RELEASES__FOLDER": "/srv/releases"}).releases_named
    file.write_text("releases:\n  folder: wires\n", encoding="utf-8")
    assert settings_from(file, HOME).releases_named


def test_an_unknown_variable_of_ours_is_refused(file: Path) -> None:
    assert faults(
        file, "", HOME | {"RELEASEBOT_DISCORD__PREFFIX": "!", "RELEASEBOT_LOGS__LEVEL": "info"}
    ) == [
        "RELEASEBOT_DISCORD__PREFFIX: unknown key discord.preffix; did you mean 'prefix'?",
        "RELEASEBOT_LOGS__LEVEL: unknown section 'logs'; did you mean 'log'?",
    ]


def test_the_token_is_never_shown(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    settings = settings_from(file, HOME | {"DISCORD_TOKEN": "very.secret.token"})
    assert settings.discord.token == "very.secret.token"  # noqa: S105 - no password, the example of this test
    assert "secret" not in repr(settings)


def test_the_projects_sources_are_ready_to_be_taken_out_of_their_comments(file: Path) -> None:
    text = (PROJECT / "config" / "bot.yaml").read_text(encoding="utf-8")
    begun = text[text.index("# sources:") :]
    lines = begun[: begun.index("\n\n")].splitlines()
    file.write_text("\n".join(line.removeprefix("# ") for line in lines), encoding="utf-8")
    names = [(source.name, source.kind) for source in settings_from(file, HOME).sources]
    assert names == [
        ("globenewswire", "feed"),
        ("prnewswire", "feed"),
        ("businesswire", "feed"),
        ("edgar", "edgar"),
    ]


def test_sources_have_their_defaults_and_keep_what_is_written(file: Path) -> None:
    file.write_text(
        "sources:\n  - {name: w, kind: feed, url: 'https://w.example/rss', hosts: ['w2.example:8080']}\n"
        "  - {name: e, kind: edgar, contact: Ada ada@example.com, companies: [ON, NO, 01279704], every: 1}\n",
        encoding="utf-8",
    )
    wire, edgar = settings_from(file, HOME).sources
    assert (wire.every, wire.pause, wire.pages_per_hour, wire.hosts) == (120, 1, 600, ("w2.example:8080",))
    assert (edgar.url, edgar.every, edgar.forms) == ("https://www.sec.gov", 1, ("8-K", "6-K"))
    assert edgar.companies == ("ON", "NO", "01279704")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{name: w, kind: feed}", "this source has no url"),
        ("{name: e, kind: edgar}", "this source has no contact"),
        ("{name: e, kind: edgar, contact: Ada}", "contact must be a name and an e-mail address"),
        ("{name: w, kind: fed, url: 'https://w.example'}", "kind must be feed or edgar, not 'fed'"),
        ("{name: w, kind: feed, url: 'ftp://w.example'}", "url must be an address"),
        ("{name: w, kind: feed, url: 'https://w.example', evry: 3}", "did you mean 'every'?"),
        ("{name: w, kind: feed, url: 'https://w.example', contact: x}", "no key of a source of kind feed"),
        (
            "{name: w, kind: feed, url: 'https://w.example', pause: 61}",
            "pause must be a number of seconds from 0",
        ),
        (
            "{name: w, kind: feed, url: 'https://w.example', hosts: ['https://x.example']}",
            "hosts must be a list",
        ),
        ("{name: w, kind: feed, url: 'https://w.example', every: 0}", "every must be a number of seconds"),
        ("{name: a, kind: feed, url: 'https://w.example'}", "two sources have the name 'a'"),
        ("wire", "a source has keys and values"),
    ],
)
def test_a_source_that_is_none_is_named_with_its_line(file: Path, line: str, said: str) -> None:
    content = f"sources:\n  - {{name: a, kind: feed, url: 'https://a.example'}}\n  - {line}\n"
    (fault,) = faults(file, content)
    assert fault.startswith(f"{file}:3: ")
    assert said in fault


def test_the_ledger_lies_beside_the_library_unless_it_is_named(file: Path) -> None:
    file.write_text("library: {database: lib.db}\n", encoding="utf-8")
    assert settings_from(file, HOME).ledger_place == str(file.parent / "lib.ledger.db")
    assert settings_from(file, HOME, ledger="/x/l.db").ledger_place == "/x/l.db"
    file.write_text("library: {database: lib.db}\nledger: {url: deep/l.db}\n", encoding="utf-8")
    assert settings_from(file, HOME).ledger_place == str(file.parent / "deep/l.db")
    address = {"RELEASEBOT_LEDGER__URL": "postgresql://ada:secret@/x"}
    settings = settings_from(file, HOME | address)
    assert settings.ledger_place == "postgresql://ada:secret@/x"
    assert "secret" not in repr(settings)
