"""A Discord of one's own on the loopback device: REST and gateway, as far as the bot uses them.

It speaks the real protocol to the real discord.py, keeps every request, and can be told to misbehave. Nothing
in it waits for a fixed time: tests wait for what happens.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Self

from aiohttp import WSMsgType, web

Json = dict[str, Any]
API = "/api/v10"

BOT = {"id": "700", "username": "releasebot", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "700", "name": "releasebot", "description": "", "icon": None, "bot_public": True,
    "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": 0, "summary": "",
    "owner": {"id": "9", "username": "owner", "discriminator": "0", "avatar": None}, "team": None,
}  # fmt: skip
DISCORD_EPOCH = 1_420_070_400_000  # from when its ids count milliseconds
GUILD, CHANNEL, DIRECT = "9001", "9101", "9201"
DIRECT_OF = 9_300_000  # a person's own direct messages: this and the person's number
_PERMISSIONS = str(2**50 - 1)


@dataclass(frozen=True, slots=True)
class Request:
    """A REST request of the bot; `files` are those of a multipart one."""

    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    query: dict[str, str]
    at: float = 0.0  # seconds of the loop's clock


@dataclass(slots=True)
class Fault:
    """How the next `times` requests to matching paths are answered instead."""

    path: re.Pattern[str]
    status: int
    body: Json
    times: int
    headers: dict[str, str]


@dataclass
class Loopback:
    """The server; use it as an async context manager."""

    requests: list[Request] = field(default_factory=list)
    gateway_events: list[Json] = field(default_factory=list)
    heartbeat: int = 20_000  # milliseconds
    acknowledging: bool = True
    faults: list[Fault] = field(default_factory=list)
    holding: asyncio.Event | None = None  # answers wait for it
    refusing: int | None = None  # with what code an identification is refused
    patience: float = 60.0  # seconds until a test gives up
    files: dict[str, bytes] = field(default_factory=dict)  # what people attached, by name
    now: str = "2031-05-13T12:00:00+00:00"  # when messages are posted
    guilds: dict[str, str] = field(default_factory=lambda: {GUILD: CHANNEL})  # servers, each with a channel
    crowd: tuple[int, int] = (0, 0)  # so many more channels and roles of each

    def __post_init__(self) -> None:
        self._ids = count(50_000)
        self._changed = asyncio.Condition()
        self._sockets: dict[web.WebSocketResponse, list[int]] = {}  # each with its shard and their count
        self._sequence = 0
        self._sent: list[tuple[int, Json]] = []  # events to servers and people
        self._runner: web.AppRunner | None = None
        self.port = 0
        self.channels: dict[str, list[Json]] = {}  # messages that the bot posted, by channel
        self.nonces: dict[tuple[str, str], Json] = {}  # those that are known by their nonce still
        self.events: dict[str, Json] = {}  # the server's scheduled events, by id

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_route("*", API + "/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def environment(self) -> dict[str, str]:
        """What tells a process to come here."""
        return {
            "DISCORD_TOKEN": "MTk4.loopback.secret-token",
            "DISCORD_API_URL": f"http://127.0.0.1:{self.port}{API}",
            "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{self.port}/gateway",
        }

    def new_id(self) -> str:
        """A snowflake that was not used before."""
        return str(next(self._ids) << 22)

    # Waiting

    async def until(self, happened: Callable[[], Any]) -> Any:
        """Wait until the function gives something true, and give that."""
        async with asyncio.timeout(self.patience), self._changed:
            await self._changed.wait_for(happened)
            return happened()

    async def request(self, method: str, path: str, number: int = 0) -> Request:
        """The first (or a later) request of that method whose path matches all of `path`, waited for."""

        def found() -> Request | None:
            matching = self.made(method, path)
            return matching[number] if len(matching) > number else None

        request: Request = await self.until(found)
        return request

    def made(self, method: str, path: str) -> list[Request]:
        """The requests of that method made so far whose path matches all of `path`."""
        return [r for r in self.requests if r.method == method and re.fullmatch(path, r.path)]

    async def ready(self, times: int = 1) -> None:
        """Wait until the bot has identified itself so often."""
        await self.until(lambda: len(self.received(2)) >= times)

    def received(self, op: int) -> list[Json]:
        """What the bot sent over the gateway under an opcode."""
        return [event for event in self.gateway_events if event["op"] == op]

    # Events to the bot

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event to the shard of its server; where that is not connected it gets it on resuming."""
        guild = int(data.get("guild_id") or (data["id"] if name.startswith("GUILD_") else 0))
        event = self._numbered(name, data)
        self._sent.append((guild, event))
        for socket, shard in [*self._sockets.items()]:
            if not socket.closed and _is_of(guild, shard):
                await socket.send_str(json.dumps(event))

    def _numbered(self, name: str, data: Json) -> Json:
        self._sequence += 1
        return {"op": 0, "t": name, "s": self._sequence, "d": data}

    async def say(self, content: str, *, user: int = 1, direct: bool = False, **more: Any) -> str:
        """A person writes a message; gives its id."""
        id = self.new_id()
        place = {"channel_id": DIRECT} if direct else {"channel_id": CHANNEL, "guild_id": GUILD}
        named = [BOT] if "<@700>" in content or more.pop("ping", False) else []
        message = {**_message(id, _user(user), content), **place, "mentions": named, **more}
        if not direct:
            message["member"] = _member(user)
        await self.dispatch("MESSAGE_CREATE", message)
        return id

    def attached(self, name: str, content: bytes | None) -> Json:
        """What a message holds of an attachment; without content it is one that is gone."""
        if content is not None:
            self.files[name] = content
        url = f"http://127.0.0.1:{self.port}/files/{name}"
        size = len(content or b"")
        return {"id": self.new_id(), "filename": name, "size": size, "url": url, "proxy_url": url}

    async def interact(
        self, kind: int, data: Json, *, user: int = 1, direct: bool = False, server: str = GUILD, **more: Any
    ) -> str:
        """A person uses a command (2), a component (3) or completes an option (4); gives the id."""
        id = self.new_id()
        interaction = {
            "id": id, "application_id": "700", "type": kind, "data": data, "token": f"token{id}",
            "version": 1,
            "channel_id": DIRECT if direct else self.guilds[server], "locale": "en-US", "entitlements": [],
            "channel": {"id": DIRECT, "type": 1} if direct else _channel(self.guilds[server]),
            "app_permissions": _PERMISSIONS, "authorizing_integration_owners": {"0": server},
            "context": 1 if direct else 0, "attachment_size_limit": 10_000_000,
            **({"user": _user(user)} if direct else
               {"guild_id": server, "guild": {"id": server, "locale": "en-US", "features": []},
                "member": {**_member(user), "user": _user(user), "permissions": _PERMISSIONS}}),
            **more,
        }  # fmt: skip
        await self.dispatch("INTERACTION_CREATE", interaction)
        return id

    async def command(
        self,
        name: str,
        *,
        user: int = 1,
        direct: bool = False,
        server: str = GUILD,
        more: Json | None = None,
        **options: Any,
    ) -> str:
        """A person uses a slash command; gives the interaction's id. `more` goes into the event as it is."""
        data = _command(name, options)
        return await self.interact(2, data, user=user, direct=direct, server=server, **(more or {}))

    async def complete(self, name: str, option: str, typed: str, *, direct: bool = False) -> str:
        """A person types into an option."""
        data = _command(name, {option: typed})
        data["options"][0]["focused"] = True
        return await self.interact(4, data, direct=direct)

    async def press(self, message: Json, component: Json, *, user: int = 1, values: Any = None) -> str:
        """A person presses a button of a message, or chooses in its menu."""
        data = {"custom_id": component["custom_id"], "component_type": component["type"], "id": 1}
        full = {**_message(self.new_id(), BOT, ""), **message, "channel_id": CHANNEL}
        return await self.interact(
            3, data if values is None else {**data, "values": values}, user=user, message=full
        )

    async def response(self, id: str) -> Json:
        """The bot's first response to an interaction: {"type", "data"}."""
        request = await self.request("POST", f"/interactions/{id}/[^/]+/callback")
        body: Json = request.body
        return body

    async def reply_to(self, id: str) -> Json:
        """The message that replies to a person's message."""

        def found() -> Json | None:
            bodies = [r.body for r in self.made("POST", "/channels/[0-9]+/messages")]
            return next((body for body in bodies if replied(body) == id), None)

        reply: Json = await self.until(found)
        return reply

    # Misbehaviour

    def fail(
        self, path: str, status: int, body: Json, times: int = 1, headers: dict[str, str] | None = None
    ) -> None:
        """Answer the next requests to a path with an error."""
        self.faults.append(Fault(re.compile(path), status, body, times, headers or {}))

    async def drop(self, code: int = 4000) -> None:
        """Close every gateway connection."""
        for socket in self._sockets:
            await socket.close(code=code)
        self._sockets.clear()

    # The server itself

    async def _note(self, add: Callable[[], object]) -> None:
        async with self._changed:
            add()
            self._changed.notify_all()

    async def _gateway(self, http: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(http)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": self.heartbeat}}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(message.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, event: Json) -> None:
        if event["op"] == 1 and self.acknowledging:
            await socket.send_str(json.dumps({"op": 11}))
        elif event["op"] == 2 and self.refusing is not None:
            await socket.close(code=self.refusing)
        elif event["op"] == 2:
            self._sockets[socket] = event["d"]["shard"]
            await self._welcome(socket, event["d"]["shard"])
        elif event["op"] == 6:
            shard = self._sockets[socket] = json.loads(event["d"]["session_id"])
            missed = [one for guild, one in self._sent if _is_of(guild, shard)]
            for one in [
                *(one for one in missed if one["s"] > (event["d"]["seq"] or 0)),
                self._numbered("RESUMED", {}),
            ]:
                await socket.send_str(json.dumps(one))
        await self._note(lambda: self.gateway_events.append(event))

    async def _welcome(self, socket: web.WebSocketResponse, shard: list[int]) -> None:
        own = {guild: channel for guild, channel in self.guilds.items() if _is_of(int(guild), shard)}
        ready = {
            "v": 10, "user": BOT, "guilds": [{"id": guild, "unavailable": True} for guild in own],
            "session_id": json.dumps(shard), "resume_gateway_url": "wss://resume.invalid",
            "application": {"id": "700", "flags": 0}, "shard": shard,
        }  # fmt: skip
        events = [("READY", ready), *(("GUILD_CREATE", _guild(*one, *self.crowd)) for one in own.items())]
        for name, data in events:
            await socket.send_str(json.dumps(self._numbered(name, data)))

    async def _file(self, http: web.Request) -> web.Response:
        content = self.files.get(http.match_info["name"])
        return web.Response(body=content, status=404 if content is None else 200)

    async def _rest(self, http: web.Request) -> web.Response:
        path = "/" + http.match_info["path"]
        body, files = await _body(http)
        at = asyncio.get_running_loop().time()
        request = Request(http.method, path, body, files, dict(http.query), at)
        await self._note(lambda: self.requests.append(request))
        if self.holding is not None:
            await self.holding.wait()
        fault = next((f for f in self.faults if f.times and f.path.fullmatch(path)), None)
        if fault:
            fault.times -= 1
            return _json(fault.body, fault.status, fault.headers)
        result = self._result(request)
        await self._note(lambda: None)
        return _json(result)

    def _result(self, request: Request) -> Any:
        path = request.path
        if path == "/users/@me":
            return BOT
        if path in ("/oauth2/applications/@me", "/applications/@me"):
            return APPLICATION
        if path == "/gateway/bot":
            limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            return {"url": "wss://gateway.invalid", "shards": 1, "session_start_limit": limits}
        if re.fullmatch("/applications/[0-9]+/commands", path):
            return [_registered(command, i) for i, command in enumerate(request.body)]
        if path.endswith("/callback"):
            interaction = {"id": path.split("/")[2], "type": 2, "response_message_id": self.new_id()}
            return {"interaction": interaction, "resource": {"type": request.body["type"]}}
        if found := re.fullmatch("/guilds/([0-9]+)/scheduled-events(?:/([0-9]+))?", path):
            return self._event(request, found[1], found[2] or self.new_id())
        if path == "/users/@me/channels":
            person = int(request.body["recipient_id"])
            return {"id": str(DIRECT_OF + person), "type": 1, "recipients": [_user(person)]}
        if found := re.fullmatch("/channels/([0-9]+)/messages(?:/([0-9]+))?", path):
            return self._message_of(request, *found.groups())
        return {
            **_message(self.new_id(), BOT, (request.body or {}).get("content") or ""),
            "channel_id": CHANNEL,
        }

    def _snowflake(self) -> str:
        """A message's id, which holds when it was posted."""
        milliseconds = int(datetime.fromisoformat(self.now).timestamp() * 1000) - DISCORD_EPOCH
        return str((milliseconds << 22) + next(self._ids) % (1 << 22))

    def _event(self, request: Request, guild: str, id: str) -> Any:
        """The server's events listed, or one made, changed, deleted."""
        if request.method == "GET":
            return [*self.events.values()]
        if request.method == "DELETE":
            return self.events.pop(id)
        known = self.events.get(id) or {"id": id, "guild_id": guild, "creator_id": BOT["id"]}
        self.events[id] = {**known, **request.body}
        return self.events[id]

    def _message_of(self, request: Request, channel: str, id: str | None) -> Any:
        """A channel's messages: listed, posted once for each nonce, edited."""
        kept = self.channels.setdefault(channel, [])
        if request.method == "GET":
            after, before = (
                int(request.query.get(name) or at) for name, at in (("after", 0), ("before", 2**63))
            )
            found = [m for m in kept if after < int(m["id"]) < before]
            limit = int(request.query.get("limit", 50))
            return [*reversed(found[:limit] if "after" in request.query else found[-limit:])]
        body = request.body or {}
        if id is not None:
            message = next((m for m in kept if m["id"] == id), _message(id, BOT, ""))
            message |= {"content": body.get("content") or "", "channel_id": channel}
            return message
        known = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and known in self.nonces:
            return self.nonces[known]
        made = {**_message(self._snowflake(), BOT, body.get("content") or ""), "channel_id": channel}
        if reference := body.get("message_reference"):
            made["message_reference"] = reference
        made["timestamp"] = self.now
        kept.append(made)
        if body.get("nonce"):
            self.nonces[known] = made
        return made

    def posted(self, channel: str = "") -> list[str]:
        """What stands in a channel of all that the bot posted there, without what was answered."""
        return [message["content"] for message in self.channels.get(channel or CHANNEL, [])]


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """As Discord answers: discord.py takes a body for JSON by exactly this content type."""
    kind = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=kind)


