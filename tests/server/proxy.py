"""A reverse proxy as small as it can be: one address, and each cookie kept with one of several replicas."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

REPLICA = re.compile(rb"replica=(\d+)")
END = b"\r\n\r\n"


@asynccontextmanager
async def proxied(ports: Sequence[int]) -> AsyncIterator[str]:
    """The address of a proxy before apps on these ports of this computer."""

    async def passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(END)
            named = REPLICA.search(head)
            port = ports[int(named[1]) % len(ports)] if named else ports[0]
            there, onward = await asyncio.open_connection("127.0.0.1", port)
            onward.write(head)
            await asyncio.gather(_pumped(reader, onward), _pumped(there, writer))
        writer.close()

    server = await asyncio.start_server(passed, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _pumped(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while content := await source.read(65536):
            target.write(content)
            await target.drain()
    target.close()
