"""A release file put into the ledger, for every machine that follows it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.duplicates import figures, sketch, traces
from bot.errors import Trouble
from bot.ledger.shapes import Arrival
from bot.reading.documents import LIMIT, too_big
from bot.sources.documents import document_of, media_of_file

SOURCE = "shared"


def shared(path: Path, now: datetime) -> Arrival:
    """A file's release as an arrival, keyed by its content. Raises Trouble for one that is none."""
    try:
        with path.open("rb") as file:
            body = file.read(LIMIT + 1)
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(body) > LIMIT:
        raise Trouble(too_big(str(path), len(body)))
    key = f"file:{sha256(body).hexdigest()[:32]}"
    arrival = Arrival(key, SOURCE, path.name, now, media_of_file(path.name), body)
    try:
        text = document_of(arrival).text
    except Trouble as trouble:
        raise Trouble(f"{path}: {trouble}") from trouble
    known = sketch(text)
    return Arrival(
        key,
        SOURCE,
        path.name,
        now,
        arrival.media,
        body,
        sketch=known,
        traces=traces(known, None, figures(text)),
    )
