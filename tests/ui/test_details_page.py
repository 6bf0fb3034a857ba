"""The page of details for every locality, in both languages: every part is drawn, nothing is half said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from simulator.texts import text
from simulator.ui import resources
from simulator.ui.details import PARTS
from tests.shipped import evidence
from tests.ui.pages import SHOWN, builders_asked, page_at, uncalibrated
from tests.ui.printed import UNFILLED, told
from tests.ui.test_texts import ENGLISH

FILE_KEYS = re.compile(r"effects: \w+")  # what a planner writes in a scenario file
pytestmark = pytest.mark.usefixtures("draws_of_the_prior")


@pytest.fixture
def opened() -> Callable[..., AppTest]:
    def open_page(language: str = "vi", locality: str = "son-la", part: str = "communes") -> AppTest:
        return page_at("details", language, **{f"details_locality_{language}": locality}, details_part=part).run()

    return open_page


@pytest.mark.parametrize(("language", "locality"), SHOWN)
def test_every_part_is_drawn_for_every_locality(opened: Callable[..., AppTest], language: str, locality: str) -> None:
    for part in PARTS:
        app = opened(language, locality, part)
        assert not app.exception, part
        assert not app.error, part
        body = told(app)
        assert body.count("<h2>") == 1, part
        read = re.sub(r"<[^>]+>", " ", body)
        assert UNFILLED.search(read) is None, (part, UNFILLED.search(read))
        assert language == "en" or ENGLISH.search(FILE_KEYS.sub("", read)) is None, (part, ENGLISH.search(read))


def test_only_the_open_part_is_computed(
    nothing_kept: None, opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = builders_asked(monkeypatch)
    opened(part="context")
    assert asked == []
    opened(part="eras")
    assert asked == ["simulator.ui.details_eras"]


def test_a_part_names_the_criterion_the_thresholds_and_what_is_not_computed(opened: Callable[..., AppTest]) -> None:
    body = told(opened(part="communes"))
    assert re.search(r"Năm 2030, <b>tiêu chí (9|11|12) – [^<]+</b> giữ các xã lại nhiều nhất: <b>\d+%</b>", body)
    assert body.count(text("details.unverified", "vi")) >= 4  # three thresholds, the end of the districts
    assert text("details.criterion_ten", "vi") in body
    assert text("details.thresholds.after", "vi") in body
    assert "188 → 67 xã" in body
    assert "11/11" in body


def test_the_context_is_said_not_to_be_modelled_and_its_sums_are_shown(opened: Callable[..., AppTest]) -> None:
    body = told(opened(locality="thanh-hoa/dong-son", part="context"))
    assert body.index(text("details.context.headline", "vi")) < body.index("158")
    assert "<b>158</b> tổ = <b>64</b> Hội Nông dân + <b>62</b> Hội Phụ nữ" in body
    body = told(opened(locality="hau-giang", part="context"))
    assert "<b>266</b> sản phẩm = <b>92</b> bốn sao + <b>174</b> ba sao (của 121 chủ thể)" in body


def test_an_empty_part_says_why_and_the_place_above_is_offered(opened: Callable[..., AppTest]) -> None:
    app = opened(locality="son-la/sop-cop", part="context")
    place = evidence().localities["son-la/sop-cop"]
    assert text("details.context.none", "vi", place=place.name_vi) in told(app)
    app.session_state["details_context_son-la/sop-cop"] = "son-la"
    assert "3.771" in told(app.run())


def test_every_rule_of_loans_shows_its_state(opened: Callable[..., AppTest]) -> None:
    body = told(opened(part="credit"))
    for state in ("in_force", "undated", "ended"):
        assert text(f"details.rule_state.{state}", "vi") in body
    assert "giả định" in body  # the market rate of the subsidy


def test_a_source_leads_to_its_address_and_bears_its_date(opened: Callable[..., AppTest]) -> None:
    body = told(opened(part="eras"))
    assert re.search(r"<a href='https://[^']+' target='_blank' rel='noopener noreferrer'>[^<]+, [^<]+</a>", body)


def test_a_locality_without_a_calibration_is_told(
    opened: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "posterior", uncalibrated)
    app = opened()
    assert not app.exception
    assert "son-la.causal.npz" in app.code[0].value


def test_the_levels_set_on_the_page_of_sliders_are_what_is_shown(opened: Callable[..., AppTest]) -> None:
    app = opened(part="sets")
    assert text("details.state.saved", "vi") in told(app)
    draft = app.session_state["editing"].draft
    none = dict.fromkeys((f"credit.new_capital.{name}" for name in ("central", "mobilised", "entrusted")), 0.0)
    draft.now = replace(draft.now, values={**draft.now.values, **none})
    body = told(app.run())
    assert text("explore.unsaved", "vi") in body
    assert text("details.sets.no_capital", "vi", first=2026, last=2030) in body
