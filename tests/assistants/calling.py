"""What the tests of the tools share: a client in this process, and what it read."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcp import Client
from mcp.types import TextContent, Tool

from hobnob.mcp.running import Said
from hobnob.mcp.server import make_server
from hobnob.mcp.session import Session
from tests.conftest import World


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a tool replied.

    Attributes:
        text: all of it.
        json: its first text.
        notices: its second text.
        failed: whether it is an error.
    """

    text: str
    json: Any
    notices: str
    failed: bool


class Assistant:
    """A client of the server, in one session with a journal."""

    def __init__(self, world: World, *, private: bool = False, read_only: bool = False) -> None:
        def run(words: Sequence[str], *, stdin: str, environment: Mapping[str, str]) -> Said:
            before = dict(os.environ)
            os.environ.update(environment)
            try:
                said = world.run(list(words), stdin=stdin)
            finally:
                os.environ.clear()
                os.environ.update(before)
            return Said(code=said.code, out=said.out, err=said.err)

        self.session = Session(run=run, private=private, read_only=read_only)
        self.server = make_server(self.session)
        self.calls = 0
        self.read = 0

    def tools(self) -> dict[str, Tool]:
        async def ask() -> list[Tool]:
            async with Client(self.server) as client:
                return list((await client.list_tools()).tools)

        tools = asyncio.run(ask())
        self.read += sum(len(t.model_dump_json(by_alias=True, exclude_none=True)) for t in tools)
        return {tool.name: tool for tool in tools}

    def call(self, tool: str, /, **arguments: Any) -> Reply:
        async def ask() -> Reply:
            async with Client(self.server) as client:
                result = await client.call_tool(tool, arguments)
            texts = [part.text for part in result.content if isinstance(part, TextContent)]
            value = json.loads(texts[0]) if texts and texts[0][:1] in "[{" else None
            return Reply(
                text="\n".join(texts), json=value, notices="\n".join(texts[1:]),
                failed=bool(result.is_error),
            )  # fmt: skip

        reply = asyncio.run(ask())
        self.calls += 1
        self.read += len(reply.text)
        return reply

    def ok(self, tool: str, /, **arguments: Any) -> Any:
        """Return the JSON of a reply that is no error."""
        reply = self.call(tool, **arguments)
        assert not reply.failed, (tool, arguments, reply.text)
        return reply.json

    def refused(self, tool: str, /, **arguments: Any) -> Any:
        """Return the JSON of a reply that is an error."""
        reply = self.call(tool, **arguments)
        assert reply.failed, (tool, arguments, reply.text)
        return reply.json
