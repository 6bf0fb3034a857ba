"""`prove`: simulation-based calibration of a locality, kept for the page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simulator.analysis.proof import PROOF, save_sbc, sbc_record
from simulator.analysis.sbc import BINS, SIGNIFICANT, Ranks, ranks
from simulator.calibration import Settings
from simulator.cli.ground import baseline_of, ground, ids_of
from simulator.cli.heavy import bar, heavy
from simulator.cli.reporting import reported, say
from simulator.files import make_folder
from simulator.jobs.spread import Spread
from simulator.scenario import completed
from simulator.scenario.vocabulary import EFFECTS
from simulator.texts import text
from simulator.units import number

USUAL = "thanh-hoa/dong-son"  # figures of every kind, none of them a bound, and few enough for a thousand fits
FEWEST = 5 * BINS
DRAWS = 300  # of each fit: enough for ranks, and a thousand fits in a quarter of an hour on two cores


@click.command()
@click.argument("locality", default=USUAL, metavar="[LOCALITY]")
@click.option("--runs", type=click.IntRange(min=FEWEST), default=1000, show_default=True, help="Số lần / repetitions.")
@click.option("--effects", type=click.Choice(EFFECTS), default="causal", show_default=True)
@click.option("--draws", type=click.IntRange(200, 5000), default=DRAWS, show_default=True)
@click.option("--seed", type=int, default=Settings().seed, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=PROOF, help="Thư mục kết quả.")
@heavy
@reported
def prove(locality: str, out: Path, spread: Spread, lang: str, as_json: bool, **chosen: int | str) -> None:
    """Kiểm chứng phép hiệu chỉnh bằng số liệu giả lập / check the calibration on histories that are made up.

    Parameters are drawn from the prior, figures made with them and fitted again; the ranks of the true values among the
    posterior draws must be uniform. The page shows what is kept.
    """
    evidence = ground((locality,))
    (locality,) = ids_of((locality,), evidence)
    own = baseline_of(locality, evidence)
    baseline = completed(own, own)
    make_folder(out)
    with bar("proof.running", lang, as_json) as progress:
        found = ranks(
            evidence,
            baseline,
            runs=int(chosen["runs"]),
            effects=str(chosen["effects"]),
            settings=Settings(draws=int(chosen["draws"]), seed=int(chosen["seed"])),
            spread=spread,
            progress=progress,
        )
    path = save_sbc(sbc_record(evidence, baseline, found), out)
    if as_json:
        click.echo(json.dumps({"event": "prove", **_as_data(found)}, ensure_ascii=False))
    else:
        click.echo("\n".join(_in_words(found, lang)))
    say("cli.written", lang, as_json, path=str(path))


def _as_data(found: Ranks) -> dict[str, object]:
    data = {name: getattr(found, name) for name in ("locality", "effects", "runs", "figures", "uneven")}
    return {**data, "settings": vars(found.settings), "left_out": found.left_out, "p_values": found.p_values}


def _in_words(found: Ranks, lang: str) -> list[str]:
    about = {"locality": found.locality, "effects": text(f"explore.effects.{found.effects}", lang)}
    about |= {name: number(value, lang, 0) for name, value in _sizes(found).items()}
    lines = [text("proof.lead", lang, **about)]
    if found.left_out:
        lines.append(text("proof.left_out", lang, count=len(found.left_out)))
    level = number(SIGNIFICANT, lang, 2)
    if found.uneven:
        names = ", ".join(found.uneven)
        uneven = {"uneven": len(found.uneven), "names": names}
        lines.append(text("proof.uneven", lang, count=len(found.counts), level=level, **uneven))
    else:
        lines.append(text("proof.even", lang, count=len(found.counts), level=level))
    return lines


def _sizes(found: Ranks) -> dict[str, int]:
    return {"runs": found.runs, "figures": found.figures, "draws": found.settings.draws}
