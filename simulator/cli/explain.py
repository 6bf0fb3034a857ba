"""`explain`: why a scenario ends where it does, what its money does at the margin, and what matters most."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from simulator.analysis.comparison import check, common_years
from simulator.calibration import load_posterior
from simulator.cli.explained import Question
from simulator.cli.ground import baseline_of, ground
from simulator.cli.reporting import reported, say
from simulator.cli.sample import draws_option, sample, seed_option
from simulator.errors import Fault, ScenarioError
from simulator.evidence import Evidence
from simulator.files import write_whole
from simulator.report.explanation import INDICATORS
from simulator.scenario import Scenario, baseline_path, completed, load_scenario
from simulator.scenario.localities import scenarios_of

PARTS = ("text", "shares", "cost", "unknowns", "conditions")
ALL = "all"


@click.command("explain")
@click.argument("file", metavar="SCENARIO")
@click.option("--against", metavar="FILE", help="So với tệp này; mặc định: phương án cơ sở / default: the baseline.")
@click.option("--indicator", type=click.Choice(INDICATORS), default=INDICATORS[0], show_default=True)
@click.option("--year", type=int, help="Năm được giải thích; mặc định: năm cuối chung / default: the last common year.")
@click.option(
    "--part", type=click.Choice((*PARTS, ALL)), default=PARTS[0], show_default=True, help="Phần / which part."
)
@draws_option
@seed_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi ra tệp / write to a file.")
@reported
def explain_command(file: str, part: str, out: Path | None, lang: str, as_json: bool, **asked: Any) -> None:
    """Giải thích một kịch bản bằng lời và bảng / explain a scenario in words and tables."""
    question = _asked(file, **asked)
    parts = PARTS if part == ALL else (part,)
    if as_json:
        found = {"event": "explain", **question.about(), **{name: question.data(name, lang) for name in parts}}
        told = json.dumps(found, ensure_ascii=False)
    else:
        told = "\n\n\n".join(question.told(name, lang) for name in parts)
    if out is None:
        click.echo(told)
        return
    write_whole(out, f"{told}\n".encode())
    say("cli.written", lang, as_json, path=str(out))


def _asked(file: str, against: str | None, indicator: str, year: int | None, draws: int | None, seed: int) -> Question:
    """The scenario, what it is compared with, and the draws. Raises SimulatorError for what cannot be explained."""
    evidence = ground([file, *([against] if against else [])])
    own = load_scenario(file, evidence)
    base = baseline_of(own.locality, evidence)
    baseline = completed(base, base)
    scenario = completed(own, baseline)
    other, name = _other(file, against, baseline, evidence)
    if other is not None:
        check([(name, other), (file, scenario)])
    years = common_years([scenario, *([other] if other else [])])
    chosen = years[-1] if year is None else year
    if chosen not in years:
        fault = Fault("compare_year", file, field="--year", value=str(year), allowed=f"{years[0]}–{years[-1]}")
        raise ScenarioError([fault])
    posterior = load_posterior(evidence, baseline, scenario.effects)
    return Question(
        scenario=scenario,
        other=None if other is None else replace(other, effects=scenario.effects),
        files=tuple(Path(one).name for one in ([file] if other is None else [name, file])),
        other_effects=other is not None and other.effects != scenario.effects,
        baseline=baseline,
        evidence=evidence,
        posterior=replace(posterior, parameters=sample(posterior, draws, seed, file)),
        indicator=indicator,
        year=chosen,
        seed=seed,
    )


def _other(file: str, against: str | None, baseline: Scenario, evidence: Evidence) -> tuple[Scenario | None, str]:
    """What the scenario is compared with, and its file; nothing where it is the baseline itself."""
    if against is not None:
        own = load_scenario(against, evidence)
        return completed(own, completed(*[baseline_of(own.locality, evidence)] * 2)), against
    place = baseline_path(baseline.locality, scenarios_of(evidence.localities[baseline.locality]))
    is_baseline = Path(file).absolute() == place.absolute()
    return (None, "") if is_baseline else (baseline, str(place))
