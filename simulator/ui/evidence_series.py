"""One indicator over time: its reported figures by poverty standard, and what the fitted model says about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.analysis.projection import Projection
from simulator.analysis.summary import Interval
from simulator.calibration import Posterior
from simulator.calibration.likelihood import STOCKS
from simulator.evidence import Evidence, Observation
from simulator.evidence.standards import DEPENDENT
from simulator.model import INDICATORS, Plan, simulate, start_state
from simulator.model.events import Event, Merger, StandardChange
from simulator.model.plan import MONTHS_PER_YEAR, QUARTER
from simulator.scenario import Scenario
from simulator.scenario.plan import compile_plan
from simulator.ui.details_compare import compared, is_answered, needed
from simulator.ui.details_series import QUARTER_ENDS, Stretch, stretches


@dataclass(frozen=True)
class Fitted:
    """What the fitted model says: stretches by reported stock, and its figure for each reported one by id."""

    lines: Mapping[str, tuple[Stretch, ...]]
    figures: Mapping[str, Interval]


@dataclass(frozen=True)
class Panel:
    """The figures of one indicator under one standard ("" where it depends on none), with the model's line there."""

    standard: str
    rows: tuple[Observation, ...]
    line: tuple[Stretch, ...]


def fitted_model(evidence: Evidence, scenario: Scenario, posteriors: Sequence[Posterior]) -> Fitted:
    """Run the reported years of a baseline once and read every reported indicator that the model computes."""
    (posterior,) = posteriors
    rows = [row for row in evidence.of(scenario.locality) if is_answered(row.indicator)]
    has_villages = "villages_total" in evidence.localities[scenario.locality].start_values
    names = needed([row.indicator for row in rows])
    wanted = [name for name in names if has_villages or INDICATORS[name].group != "villages"]
    plan = compile_plan(scenario, evidence.localities[scenario.locality], evidence)
    plan = plan.between(0, _months(rows, plan))
    parameters = posterior.parameters.overridden(scenario.assumptions)
    trajectory = simulate(start_state(parameters, plan), parameters, plan, wanted=wanted)
    now = Projection(scenario, plan, plan.standards, trajectory)
    lines = {
        indicator: stretches(now, STOCKS[indicator][0], _broken_by(indicator), QUARTER_ENDS)
        for indicator in dict.fromkeys(row.indicator for row in rows)
        if indicator in STOCKS and STOCKS[indicator][0] in wanted
    }
    seen = compared(now, parameters, [replace(row, fit="yes") for row in rows])
    return Fitted(lines, {row.observation.obs_id: row.model for row in seen if row.model is not None})


def panels(rows: Sequence[Observation], fitted: Fitted | None) -> tuple[Panel, ...]:
    """The figures of one indicator of one place, a panel a standard in the order of time."""
    standards = sorted({row.standard for row in rows}, key=lambda name: min(_days(rows, name)))
    found = []
    for standard in standards:
        own = tuple(sorted((r for r in rows if r.standard == standard), key=lambda row: (row.period_end, row.line)))
        line = fitted.lines.get(own[0].indicator, ()) if fitted else ()
        if own[0].indicator in DEPENDENT:
            line = tuple(stretch for stretch in line if stretch.standard == standard)
        found.append(Panel(standard, own, line))
    return tuple(found)


def _months(rows: Sequence[Observation], plan: Plan) -> int:
    """Whole quarters to the last reported figure, at most to the end of the plan."""
    last = max((row.period_end for row in rows if row.fit != "no"), default=plan.start)
    months = (last.year - plan.start.year) * MONTHS_PER_YEAR + last.month - plan.start.month
    return min(plan.months, max(1, -(-months // QUARTER)) * QUARTER)


def _days(rows: Sequence[Observation], standard: str) -> list[int]:
    return [row.period_end.toordinal() for row in rows if row.standard == standard]


def _broken_by(indicator: str) -> type[Event] | None:
    """The kind of event across which a series is not joined."""
    if indicator.startswith("ntm_"):
        return Merger
    return StandardChange if indicator in DEPENDENT else None
