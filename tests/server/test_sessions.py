"""A few planners on one real server: nobody is shown what belongs to another."""

from __future__ import annotations

import asyncio

import pytest

from simulator.evidence import load_evidence
from tests.server.apps import ROOT, served
from tests.server.planners import Planner, all_of, foreign
from tests.server.sessions import Session

LOCALITIES = ("son-la", "son-la", "lai-chau", "son-la/quynh-nhai")
MOVES = 50


def test_four_planners_are_answered_with_their_own_settings() -> None:
    names = [load_evidence().localities[name].name_vi for name in LOCALITIES]

    async def tried(url: str, alone: str) -> None:
        planners = [await Planner.started(number, url, name) for number, name in enumerate(names)]
        await all_of(planners, MOVES, pause=(0.0, 0.0), choices=6, seed=3)
        for planner in planners:
            await planner.visit("details")
            await planner.move(planner.values_alone())
        assert sum(planner.moves for planner in planners) == len(names) * (MOVES + 1)
        assert [fault for planner in planners for fault in (*planner.wrong, *planner.session.faults)] == []
        assert await foreign(planners, alone) == []
        for planner in planners:
            await planner.session.close()

    with served(ROOT) as app, served(ROOT) as lone:
        asyncio.run(tried(app.url, lone.url))


def test_a_foreign_value_would_be_seen() -> None:
    """The check itself: a session that is told what another one set is found out."""

    async def tried(url: str) -> None:
        name = load_evidence().localities["son-la"].name_vi
        first, second = [await Planner.started(number, url, name) for number in range(2)]
        values = first.values_alone()
        await first.move(values)
        key = next(iter(first.seen))
        second.seen[key] = "what somebody else was shown"
        await second.move(values)
        assert len(second.wrong) == 1
        assert len(await foreign([first], url)) == 0
        first.seen[key] = "another"
        assert len(await foreign([first], url)) == 1
        for planner in (first, second):
            await planner.session.close()

    with served(ROOT) as app:
        asyncio.run(tried(app.url))


@pytest.mark.parametrize("page", ["details", "methods"])
def test_a_planner_who_looks_at_another_page_finds_everything_as_it_was(page: str) -> None:
    async def tried(url: str) -> None:
        session = await Session.opened(url)
        await session.choose("Địa phương", load_evidence().localities["lai-chau"].name_vi)
        values = {"housing.budget": 7.0}
        before = await session.move(values)
        await session.go(page)
        await session.go("")
        assert session.panel()[1]["values"] == before.panel["values"]
        assert session.digest() == before.digest
        assert session.faults == []
        await session.close()

    with served(ROOT) as app:
        asyncio.run(tried(app.url))
