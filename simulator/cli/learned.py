"""`learned`: what the figures of a locality taught, what they cannot tell, and which one is most worth knowing."""

from __future__ import annotations

import json

import click

from simulator.analysis.influence import influences
from simulator.analysis.information import worth
from simulator.analysis.learning import learned, pairs
from simulator.calibration import load_posterior
from simulator.cli.ground import ground, plans
from simulator.cli.reporting import reported
from simulator.report.learning_export import Lessons, as_data, plain_text


@click.command("learned")
@click.argument("place", metavar="LOCALITY|FILE")
@reported
def learned_command(place: str, lang: str, as_json: bool) -> None:
    """Số liệu cho biết gì, không cho biết gì, số nào đáng biết thêm / what the figures tell and what they cannot.

    The targets are those of the locality's baseline, or of the scenario when a file is named.
    """
    evidence = ground([place])
    scenario, baseline = plans(place, evidence)
    posterior = load_posterior(evidence, baseline, scenario.effects)
    locality = evidence.localities[scenario.locality]
    lessons = Lessons(
        locality,
        posterior,
        learned(evidence, locality, posterior),
        pairs(evidence, locality, posterior),
        influences(evidence, baseline, posterior),
        [worth(evidence, scenario, baseline, posterior, target) for target in scenario.targets or ()],
    )
    if as_json:
        click.echo(json.dumps({"event": "learned", **as_data(lessons, evidence, lang)}, ensure_ascii=False))
    else:
        click.echo(plain_text(lessons, evidence, lang))
