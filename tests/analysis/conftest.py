"""What tests of the analyses ask for again and again, made once."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from simulator.analysis.own import ground
from simulator.analysis.own.peers import Peer, Standing, standing
from simulator.evidence import Evidence
from tests import shipped
from tests.analysis.own_localities import peer


@lru_cache(maxsize=32)
def _stood(name: str, start: date) -> Standing:
    return standing(peer(name), shipped.evidence(), start)


@pytest.fixture
def peers_simulated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shipped peer stands where it stands, whatever locality is derived from it."""

    def stood(one: Peer, evidence: Evidence, start: date) -> Standing:
        assert one is peer(one.baseline.locality)
        assert evidence is shipped.evidence()
        return _stood(one.baseline.locality, start)

    monkeypatch.setattr(ground, "standing", stood)
