"""A browser's part of the conversation with the app, without the browser: many sessions cost little.

It says what Streamlit's page says: all widgets' values at each run, which fragment is meant, the messages it still
holds, and a rerun of each fragment that asks for one every so often.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

LONGEST_RUN = 60.0  # seconds
RUNS_KEPT = 2  # a page forgets a message that it has not shown for so many runs
EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"


@dataclass
class _Shown:
    element: Element
    fragment: str
    run: int


@dataclass
class Answer:
    """What came back to a move: seconds, what the panel was told, and a digest of all that is shown."""

    seconds: float
    panel: Mapping[str, Any]
    digest: str


@dataclass
class Session:
    """One window on the app."""

    url: str
    socket: ClientConnection
    id: str = ""
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    query: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    sequence: int = 0
    runs: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _shown: dict[tuple[int, ...], _Shown] = field(default_factory=dict)
    _held: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    _repeats: dict[str, tuple[asyncio.Task[None], int]] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def opened(
        cls, url: str, query: str = "", page: str = "", headers: Mapping[str, str] | None = None
    ) -> Session:
        """Open a window and wait for the first page."""
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        options: dict[str, Any] = {"subprotocols": ["streamlit"], "max_size": None, "compression": None}
        socket = await connect(address, additional_headers=headers, **options)
        session = cls(url, socket, query=query)
        await session.run(name=page)
        return session

    async def close(self) -> None:
        """Close the window."""
        self._stop_repeats()
        await self.socket.close()

    # What is on the page

    def elements(self, kind: str) -> Iterator[tuple[Any, str]]:
        """Elements of a kind, each with its fragment."""
        for _, shown in sorted(self._shown.items()):
            if shown.element.WhichOneof("type") == kind:
                yield getattr(shown.element, kind), shown.fragment

    def component(self, name: str) -> tuple[Any, str]:
        """One of the page's own components by name, with its fragment."""
        return next(found for found in self.elements("bidi_component") if found[0].component_name.endswith(name))

    def labelled(self, kind: str, label: str) -> tuple[Any, str]:
        """A widget by what is written on it; StopIteration when there is none."""
        return next(found for found in self.elements(kind) if found[0].label == label)

    def has(self, kind: str, label: str) -> bool:
        return any(found.label == label for found, _ in self.elements(kind))

    def texts(self) -> str:
        """Everything that is said in boxes of text."""
        parts = [found.body for kind in ("html", "code", "alert") for found, _ in self.elements(kind) if kind != "code"]
        parts += [found.code_text for found, _ in self.elements("code")]
        parts += [found.text for found, _ in self.elements("progress")]
        return "\n".join(parts)

    def panel(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """What the panel was told: what stays, and what moves."""
        fixed, moving = bytes(self.component("panel")[0].bytes).decode().split("\n")
        return json.loads(fixed), json.loads(moving)

    def digest(self) -> str:
        """Of the sentence, the key figures and all charts."""
        hashed = sha256()
        for name in ("readout", "sparks"):
            hashed.update(bytes(self.component(name)[0].bytes))
        for chart, _ in self.elements("vega_lite_chart"):
            hashed.update(chart.spec.encode())
            for part in (chart.data, *chart.datasets):
                hashed.update(part.SerializeToString(deterministic=True))
        return hashed.hexdigest()

    # What a planner does

    async def move(self, values: Mapping[str, float]) -> Answer:
        """Move sliders, as the panel tells it."""
        async with self._turn:
            panel, fragment = self.component("panel")
            moving = self.panel()[1]
            self.sequence = max(self.sequence, moving["echo"]) + 1
            message = {
                "levers": {
                    "values": dict(values),
                    "shares": None,
                    "events": {},
                    "sequence": self.sequence,
                    "revision": moving["revision"],
                    "gesture": moving["gesture"] + 1,
                }
            }
            self.widgets[panel.id] = WidgetState(id=panel.id, json_value=json.dumps(message))
            seconds = await self._ask(fragment=fragment)
            told = self.panel()[1]
            if told["echo"] < self.sequence:
                self.faults.append(f"move {self.sequence} was answered by {told['echo']}")
            return Answer(seconds, told, self.digest())

    async def act(self, name: str) -> float:
        """Press a button of the panel."""
        async with self._turn:
            panel, fragment = self.component("panel")
            key = EVENTS.format(panel.id)
            trigger = WidgetState(id=key, json_trigger_value=json.dumps([{"event": "action", "value": name}]))
            return await self._ask(fragment=fragment, trigger=trigger)

    async def choose(self, label: str, option: str) -> float:
        """Choose an option of a picker."""
        async with self._turn:
            picker, fragment = self.labelled("selectbox", label)
            self.widgets[picker.id] = WidgetState(id=picker.id, string_value=option)
            return await self._ask(fragment=fragment)

    async def press(self, label: str) -> float:
        """Press a button."""
        async with self._turn:
            button, fragment = self.labelled("button", label)
            return await self._ask(fragment=fragment, trigger=WidgetState(id=button.id, trigger_value=True))

    async def write(self, label: str, content: str) -> float:
        """Fill in a line of text."""
        async with self._turn:
            entry, fragment = self.labelled("text_input", label)
            self.widgets[entry.id] = WidgetState(id=entry.id, string_value=content)
            return await self._ask(fragment=fragment)

    async def go(self, page: str) -> float:
        """Open another page by its name in the address; a page keeps what it wrote there to itself."""
        async with self._turn:
            self.page, self.query = self.pages[page], ""
            return await self._ask()

    # The conversation

    async def run(self, *, fragment: str = "", repeat: bool = False, name: str = "") -> float:
        """Ask for a run and take in all that it sends; return the seconds that it took."""
        async with self._turn:
            if repeat and fragment not in self._repeats:
                return 0.0
            return await self._ask(fragment=fragment, repeat=repeat, name=name)

    async def _ask(
        self, *, fragment: str = "", trigger: WidgetState | None = None, repeat: bool = False, name: str = ""
    ) -> float:
        """Ask for a run, in a turn of one's own: what is set for it is set after the run before it is over."""
        if not fragment:
            self._stop_repeats()
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.fragment_id = self.query, self.page, fragment
        state.page_name, state.is_auto_rerun = name, repeat
        state.widget_states.widgets.extend(self.widgets.values())
        if trigger is not None:
            state.widget_states.widgets.append(trigger)
        state.cached_message_hashes.extend(self._held)
        state.context_info.timezone, state.context_info.locale = "Asia/Ho_Chi_Minh", "vi-VN"
        state.context_info.url, state.context_info.color_scheme = self.url, "light"
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self._until_finished(), LONGEST_RUN)
        seconds = time.perf_counter() - started
        if not repeat:
            self.seconds.append(seconds)
        return seconds

    async def _until_finished(self) -> None:
        while True:
            content = bytes(await self.socket.recv())
            message = ForwardMsg.FromString(content)
            if message.WhichOneof("type") == "ref_hash":
                held, _ = self._held[message.ref_hash]
                self._held[message.ref_hash] = held, self.runs
                metadata, message = message.metadata, ForwardMsg.FromString(held)
                message.metadata.CopyFrom(metadata)
            elif message.metadata.cacheable:
                self._held[message.hash] = content, self.runs
            if self._take(message):
                return

    def _take(self, message: ForwardMsg) -> bool:
        """Take a message in; return whether it ends the run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.runs += 1
            self.id = message.new_session.initialize.session_id or self.id
            self.page = message.new_session.page_script_hash
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            path = tuple(message.metadata.delta_path)
            self._shown[path] = _Shown(element, message.delta.fragment_id, self.runs)
            if element.WhichOneof("type") == "exception":
                self.faults.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "script_finished":
            return self._finished(message.script_finished)
        return False

    def _finished(self, status: int) -> bool:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.faults.append("the script did not compile")
        if status == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._shown = {path: shown for path, shown in self._shown.items() if shown.run == self.runs}
            self._stop_repeats(before=self.runs)
        self._mount()
        self._held = {key: held for key, held in self._held.items() if held[1] > self.runs - RUNS_KEPT}
        return True

    def _mount(self) -> None:
        """Take over pickers as they are drawn, and forget what is not on the page any more."""
        for picker, _ in self.elements("selectbox"):
            if picker.set_value:
                self.widgets[picker.id] = WidgetState(id=picker.id, string_value=picker.raw_value)
            elif picker.id not in self.widgets and picker.HasField("default"):
                self.widgets[picker.id] = WidgetState(id=picker.id, string_value=picker.options[picker.default])
        there = {getattr(getattr(s.element, s.element.WhichOneof("type")), "id", "") for s in self._shown.values()}
        self.widgets = {name: state for name, state in self.widgets.items() if name in there}

    def _stop_repeats(self, before: int | None = None) -> None:
        """Stop the repetitions that were asked for before a run, or all."""
        for fragment, (task, run) in list(self._repeats.items()):
            if before is None or run < before:
                task.cancel()
                del self._repeats[fragment]

    def _repeat(self, fragment: str, interval: float) -> None:
        if fragment in self._repeats:
            self._repeats.pop(fragment)[0].cancel()

        async def again() -> None:
            with suppress(asyncio.CancelledError, ConnectionClosed):
                while True:
                    await asyncio.sleep(interval)
                    # Shielded: a run that ends this repetition is still taken in whole.
                    await asyncio.shield(self.run(fragment=fragment, repeat=True))

        self._repeats[fragment] = asyncio.get_running_loop().create_task(again()), self.runs
