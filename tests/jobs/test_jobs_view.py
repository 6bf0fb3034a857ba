"""A heavy job on a page: asked for with a button, watched, cancelled; its result or its fault told once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from simulator.ui import jobs_view

PATIENCE = 30.0  # seconds


def page(task: str, seconds: float) -> None:
    import os

    import streamlit as st

    from simulator.jobs import Work
    from simulator.ui import jobs_view
    from tests.jobs import tasks

    arguments = {"doubled": (21,), "slow": (os.devnull, seconds)}.get(task, ())
    work = Work(getattr(tasks, task), arguments)
    jobs_view.offer("mine", work, start="Go", about="Đang tính…", language="vi")
    st.caption(f"result {jobs_view.finished('mine')}")


@pytest.fixture(autouse=True)
def no_jobs_left() -> Iterator[None]:
    yield
    jobs_view.queue.clear()


def opened(task: str, seconds: float = 0.0) -> AppTest:
    return AppTest.from_function(page, args=(task, seconds), default_timeout=PATIENCE).run()


def button(app: AppTest, label: str) -> bool:
    return label in [found.label for found in app.button]


def until_started_again(app: AppTest) -> str:
    """Run the page as its own clock would until the button to start is back; return the last caption."""
    deadline = time.monotonic() + PATIENCE
    while not button(app, "Go"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
        app.run()
    return str(app.caption[0].value)


def test_the_result_is_handed_out_once() -> None:
    app = opened("doubled")
    app.button[0].click().run()
    assert button(app, "Huỷ")
    assert until_started_again(app) == "result 42"
    assert app.run().caption[0].value == "result None"


@pytest.mark.parametrize(("task", "words"), [("at_fault", "a.yaml:3"), ("dying", "bị ngắt giữa chừng")])
def test_a_fault_is_told(task: str, words: str) -> None:
    app = opened(task)
    app.button[0].click().run()
    assert until_started_again(app) == "result None"
    assert words in "".join(found.proto.body for found in app.get("html"))


def test_a_job_is_cancelled() -> None:
    app = opened("slow", 60.0)
    app.button[0].click().run()
    next(found for found in app.button if found.label == "Huỷ").click().run()
    assert button(app, "Go")
    assert jobs_view.queue()._jobs == {}
