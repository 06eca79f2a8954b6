"""Bytes from the network: bounded, within a source's bounds, never from where it must not lead."""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot import __version__
from bot.sources.addresses import Bounds

LIMIT = 25_000_000  # bytes of a body, after decompression too
PIECE = 64 * 1024  # bytes taken at a time
MOST_REDIRECTS = 5
PATIENCE = aiohttp.ClientTimeout(total=60, connect=15, sock_read=20)
SAYS_NO = (401, 403, 407, 429, 451)
GONE = (404, 410)
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = f"releasebot/{__version__}"

Enough = Callable[[bytearray], bool]


@dataclass(frozen=True, slots=True)
class Got:
    """What came: the body, its headers, and the address it came from in the end."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    @property
    def charset(self) -> str | None:
        """What the server says the body is written in."""
        _, _, rest = self.headers.get("content-type", "").partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None


class NotGot(Exception):
    """Why nothing came.

    `refused`: the server or a rule of ours said no; `gone`: there is nothing there; `lasting`: asking again
    is of no use; `wait`: how long the server asks to wait.
    """

    def __init__(
        self,
        says: str,
        *,
        refused: bool = False,
        gone: bool = False,
        lasting: bool = False,
        wait: timedelta | None = None,
    ) -> None:
        super().__init__(says)
        self.refused = refused
        self.gone = gone
        self.lasting = lasting
        self.wait = wait


class Fetcher:
    """One session of requests, for all sources; use it as an async context manager."""

    def __init__(self, clock: Callable[[], datetime], *, patience: aiohttp.ClientTimeout = PATIENCE) -> None:
        self._clock = clock
        self._patience = patience
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in self._sessions.values():
            await session.close()

    async def get(
        self,
        address: str,
        bounds: Bounds,
        *,
        agent: str = "",
        headers: Mapping[str, str] | None = None,
        limit: int = LIMIT,
        enough: Enough | None = None,
    ) -> Got:
        """What is at an address, redirects followed within the bounds; a 304 comes back as such.

        `enough` is asked after each piece whether the rest is wanted. Raises NotGot, saying why, for whatever
        else.
        """
        asked = {"User-Agent": agent or _AGENT, "Accept-Encoding": "gzip, deflate", **(headers or {})}
        try:
            async with asyncio.timeout(self._patience.total):
                return await self._follow(address, bounds, asked, limit, enough)
        except TimeoutError:
            raise NotGot("It took too long to answer.") from None
        except (aiohttp.ClientError, OSError, zlib.error, ValueError) as error:
            raise NotGot(_said(error)) from error

    async def _follow(
        self, address: str, bounds: Bounds, asked: Mapping[str, str], limit: int, enough: Enough | None
    ) -> Got:
        for _ in range(MOST_REDIRECTS + 1):
            if fault := bounds.fault(address):
                raise NotGot(f"{_short(address)} is not followed: {fault}.", refused=True, lasting=True)
            async with self._opened(address, bounds, asked) as response:
                if response.status not in _REDIRECTS or "location" not in response.headers:
                    return await self._taken(response, address, limit, enough)
                address = urljoin(address, response.headers["location"])
        raise NotGot("It leads from one address to the next without end.", lasting=True)

    @asynccontextmanager
    async def _opened(
        self, address: str, bounds: Bounds, asked: Mapping[str, str]
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        session = self._session(bounds.may_be_private)
        url = URL(address, encoded=_is_encoded(address))
        async with session.get(url, headers=asked, allow_redirects=False) as response:
            yield response

    def _session(self, private: bool) -> aiohttp.ClientSession:
        """The session for sources of private networks, or the one that never connects to such."""
        if private not in self._sessions:
            resolver = None if private else _PublicResolver()
            connector = aiohttp.TCPConnector(resolver=resolver, limit=20)
            self._sessions[private] = aiohttp.ClientSession(
                connector=connector,
                timeout=self._patience,
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                max_line_size=16_000,
                max_field_size=32_000,
            )
        return self._sessions[private]

    async def _taken(
        self, response: aiohttp.ClientResponse, address: str, limit: int, enough: Enough | None
    ) -> Got:
        headers = {name.lower(): value for name, value in response.headers.items()}
        status, wait = response.status, wait_of(headers, self._clock())
        if status == 304:
            return Got(status, b"", headers, address)
        if status in SAYS_NO:
            raise NotGot(f"The server refuses ({status}).", refused=True, wait=wait)
        if status in GONE:
            raise NotGot(f"There is nothing at that address ({status}).", gone=True, wait=wait)
        if status != 200:
            raise NotGot(f"The server answers {status}.", wait=wait)
        body = await _body(response, headers.get("content-encoding", "").lower(), limit, enough)
        return Got(status, body, headers, address)


def wait_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a server asks to wait, by Retry-After in seconds or as a date."""
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    try:
        until = parsedate_to_datetime(given)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(until - now, timedelta())
    except (ValueError, TypeError):
        return timedelta(seconds=int(given[:9])) if given.isdecimal() else None


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How long a body stays good, by Cache-Control's max-age; None where that is not said."""
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.strip('"').isdecimal():
            return timedelta(seconds=int(value.strip('"')[:9]))
    return None


