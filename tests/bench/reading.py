"""How fast releases are read, part by part, beside the libraries that people glue together for it.

Texts: the project's samples and the generator's releases, every fourth with a results release's tables, and,
where it is there, the shared corpus: its releases, those of them that are calls' notices, and raw ones. Every
figure is processor time on one core, the best of several rounds; the peers read the same texts in the same
run, some of each set, since dateparser takes seconds for a few.
"""

from __future__ import annotations

import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Trouble
from bot.lexicon import Lexicon, lexicon_from
from bot.model import Document
from bot.reading.calls import CallsReader
from bot.reading.contacts import ContactsReader
from bot.reading.dividends import DividendsReader
from bot.reading.documents import document_from
from bot.reading.issuer import IssuerReader
from bot.reading.pipeline import PipelineReader, medical_text
from bot.reading.reader import Reader
from bot.reading.values.moment import Moments
from bot.sources.folder import files_below
from tests.bench.generator import releases

HOME = Path(__file__).parents[2]
SHARED = Path(os.environ.get("RELEASEBOT_SHARED") or HOME.parent / "shared")
ROUNDS = 3
# Texts made to trip rules up, at two sizes: four times the text may take four times as long.
SIZES = (50_000, 200_000)
HOSTILE = (
    "1",
    "(",
    " ",
    "1:",
    "May 1 ",
    "today ",
    "9 a.m. ET ",
    "1-877-555-0100 ",
    "passcode 123 ",
    "www.a.example ",
)
HOSTILE += ("Acme, Inc. (NASDAQ: ACME) ", "Phase 2 trial of ABC-101 ", "Mara Lind, CEO, ", "conference call ")
LEAD = (
    "RENO, Nev., May 7, 2025 /PRNewswire/ -- Acme Pharma, Inc. (NASDAQ: ACME) will hold a conference call and"
    " webcast on May 14 at 9:00 a.m. ET about its Phase 2 trial of ABC-101. "
)
# How long a call's notice is, in characters.
NOTICE = range(2500, 7500)
# How many texts of each set the peers read, so that the whole takes about a minute.
PEERS_TEXTS = 24

