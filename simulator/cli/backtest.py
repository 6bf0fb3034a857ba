"""`backtest`: how the model would have done on the years already known, against naive rivals."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simulator.analysis.backtest import backtest
from simulator.analysis.proof import PROOF, backtest_record, save_backtest
from simulator.analysis.skill import skill
from simulator.calibration import Settings
from simulator.cli.ground import baseline_of, ground, ids_of
from simulator.cli.heavy import bar, heavy
from simulator.cli.reporting import reported, say
from simulator.files import write_whole
from simulator.jobs.spread import Spread
from simulator.report.skill import as_data, csv_text, plain_text
from simulator.scenario import completed


@click.command("backtest")
@click.argument("localities", nargs=-1, metavar="[LOCALITY|CSV...]")
@click.option("--draws", type=click.IntRange(200, 5000), default=Settings().draws, show_default=True)
@click.option("--seed", type=int, default=Settings().seed, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi từng dự báo ra CSV / write a CSV.")
@click.option("--keep", is_flag=True, help="Lưu kết quả để trang web trình bày / keep it for the page.")
@heavy
@reported
def backtest_command(
    localities: tuple[str, ...], out: Path | None, keep: bool, spread: Spread, lang: str, as_json: bool, **chosen: int
) -> None:
    """Thử lại trên những năm đã biết, so với cách đoán đơn giản / score the model on years already known."""
    evidence = ground(localities)
    shipped = tuple(name for name, place in evidence.localities.items() if place.home is None)
    asked = ids_of(localities, evidence) or shipped
    baselines = {}
    for name in dict.fromkeys((*shipped, *asked)):
        own = baseline_of(name, evidence)
        baselines[name] = completed(own, own)
    settings = Settings(draws=chosen["draws"], seed=chosen["seed"])
    with bar("cli.backtest", lang, as_json) as progress:
        forecasts = backtest(evidence, baselines, asked, settings=settings, spread=spread, progress=progress)
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
    if keep:
        record = backtest_record(evidence, baselines, asked, forecasts, settings=settings)
        home = evidence.localities[asked[0]].home if len(asked) == 1 else None
        say("cli.written", lang, as_json, path=str(save_backtest(record, home or PROOF)))
