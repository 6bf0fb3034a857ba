"""Pages as the tests open them, and draws that do not depend on what is shipped."""

from __future__ import annotations

from functools import lru_cache
from typing import NoReturn

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulator.calibration import Posterior, Settings
from simulator.calibration.problem import problem
from simulator.errors import Fault, PosteriorError
from simulator.ui import details_runs
from tests.shipped import LOCALITIES, baseline, evidence

DRAWS = 60
SHOWN = (*(("vi", locality) for locality in LOCALITIES), ("en", LOCALITIES[0]))
"""Every locality in the language of the planners, and one in the other one too."""
PATIENCE = 90.0  # seconds that a page may take: others may be at work on the machine


def _show(page: str) -> None:
    from importlib import import_module

    import_module(f"simulator.ui.{page}").page()


def page_at(page: str, language: str = "vi", **state: object) -> AppTest:
    """A page that is yet to be run; state: what the session holds already."""
    app = AppTest.from_function(_show, kwargs={"page": page}, default_timeout=PATIENCE)
    app.query_params["lang"] = language
    for name, value in state.items():
        app.session_state[name] = value
    return app


@lru_cache(maxsize=32)
def drawn(locality: str, effects: str = "causal") -> Posterior:
    """Draws of the prior: what the page shows does not depend on where they come from."""
    task = problem(evidence(), baseline(locality), effects=effects)
    z = np.random.default_rng(3).standard_normal((len(task.free), DRAWS))
    parameters = task.parameters(z)
    name = f"drawn-{locality}-{effects}"
    return Posterior(locality, effects, z.astype(np.float32), parameters, (), Settings(draws=DRAWS), 60.0, name)


def uncalibrated(locality: str, effects: str) -> NoReturn:
    """Stands for the posterior of a locality that was never calibrated."""
    raise PosteriorError([Fault("posterior_missing", f"{locality}.{effects}.npz", nearest="calibrate")])


def builders_asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that are asked for the figures of a scenario from now on, in a list that grows."""
    asked: list[str] = []
    built = details_runs._built

    def build(key: str, build: details_runs.Builder[object], *others: object) -> object:
        asked.append(build.__module__)
        return built(key, build, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(details_runs, "_built", build)
    return asked