async def _body(http: web.Request) -> tuple[Any, dict[str, bytes]]:
    if http.content_type.startswith("multipart/"):
        form = await http.post()
        parts = {k: v.file.read() for k, v in form.items() if isinstance(v, web.FileField)}
        return json.loads(str(form["payload_json"])), parts
    text = await http.text()
    return (json.loads(text) if text else None), {}


def _user(id: int) -> Json:
    return {
        "id": str(id),
        "username": f"person{id}",
        "discriminator": "0",
        "avatar": None,
        "global_name": None,
    }


def _member(id: int) -> Json:
    return {"roles": [], "joined_at": "2031-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}


def _message(id: str, author: Json, content: str) -> Json:
    return {
        "id": id, "author": author, "content": content, "timestamp": "2031-05-13T12:00:00+00:00",
        "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [],
        "mention_roles": [],
        "attachments": [], "embeds": [], "pinned": False, "type": 0, "flags": 0, "components": [],
    }  # fmt: skip


def _is_of(guild: int, shard: list[int]) -> bool:
    """Whether a shard, of so many, is told of the server; direct messages are the first's."""
    number, count = shard
    return (guild >> 22) % count == number


def _channel(id: str = CHANNEL) -> Json:
    return {"id": id, "type": 0, "name": "investors", "position": 0, "permission_overwrites": []}


def _guild(id: str = GUILD, channel: str = CHANNEL, channels: int = 0, roles: int = 0) -> Json:
    everyone = {"id": id, "name": "@everyone", "color": 0, "hoist": False, "position": 0, "managed": False,
                "permissions": _PERMISSIONS, "mentionable": False}  # fmt: skip
    more = [{**everyone, "id": str(int(id) + n), "name": f"role {n}"} for n in range(1, roles + 1)]
    return {"id": id, "name": "Investors", "owner_id": "9", "roles": [everyone, *more], "emojis": [],
            "stickers": [], "channels": [_channel(str(int(channel) + n)) for n in range(channels + 1)],
            "threads": [], "members": [], "voice_states": [], "presences": [],
            "member_count": 2, "unavailable": False, "features": [], "stage_instances": []}  # fmt: skip


def _command(name: str, options: Json) -> Json:
    kinds = {bool: 5, int: 4, str: 3}
    listed = [{"name": k, "type": kinds[type(v)], "value": v} for k, v in options.items()]
    return {"id": "1", "name": name, "type": 1, "options": listed}


def _registered(command: Json, number: int) -> Json:
    return {"description": "", **command, "id": str(8000 + number), "application_id": "700", "version": "1"}


def replied(message: Json) -> str:
    """The id of the message that a sent message replies to."""
    return str((message.get("message_reference") or {}).get("message_id"))


def buttons(message: Json) -> dict[str, Json]:
    """The components of a sent message by label, a menu by its placeholder."""
    rows = message.get("components") or []
    return {c.get("label") or c["placeholder"]: c for row in rows for c in row["components"]}
