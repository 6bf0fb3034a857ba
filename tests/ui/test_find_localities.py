"""The part about several localities: what is typed is asked, what is found is told, what is saved adds up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulator.analysis.optimise.defaults import OWN
from simulator.analysis.optimise.question import DONG, MONEY, allocated
from simulator.analysis.shareout.question import COMMUNES
from simulator.errors import ScenarioError
from simulator.jobs.share_out import share_out_files
from simulator.report.shareout_words import headline, named
from simulator.scenario import SCENARIOS, Store, load_scenario
from simulator.texts import LANGUAGES, text
from simulator.ui import find_localities
from simulator.ui.find_localities_save import saved_scenarios
from simulator.ui.find_localities_wish import FIRST, Wish, asked
from simulator.ui.find_numbers import Typed
from tests.analysis.shareout.questions import FIVE, of_five, of_two
from tests.shipped import evidence
from tests.ui.printed import UNFILLED, told


def show_part(language: str) -> None:
    from simulator.ui import find_localities

    find_localities.draw(language, False)


def drawn(language: str, **state: object) -> AppTest:
    page = AppTest.from_function(show_part, kwargs={"language": language}, default_timeout=60)
    for name, value in state.items():
        page.session_state[name] = value
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_is_found_the_page_says_what_a_click_brings(language: str) -> None:
    page = drawn(language)
    assert text("shareout.before.title", language) in told(page)
    assert page.multiselect[0].value == list(FIRST)
    total = {"vi": "9.446,5", "en": "9,446.5"}[language]  # without the capital that centre and bank allot
    assert page.text_input[0].placeholder == text("shareout.form.total_hint", language, total=total)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_is_told_with_its_table_and_cautions(language: str) -> None:
    wish = Wish(list(FIVE), year=2030)
    now, faults = asked(wish, evidence().localities, language)
    assert faults == []
    assert now is not None
    kept = find_localities.Kept(of_five(), now, find_localities._stamp(now))
    page = drawn(language, find_localities=wish, find_localities_result=kept)
    content = told(page)
    assert UNFILLED.search(content) is None
    found = named(of_five(), evidence(), language)
    assert headline(found) in content
    assert text("shareout.note.evidence", language) in content
    assert all(name in content for name in found.names)
    assert text("shareout.other_setting", language) not in content
    wish.goal = COMMUNES
    again = drawn(language, find_localities=wish, find_localities_result=kept)
    assert text("shareout.other_setting", language) in told(again)


def test_what_is_typed_is_asked_in_the_language_of_the_page() -> None:
    wish = Wish(list(FIVE), year=2029, total=Typed("12.345,5", "vi"), most_cut=30)
    wish.place("lai-chau").floor = Typed("1.000", "vi")
    wish.place("hau-giang").cap = Typed("2.500,25", "vi")
    now, faults = asked(wish, evidence().localities, "vi")
    assert faults == []
    assert now is not None
    assert (now.total, now.year, now.most_cut, now.lines) == (12_345.5, 2029, 0.3, OWN)
    limits = {share.locality: (share.floor, share.cap) for share in now.shares}
    assert limits["lai-chau"][0] == 1000.0
    assert limits["hau-giang"] == (0.0, 2500.25)


def test_what_cannot_be_read_is_named_and_nothing_is_asked() -> None:
    wish = Wish(list(FIVE), year=2029, total=Typed("12.34.5", "vi"), lines=[])
    wish.place("lai-chau").floor = Typed("-3", "vi")
    now, faults = asked(wish, evidence().localities, "vi")
    assert now is None
    assert len(faults) == 3
    assert "Lai Châu" in faults[0]
    assert "12.34.5" in faults[1]


def test_the_saved_scenarios_add_up_and_can_be_read_again(folder: Path) -> None:
    found, store, total = named(of_two(), evidence(), "vi"), Store(evidence(), folder), 0
    for number, plan in enumerate(saved_scenarios(found)):
        path = store.save_as(plan, plan.title).document.path
        there = load_scenario(path, evidence())
        cost = allocated(there, MONEY).total_dong
        assert cost == found.result.dong[2, number]
        total += cost
    assert total == found.question.total_dong


def test_the_job_answers_from_names_and_tells_faults_by_file(tmp_path: Path) -> None:
    wish = Wish(["son-la/quynh-nhai", "son-la/sop-cop"], year=2030, total=Typed("400", "vi"))
    now, _ = asked(wish, evidence().localities, "vi")
    assert now is not None
    shares: list[float] = []
    answer, found = share_out_files(now, str(SCENARIOS), shares.append)
    assert answer == now
    assert found.dong.sum(axis=1).tolist() == [400 * DONG] * 3
    assert found.draws == 1000
    assert shares == sorted(shares)
    with pytest.raises(ScenarioError) as caught:
        share_out_files(replace(now, year=2040), str(SCENARIOS), shares.append)
    assert caught.value.faults[0].file == "son-la.quynh-nhai-baseline.yaml"
    assert caught.value.faults[0].code == "shareout_year"
