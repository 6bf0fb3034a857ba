"""`compare`: two to eight scenarios of a locality beside each other, with the code of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from simulator.analysis.comparison import check
from simulator.cli.ground import ground
from simulator.cli.reporting import reported, say
from simulator.cli.sample import draws_option, seed_option
from simulator.cli.together import loaded, place_of, reference_option, together, year_option
from simulator.files import write_whole
from simulator.report.compare_export import as_data, csv_text, plain_text
from simulator.report.compare_table import Entry
from simulator.texts import text


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE FILE...")
@reference_option
@year_option
@draws_option
@seed_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi bảng ra tệp CSV / write a CSV.")
@reported
def compare(
    files: tuple[str, ...],
    reference: str | None,
    year: int | None,
    out: Path | None,
    lang: str,
    as_json: bool,
    **members: Any,
) -> None:
    """So sánh 2-8 kịch bản của một địa phương trên cùng bộ mẫu / compare 2-8 scenarios on the same draws."""
    evidence = ground(files)
    place = place_of(files, reference)
    scenarios = loaded(files, evidence)
    check(list(zip(files, scenarios, strict=True)))
    comparison, _ = together(files, scenarios, evidence, place, year, **members)
    entries = [Entry(scenario.title, file) for file, scenario in zip(files, scenarios, strict=True)]
    effects = comparison.outcomes[place].scenario.effects
    changed = [entry.name for entry, own in zip(entries, scenarios, strict=True) if own.effects != effects]
    if as_json:
        data = as_data(comparison, entries, lang)
        click.echo(json.dumps({"event": "compare", **data, "run_with_other_effects": changed}, ensure_ascii=False))
    else:
        click.echo(plain_text(comparison, entries, lang))
        if changed:
            names = {"titles": ", ".join(f"“{name}”" for name in changed)}
            click.echo(text("compare.effects", lang, effects=text(f"explore.effects.{effects}", lang), **names))
    if out is not None:
        write_whole(out, csv_text(comparison, entries, lang).encode("utf-8"))
        say("cli.written", lang, as_json, path=str(out))