async def _body(response: aiohttp.ClientResponse, coding: str, limit: int, enough: Enough | None) -> bytes:
    """The body, unpacked as it comes and never beyond the limit."""
    unpack = _unpacker(coding)
    body = bytearray()
    async for piece in response.content.iter_chunked(PIECE):
        body += unpack(piece, limit + 1 - len(body)) if unpack else piece
        if len(body) > limit:
            raise NotGot(f"It is larger than {limit // 1_000_000} MB.", lasting=True)
        if enough is not None and enough(body):
            response.close()
            return bytes(body)
    if unpack and not unpack.whole:
        raise NotGot("It was cut off in the middle.")
    return bytes(body)


class _Unpacker:
    """gzip and deflate, at most so many bytes at a time."""

    def __init__(self, *windows: int) -> None:
        self._windows = windows
        self._made = zlib.decompressobj(windows[0])

    @property
    def whole(self) -> bool:
        return self._made.eof

    def __call__(self, piece: bytes, most: int) -> bytes:
        try:
            return self._made.decompress(piece, most)
        except zlib.error:
            if len(self._windows) < 2:
                raise
            self._windows = self._windows[1:]  # deflate without zlib's header, as some servers send it
            self._made = zlib.decompressobj(self._windows[0])
            return self._made.decompress(piece, most)


def _unpacker(coding: str) -> _Unpacker | None:
    if coding in ("", "identity"):
        return None
    if coding in ("gzip", "x-gzip"):
        return _Unpacker(16 + zlib.MAX_WBITS)
    if coding == "deflate":
        return _Unpacker(zlib.MAX_WBITS, -zlib.MAX_WBITS)
    raise NotGot(f"It is packed in a way that was not asked for ({coding[:20]}).", lasting=True)


class _PublicResolver(AbstractResolver):
    """Resolves names, and gives only public addresses: a name may lead into a private network."""

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        public = [one for one in found if _is_public(one["host"])]
        if not public:
            raise OSError(f"{host} leads to this machine or a private network")
        return public

    async def close(self) -> None:
        await self._resolver.close()


def _is_public(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    mapped: Any = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def _said(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientPayloadError):
        return "It was cut off in the middle."
    if isinstance(error, aiohttp.ClientConnectorError):
        reason = error.os_error.strerror or str(error.os_error) or type(error.os_error).__name__
        return f"There is no way there: {reason.rstrip('.').lower()}."
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "The server hung up without an answer."
    return f"It could not be had ({type(error).__name__})."


def _short(address: str) -> str:
    return address if len(address) <= 120 else f"{address[:117]}…"


def _is_encoded(address: str) -> bool:
    return "%" in address
