"""Planners at work: each moves sliders to values of its own, and checks that what comes back is its own."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.server.sessions import Answer, Session

PICKER = "Địa phương"
BUDGET, JOBS = "housing.budget", "disbursement.training"
VISIT_EVERY = 12  # moves between two visits to another page


@dataclass
class Planner:
    """One planner: a window, a locality, and values that nobody else sets."""

    number: int
    session: Session
    locality: str
    seen: dict[tuple[str, tuple[tuple[str, float], ...]], str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    moves: int = 0
    move_seconds: list[float] = field(default_factory=list)

    @classmethod
    async def started(cls, number: int, url: str, locality: str) -> Planner:
        session = await Session.opened(url)
        await session.choose(PICKER, locality)
        return cls(number, session, locality)

    def values(self, draw: random.Random, choices: int) -> dict[str, float]:
        """Settings of this planner alone: the number of the planner shows in the value of one slider."""
        slider = self._slider(BUDGET)
        own = slider["max"] * (self.number + 1) / 100.0
        return {BUDGET: round(own, int(slider["decimals"])), JOBS: float(draw.randrange(1, 1 + choices))}

    def values_alone(self) -> dict[str, float]:
        """One setting of this planner."""
        return self.values(random.Random(self.number), 1)

    async def move(self, values: Mapping[str, float]) -> Answer:
        """Move, and look whether the panel says these values and the page what it said before for them."""
        answer = await self.session.move(values)
        self.moves += 1
        self.move_seconds.append(answer.seconds)
        told = {path: answer.panel["values"][path] for path in values}
        if told != dict(values):
            self.wrong.append(f"planner {self.number} set {dict(values)} and was told {told}")
        key = self.locality, tuple(sorted(values.items()))
        before = self.seen.setdefault(key, answer.digest)
        if before != answer.digest:
            self.wrong.append(f"planner {self.number} was shown two results for {key}")
        return answer

    async def visit(self, page: str) -> None:
        """Look at another page and come back."""
        await self.session.go(page)
        await self.session.go("")

    async def work(self, moves: int, *, pause: tuple[float, float], choices: int, seed: int) -> None:
        """So many moves with a pause before each, and a visit to another page now and then."""
        draw = random.Random(seed * 1000 + self.number)
        for count in range(1, moves + 1):
            await asyncio.sleep(draw.uniform(*pause))
            if pause[1] and count % VISIT_EVERY == self.number % VISIT_EVERY:
                await self.visit("details")
            await self.move(self.values(draw, choices))

    def _slider(self, path: str) -> Mapping[str, float]:
        groups = self.session.panel()[0]["groups"]
        found: Mapping[str, float] = next(s for group in groups for s in group["sliders"] if s["path"] == path)
        return found


async def foreign(planners: Sequence[Planner], url: str) -> list[str]:
    """What the planners were shown and a lone session on another server is not, for the same settings."""
    wrong = []
    for locality in sorted({planner.locality for planner in planners}):
        lone = await Planner.started(0, url, locality)
        for planner in planners:
            for (place, values), digest in planner.seen.items():
                if place == locality and (await lone.move(dict(values))).digest != digest:
                    wrong.append(f"planner {planner.number}: {place} {dict(values)} shows something else alone")
        wrong += lone.wrong + lone.session.faults
        await lone.session.close()
    return wrong


async def all_of(
    planners: Sequence[Planner], moves: int, *, pause: tuple[float, float], choices: int, seed: int
) -> None:
    """All planners work at once."""
    await asyncio.gather(*(p.work(moves, pause=pause, choices=choices, seed=seed) for p in planners))
