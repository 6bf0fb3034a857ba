"""`share`: one total split over several localities, with the code of the page."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from simulator.analysis.optimise.defaults import split_by_default
from simulator.analysis.optimise.question import MONEY
from simulator.analysis.shareout.checks import check
from simulator.analysis.shareout.paired import paired_members
from simulator.analysis.shareout.question import GOALS, POOR, Share, ShareQuestion
from simulator.analysis.shareout.share import share_out
from simulator.calibration import load_posterior
from simulator.cli.ground import baseline_of, ground, plans
from simulator.cli.heavy import bar
from simulator.cli.reporting import reported, say
from simulator.cli.sample import draws_option
from simulator.cli.together import every
from simulator.errors import Fault, ScenarioError
from simulator.evidence import Evidence
from simulator.files import write_whole
from simulator.model import Parameters
from simulator.report.shareout_export import as_data, csv_text, plain_text
from simulator.report.shareout_words import named
from simulator.scenario import Scenario

EXAMPLE = "2500"


@click.command("share")
@click.argument("places", nargs=-1, required=True, metavar="FILE|LOCALITY...")
@click.option(
    "--goal", type=click.Choice(tuple(GOALS)), default=POOR, show_default=True, help="Chỉ tiêu / what counts."
)
@click.option("--year", type=int, help="Cuối năm nào; mặc định: năm cuối / default: the last year.")
@click.option("--total", type=float, help="Tổng, tỷ đồng cả giai đoạn; mặc định: như hiện nay / default: as today.")
@click.option("--floor", "floors", multiple=True, metavar="LOCALITY=VALUE", help="Ít nhất, tỷ đồng / at least.")
@click.option("--cap", "caps", multiple=True, metavar="LOCALITY=VALUE", help="Nhiều nhất, tỷ đồng / at most.")
@click.option(
    "--most-cut", type=float, default=0.5, show_default=True, help="Không nơi nào mất quá phần này / largest cut, 0–1."
)
@click.option(
    "--lever",
    "levers",
    multiple=True,
    type=click.Choice(MONEY),
    help="Khoản đem chia; mặc định: trừ vốn trung ương và huy động do trung ương và ngân hàng giao"
    " / what is split; default: all but central and mobilised capital, which centre and bank allot.",
)
@click.option("--lot", type=float, help="Mức chia tròn, tỷ đồng / whole lots of so many billion VND.")
@draws_option
@click.option("--seed", type=int, default=1, show_default=True, help="Hạt giống khi chọn và ghép mẫu.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi bảng ra tệp CSV / write a CSV.")
@reported
def share(
    places: tuple[str, ...],
    floors: tuple[str, ...],
    caps: tuple[str, ...],
    out: Path | None,
    lang: str,
    as_json: bool,
    **asked: Any,
) -> None:
    """Chia một tổng tiền cho nhiều địa phương / split one total over several localities, one scenario each.

    A locality named by its id stands for its baseline.
    """
    evidence = ground(places)
    scenarios = every(places, lambda place: plans(place, evidence)[0])
    limits = _limits([scenario.locality for scenario in scenarios], floors, caps)
    question = _question(scenarios, limits, asked)
    check(question, evidence, places)
    members = _members(scenarios, evidence, asked["draws"], asked["seed"])
    with bar("shareout.running", lang, hidden=as_json) as progress:
        result = share_out(question, evidence, members, seed=asked["seed"], progress=progress, names=places)
    found = named(result, evidence, lang)
    if as_json:
        click.echo(json.dumps({"event": "share", **as_data(found)}, ensure_ascii=False))
    else:
        click.echo(plain_text(found))
    if out is not None:
        write_whole(out, csv_text(found).encode("utf-8"))
        say("cli.written", lang, as_json, path=str(out))


def _limits(localities: Sequence[str], floors: Sequence[str], caps: Sequence[str]) -> tuple[Share, ...]:
    """Floors and caps as `locality=billion VND`."""
    faults = list[Fault]()
    least, most = (
        _amounts(option, given, localities, faults) for option, given in (("--floor", floors), ("--cap", caps))
    )
    if faults:
        raise ScenarioError(faults)
    return tuple(Share(name, least.get(name, 0.0), most.get(name, math.inf)) for name in localities)


def _amounts(option: str, given: Sequence[str], localities: Sequence[str], faults: list[Fault]) -> Mapping[str, float]:
    found = {}
    for item in given:
        locality, _, amount = item.partition("=")
        if locality not in localities:
            allowed = ", ".join(dict.fromkeys(localities))
            faults.append(Fault("shareout_limit_of", option, field=locality, value=item, allowed=allowed))
            continue
        try:
            found[locality] = float(amount)
        except ValueError:
            faults.append(Fault("shareout_amount", option, field=locality, value=amount, allowed=EXAMPLE))
    return found


def _question(scenarios: Sequence[Scenario], limits: tuple[Share, ...], asked: Mapping[str, Any]) -> ShareQuestion:
    lines = asked["levers"] or split_by_default(*scenarios)
    year = asked["year"] if asked["year"] is not None else min(scenario.last_year for scenario in scenarios)
    return ShareQuestion(
        tuple(scenarios),
        limits,
        goal=asked["goal"],
        year=year,
        total=asked["total"],
        lines=tuple(path for path in MONEY if path in lines),
        lot=asked["lot"],
        most_cut=asked["most_cut"],
    )


def _members(scenarios: Sequence[Scenario], evidence: Evidence, draws: int | None, seed: int) -> list[Parameters]:
    posteriors = [load_posterior(evidence, baseline_of(own.locality, evidence), own.effects) for own in scenarios]
    try:
        return paired_members(posteriors, draws, seed)
    except ValueError as error:
        fault = Fault("draws_range", scenarios[0].locality, field="--draws", value=str(draws), allowed=str(error))
        raise ScenarioError([fault]) from error