_TABLE_ROWS = (
    "| {name} | $ | {a},{b} | | $ | {b},{a} | | {c}.{d} | % |",
    "{name:<44}{a:>9},{b}{b:>12},{a}{c:>10}.{d}%",
)
_LINES = (
    "Net sales",
    "Cost of goods sold",
    "Gross profit",
    "Selling expenses",
    "Interest, net",
    "Net income",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: characters a second and, for a part of the reader, its share of the time.

    Of another library `times` is its time in times of the reader's on the same texts.
    """

    what: str
    speed: float | None
    share: float | None = None
    times: float | None = None


def main() -> None:
    """Print the table of each set of texts."""
    lexicon = lexicon_from(yaml.safe_load((HOME / "config" / "lexicon.yaml").read_text("utf-8")), "lexicon")
    for title, files in _sets(Reader(lexicon)):
        texts = [document_from(*file).text for file in files]
        rows = [*_own(lexicon, files), *_peers(Reader(lexicon), texts)]
        sys.stdout.write(_shown(title, files, rows))
    sys.stdout.write(_growth(Reader(lexicon)))


def _sets(reader: Reader) -> list[tuple[str, list[tuple[bytes, str]]]]:
    """The sets of files: bytes and their source."""
    sets = [("samples and generated releases", [*_samples(HOME / "releases"), *_generated()])]
    corpus = SHARED / "corpus"
    if corpus.is_dir():
        written = _samples(corpus / "releases")
        notices = [file for file in written if _is_notice(reader, document_from(*file))]
        raw = _samples(corpus / "raw")
        sets += [("shared corpus", written), ("its calls' notices", notices), ("raw releases", raw)]
    return sets


def _is_notice(reader: Reader, document: Document) -> bool:
    return len(document.text) in NOTICE and bool(reader.read(document).calls)


def _samples(folder: Path) -> list[tuple[bytes, str]]:
    """The files of a folder that are releases."""
    files = [(path.read_bytes(), path.name) for path in files_below(folder)]
    return [file for file in files if _is_release(*file)]


def _is_release(data: bytes, name: str) -> bool:
    try:
        return bool(document_from(data, name).text)
    except Trouble:
        return False


def _generated(count: int = 160) -> list[tuple[bytes, str]]:
    made = []
    for number, release in enumerate(releases(count)):
        text = release.text + (_tables(number) if number % 4 == 0 else "")
        made.append((text.encode(), f"{number}.txt"))
    return made


def _tables(seed: int, rows: int = 400) -> str:
    """The tables at the end of a results release: about 25 kB of figures."""
    lines = [f"\n\nConsolidated statements, three months ended March 31, {2017 + seed % 9}\n"]
    for row in range(rows):
        figures = {
            key: 100 + (seed * 37 + row * factor) % 900
            for key, factor in zip("abcd", (7, 11, 13, 17), strict=True)
        }
        lines.append(_TABLE_ROWS[row // 40 % 2].format(name=_LINES[row % len(_LINES)], **figures))
    return "\n".join(lines)


def _own(lexicon: Lexicon, files: Sequence[tuple[bytes, str]]) -> list[Row]:
    """The reader as a whole, then its parts."""
    documents = [document_from(*file) for file in files]
    size = sum(len(document.text) for document in documents)
    reader = Reader(lexicon)
    issuer_reader = IssuerReader(lexicon)
    issuers = [issuer_reader.read(document) for document in documents]
    parts: dict[str, Callable[[], object]] = {
        "issuer": lambda: [issuer_reader.read(document) for document in documents],
    }
    for name, part in (
        ("calls", CallsReader(lexicon)),
        ("contacts", ContactsReader(lexicon)),
        ("dividends", DividendsReader(lexicon)),
    ):
        parts[name] = _reading(part, documents, issuers)
    pipeline = PipelineReader(lexicon)
    parts["pipeline"] = lambda: [
        medical and pipeline.read(medical, issuer)
        for medical, issuer in zip(map(medical_text, documents), issuers, strict=True)
    ]
    times = {name: _best(run) for name, run in parts.items()}
    whole = sum(times.values())
    moments = Moments(lexicon)
    return [
        Row("releasebot's reader", size / _best(lambda: [reader.read(document) for document in documents])),
        *(Row(f"  {name}", size / spent, spent / whole) for name, spent in times.items()),
        Row("files to text", size / _best(lambda: [document_from(*file) for file in files])),
        Row(
            "every moment of the text",
            size / _best(lambda: [_all_moments(moments, d.text) for d in documents]),
        ),
    ]


def _reading(part: Any, documents: Sequence[Document], issuers: Sequence[object]) -> Callable[[], object]:
    pairs = list(zip(documents, issuers, strict=True))
    return lambda: [part.read(document, issuer) for document, issuer in pairs]


def _all_moments(moments: Moments, text: str) -> int:
    days = moments.days(text, 0, len(text), published=None)
    return len(days) + len(moments.clocks(text, 0, len(text))) + len(moments.lengths(text, 0, len(text)))


def _peers(reader: Reader, texts: Sequence[str]) -> list[Row]:
    """What the libraries take for the numbers and dates alone, in times of the reader's time.

    Each reads each of the same texts in turn, spread over the set, so that whatever else the machine does
    meanwhile slows all of them. A row without a speed is not installed.
    """
    numbers, dates = _numbers(), _dates()
    runs: dict[str, Callable[[str], object]] = {
        "own": lambda text: reader.read(Document("text", text)),
        "patterns": _patterns,
    }
    if numbers and dates:
        runs |= {"numbers": numbers, "dates": dates}
        runs["near"] = lambda text: [dates(part) for part in _beside_calls(text)]
    spent = _in_turn(runs, texts[:: len(texts) // PEERS_TEXTS + 1])
    sums = {
        "phonenumbers: PhoneNumberMatcher": ("numbers",),
        "dateparser: search_dates": ("dates",),
        "both, with a few patterns": ("numbers", "dates", "patterns"),
        "  dates sought beside calls only": ("numbers", "near", "patterns"),
    }
    return [_peer(what, [spent.get(part) for part in parts], spent["own"]) for what, parts in sums.items()]


def _peer(what: str, spent: Sequence[float | None], own: float) -> Row:
    known = [part for part in spent if part is not None]
    took = sum(known)
    return Row(what, 1 / took, times=took / own) if len(known) == len(spent) else Row(what, None)


def _in_turn(runs: Mapping[str, Callable[[str], object]], texts: Sequence[str]) -> dict[str, float]:
    """Processor seconds a character of each: the quicker of two rounds for each text."""
    best: dict[tuple[str, int], float] = {}
    for _ in range(2):  # the texts between the two leave nothing in any cache
        for i, text in enumerate(texts):
            for name, run in runs.items():
                took = _best(partial(run, text), rounds=1)
                best[name, i] = min(took, best.get((name, i), took))
    size = sum(map(len, texts))
    return {name: sum(best[name, i] for i in range(len(texts))) / size for name in runs}


def _beside_calls(text: str) -> list[str]:
    return [line for line in text.split("\n") if _CALL.search(line)]


def _numbers() -> Callable[[str], object] | None:
    matcher = _installed("phonenumbers", "PhoneNumberMatcher")
    return matcher and (lambda text: list(matcher(text, "US")))


def _dates() -> Callable[[str], object] | None:
    search = _installed("dateparser.search", "search_dates")
    return search and (lambda text: search(text, languages=["en"]))


def _installed(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError:
        return None


_CALL = re.compile(r"conference call|webcast|replay", re.IGNORECASE)
_GLUED_ON = [
    re.compile(r"(?:conference id|passcode|access code|pin)\D{0,20}([0-9][0-9 ]{3,12})", re.IGNORECASE),
    re.compile(r"https?://[^\s<>\"]+|www\.[^\s<>\"]+"),
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"\((?:nasdaq|nyse|otcqb|tsx)[^)]{0,20}\)", re.IGNORECASE),
]


def _patterns(text: str) -> int:
    return sum(len(pattern.findall(text)) for pattern in _GLUED_ON)


def _best(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor seconds of the quickest round."""
    spent = []
    for _ in range(rounds):
        started = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dateparser's, about dates without a year
            run()
        spent.append(time.process_time() - started)
    return max(min(spent), 1e-9)


def _shown(title: str, files: Sequence[tuple[bytes, str]], rows: Sequence[Row]) -> str:
    size = sum(len(document_from(*file).text) for file in files)
    lines = [f"\nReading: {title}, {len(files)} files, {size / len(files) / 1e3:.1f} kB each; one core", ""]
    lines += [f"| {'':<34} | ms a file | MB a second | share | times ours |"]
    lines += [f"| {'-' * 34} | --------: | ----------: | ----: | ---------: |"]
    for row in rows:
        share = "" if row.share is None else f"{row.share:.0%}"
        if row.speed is None:
            lines.append(f"| {row.what:<34} | {'-':>9} | {'not there':>11} | {share:>5} | {'':>10} |")
            continue
        took, times = size / len(files) / row.speed * 1e3, f"{row.times:.1f}" if row.times else ""
        lines.append(
            f"| {row.what:<34} | {took:>9.3g} | {row.speed / 1e6:>11.3g} | {share:>5} | {times:>10} |"
        )
    return "\n".join(lines) + "\n"


def _growth(reader: Reader) -> str:
    """The table of hostile texts: the reader's time at both sizes, and how it grew."""
    lines = ["\nReading: hostile texts, one piece over and over", ""]
    lines.append(f"| {'piece':<34} | {' | '.join(f'{size // 1000:>4} kB, ms' for size in SIZES)} | times |")
    lines.append(f"| {'-' * 34} | ----------: | ----------: | ----: |")
    for piece in HOSTILE:
        small, large = (_hostile(reader, piece, size) for size in SIZES)
        lines.append(
            f"| {piece!r:<34} | {small * 1e3:>11.0f} | {large * 1e3:>11.0f} | {large / small:>5.1f} |"
        )
    return "\n".join(lines) + "\n"


def _hostile(reader: Reader, piece: str, size: int) -> float:
    document = Document("hostile.txt", LEAD + piece * (size // len(piece)))
    return _best(lambda: reader.read(document), rounds=1)


if __name__ == "__main__":
    main()
