"""Twenty visitors at once over Streamlit's own websocket, without a browser."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.servers import HOST, Server

VISITORS = 20
LONGEST_PAUSE_SECONDS = 4.0
RUN_SECONDS = 120
MOST_RUNS = 500  # of one visitor
SEED = 20260


@dataclass
class Visitor:
    """One session: what its page would know from the messages of the server."""

    socket: ClientConnection
    lists: dict[str, list[str]] = field(default_factory=dict)  # widget id -> its options
    ranges: dict[str, list[float]] = field(default_factory=dict)
    page_script_hash: str = ""
    query_string: str = ""
    cached: set[str] = field(default_factory=set)

    async def run(self, chosen: tuple[str, str] | None = None) -> float:
        """Send a rerun with one filter set, or none; return the seconds until it is finished."""
        clock = asyncio.get_running_loop().time
        request = self._request(chosen)
        sent = clock()
        await self.socket.send(request.SerializeToString())
        async with asyncio.timeout(RUN_SECONDS):
            while not self._read(ForwardMsg.FromString(await self._receive())):
                pass
        return clock() - sent

    async def _receive(self) -> bytes:
        message = await self.socket.recv()
        return message if isinstance(message, bytes) else message.encode()

    def _request(self, chosen: tuple[str, str] | None) -> BackMsg:
        request = BackMsg()
        rerun = request.rerun_script
        rerun.query_string = self.query_string
        rerun.page_script_hash = self.page_script_hash
        rerun.cached_message_hashes.extend(sorted(self.cached))
        for key in self.lists:
            widget = rerun.widget_states.widgets.add(id=key)
            widget.string_array_value.SetInParent()
            if chosen and chosen[0] == key:
                widget.string_array_value.data.append(chosen[1])
        for key, span in self.ranges.items():
            rerun.widget_states.widgets.add(id=key).double_array_value.data.extend(span)
        return request

    def _read(self, message: ForwardMsg) -> bool:
        """Take in one message; True when it ends the run."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.cached.add(message.hash)
        if kind == "delta":
            self._read_element(message)
        elif kind == "new_session":
            self.page_script_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self.page_script_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query_string = message.page_info_changed.query_string
        if kind == "script_finished":
            return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _read_element(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "multiselect":
            self.lists[element.multiselect.id] = list(element.multiselect.options)
        elif kind == "slider":
            self.ranges[element.slider.id] = [element.slider.min, element.slider.max]
        elif kind == "exception":
            raise RuntimeError(f"the page shows an exception: {element.exception.message}")


async def _changes(visitor: Visitor, chance: random.Random, seconds: float) -> list[float]:
    """Change a filter, wait for the page, pause for 0 to 4 seconds, until the time is over."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + seconds
    times: list[float] = []
    for _ in range(MOST_RUNS):
        await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE_SECONDS))
        if clock() > deadline:
            break
        key = chance.choice(sorted(name for name, values in visitor.lists.items() if values))
        times.append(await visitor.run((key, chance.choice(visitor.lists[key]))))
    return times


async def _crowd(server: Server, seconds: float) -> list[float]:
    address = f"ws://{HOST}:{server.port}/_stcore/stream"
    sockets = [
        await connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        for _ in range(VISITORS)
    ]
    try:
        visitors = [Visitor(socket) for socket in sockets]
        for visitor in visitors:
            await visitor.run()
        chances = [random.Random(SEED + number) for number in range(VISITORS)]  # noqa: S311
        pairs = zip(visitors, chances, strict=True)
        found = await asyncio.gather(
            *(_changes(visitor, chance, seconds) for visitor, chance in pairs)
        )
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets))
    return [time for times in found for time in times]


def load(server: Server, seconds: float) -> list[float]:
    """Return the seconds each filter change took while all visitors were there."""
    return asyncio.run(_crowd(server, seconds))
