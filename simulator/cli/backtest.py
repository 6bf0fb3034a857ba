"""`backtest`: how the model would have done on the years already known, against naive rivals."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from simulator.analysis.backtest import backtest
from simulator.analysis.skill import skill
from simulator.calibration import Settings
from simulator.cli.commands import known_localities, reported, say
from simulator.evidence import load_evidence
from simulator.files import write_whole
from simulator.report.skill import as_data, csv_text, plain_text
from simulator.scenario import baseline_path, completed, load_scenario
from simulator.texts import text


@click.command("backtest")
@click.argument("localities", nargs=-1, metavar="[LOCALITY...]")
@click.option("--draws", type=click.IntRange(200, 5000), default=Settings().draws, show_default=True)
@click.option("--seed", type=int, default=Settings().seed, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi từng dự báo ra CSV / write a CSV.")
@reported
def backtest_command(
    localities: tuple[str, ...], draws: int, seed: int, out: Path | None, lang: str, as_json: bool
) -> None:
    """Thử lại trên những năm đã biết, so với cách đoán đơn giản / score the model on years already known."""
    evidence = load_evidence()
    known_localities(localities, evidence)
    baselines = {}
    for name in evidence.localities:
        own = load_scenario(baseline_path(name), evidence)
        baselines[name] = completed(own, own)
    with click.progressbar(length=100, label=text("cli.backtest", lang), file=sys.stderr, hidden=as_json) as bar:
        forecasts = backtest(
            evidence,
            baselines,
            localities or tuple(baselines),
            settings=Settings(draws=draws, seed=seed),
            progress=lambda share, _: bar.update(round(100 * share) - bar.pos),
        )
    if not forecasts:
        say("cli.backtest_none", lang, as_json)
        return
    rows = skill(forecasts)
    if as_json:
        click.echo(json.dumps({"event": "backtest", **as_data(rows, forecasts)}, ensure_ascii=False))
    else:
        click.echo(plain_text(rows, lang))
    if out is not None:
        write_whole(out, csv_text(forecasts).encode("utf-8"))
        say("cli.written", lang, as_json, path=str(out))
