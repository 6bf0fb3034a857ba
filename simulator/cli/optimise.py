"""`optimise`: the best split of a total, the least total for targets, outcome against total, with the page's code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np

from simulator.analysis.comparison import compared
from simulator.analysis.optimise.best import Best, best
from simulator.analysis.optimise.frontier import Frontier, frontier
from simulator.analysis.optimise.least import least_total
from simulator.analysis.optimise.question import Allocation, Question
from simulator.analysis.tasks import Progress
from simulator.calibration import Posterior, load_posterior
from simulator.cli.ground import baseline_of, ground
from simulator.cli.heavy import bar
from simulator.cli.optimise_options import asked_question, asked_targets
from simulator.cli.reporting import reported, say
from simulator.evidence import Evidence
from simulator.files import write_whole
from simulator.report.optimise_beside import beside_lines
from simulator.report.optimise_data import as_data
from simulator.report.optimise_export import Found, csv_text
from simulator.report.optimise_note import note_of, title_of
from simulator.report.optimise_plain import plain_text
from simulator.report.optimise_words import Said
from simulator.scenario import Scenario, completed, dump_scenario, load_scenario


@click.command("optimise")
@click.argument("file", metavar="SCENARIO")
@click.option("--goal", "goals", multiple=True, metavar="INDICATOR@YEAR[:WEIGHT]", help="Mục tiêu / goal; 1-2.")
@click.option("--total", type=float, help="Tổng, tỷ đồng cả giai đoạn; mặc định: như kịch bản / default: as planned.")
@click.option(
    "--lever",
    "levers",
    multiple=True,
    metavar="PATH[=FLOOR:CAP]",
    help="Khoản được chia; mặc định: khoản có tiền, trừ vốn trung ương và huy động do trung ương và ngân hàng giao"
    " / what is split; default: all with money but central and mobilised capital, which centre and bank allot.",
)
@click.option("--fix", multiple=True, metavar="PATH", help="Giữ nguyên khoản này / keep as it is.")
@click.option(
    "--most-cut", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Cắt nhiều nhất / largest cut."
)
@click.option(
    "--most-rise",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Khoản không ghi CAP: nhiều nhất gấp mấy lần, 0: không giới hạn / times the plan's amount, 0: no limit.",
)
@click.option("--lot", type=float, default=0.5, show_default=True, help="Mỗi lô, tỷ đồng / billion VND a lot.")
@click.option("--worst", is_flag=True, help="Theo 10% trường hợp xấu nhất / by the worst 10%.")
@click.option("--alike", is_flag=True, help="Các năm chi như nhau / the same amount every year.")
@click.option("--least", is_flag=True, help="Tổng tiền ít nhất để đạt mục tiêu / the least total for the targets.")
@click.option("--chance", type=click.FloatRange(0.01, 0.99), default=0.8, show_default=True, help="Khả năng / chance.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="INDICATOR<=VALUE@YEAR",
    help="Mục tiêu phải đạt (<= hoặc >=); mặc định: của kịch bản / default: the scenario's.",
)
@click.option("--frontier", "curve", is_flag=True, help="Kết quả theo tổng tiền / outcome against total.")
@click.option("--points", type=click.IntRange(3, 41), default=9, show_default=True, help="Số điểm / points.")
@click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống / seed.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi kịch bản (.yaml) / write it.")
@click.option("--csv", "table", type=click.Path(path_type=Path, dir_okay=False), help="Ghi bảng CSV / write a CSV.")
@reported
def optimise(file: str, out: Path | None, table: Path | None, lang: str, as_json: bool, **asked: Any) -> None:
    """Tìm phương án: chia tốt nhất, ít tiền nhất, thêm hay bớt tiền / the best split or the least total.

    --lever, --fix: credit.new_capital.central, credit.new_capital.mobilised, credit.new_capital.entrusted,
    housing.budget, training.budget, ntm.investment; hai khoản đầu giữ nguyên trừ khi nêu tên / the first two are kept
    unless named. INDICATOR: poverty_rate, multidimensional_rate,
    ntm_communes_attained.
    """
    if asked["least"] and asked["curve"]:
        raise click.UsageError("--least | --frontier")
    evidence = ground([file])
    own = load_scenario(file, evidence)
    baseline = baseline_of(own.locality, evidence)
    scenario = completed(own, baseline)
    question = asked_question(scenario, file, asked)
    posterior = load_posterior(evidence, baseline, scenario.effects)
    with bar("optimise.searching", lang, hidden=as_json) as progress:
        found = _found(question, file, asked, evidence, posterior, progress)
    beside = _beside(found, evidence, posterior, lang)
    if as_json:
        told = {"event": "optimise", "file": file, **as_data(found), "beside": [vars(line) for line in beside]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(plain_text(found, lang, beside))
    if out is not None:
        write_whole(out, dump_scenario(found_scenario(found, lang, beside)).encode("utf-8"))
        say("cli.written", lang, as_json, path=str(out))
    if table is not None:
        write_whole(table, csv_text(found, lang).encode("utf-8"))
        say("cli.written", lang, as_json, path=str(table))


def _found(
    question: Question, file: str, asked: dict[str, Any], evidence: Evidence, posterior: Posterior, progress: Progress
) -> Found:
    """What the options ask for."""

    def told(share: float, _: str) -> None:
        progress(share, "")

    common: dict[str, Any] = {"seed": asked["seed"], "progress": told}
    if asked["least"]:
        targets = asked_targets(question.scenario, file, asked["targets"])
        return least_total(question, targets, asked["chance"], evidence, posterior, **common)
    if asked["curve"]:
        return frontier(question, evidence, posterior, points=asked["points"], **common)
    return best(question, evidence, posterior, **common)


def _beside(found: Found, evidence: Evidence, posterior: Posterior, language: str) -> list[Said]:
    """What the split changes beside its goals; of a frontier, whose splits are many, nothing is told."""
    if isinstance(found, Frontier):
        return []
    question = found.question
    goals = question.goals if isinstance(found, Best) else found.targets
    wanted = {each.indicator for each in goals}
    year = question.goals[0].year if isinstance(found, Best) else question.years[-1]
    both = [question.scenario, found.allocation.applied(question.scenario)]
    return beside_lines(compared(both, evidence, posterior.parameters, year=year), wanted, language)


def found_scenario(found: Found, language: str, beside: Sequence[Said]) -> Scenario:
    """The scenario to write: the split found, of a frontier that of its bend, else of the scenario's own total."""
    allocation = _chosen(found) if isinstance(found, Frontier) else found.allocation
    title, note = title_of(found, allocation, language), note_of(found, allocation, language, beside)
    return replace(allocation.applied(found.question.scenario), title=title, note=note)


def _chosen(found: Frontier) -> Allocation:
    nearest = int(np.argmin(np.abs(found.totals - found.today)))
    return found.allocations[nearest if found.bend is None else found.bend]
