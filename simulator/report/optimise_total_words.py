"""What was found about totals, in sentences: the least one for targets, and the outcome against the total."""

from __future__ import annotations

from simulator.analysis.comparison import FIGURES
from simulator.analysis.optimise.frontier import Frontier
from simulator.analysis.optimise.least import Least
from simulator.analysis.optimise.question import DONG
from simulator.analysis.summary import Interval
from simulator.report.compare_table import chance_text, target_name
from simulator.report.optimise_checks import verdict_lines
from simulator.report.optimise_table import money
from simulator.report.optimise_words import Said, capital, change_words, goal_words, level_decimals, levels, span_words
from simulator.texts import text
from simulator.units import number

NEAR = 0.03  # a chance on fresh draws this near to the stated one confirms it
WIDE = 1.645  # standard errors to either side of a 90 % interval
MOST_LEVEL_DECIMALS = 3
NO_KNEE = ("straight", "flat", "within_noise")  # why the curve has none
TOLD_BY_HEADLINE = ("reached", "unreachable", "less_than_today")


def least_headline(found: Least, language: str) -> list[str]:
    """The least total for the targets, or that none will do; then what the scenario spends."""
    words = {
        "total": money(found.total_dong / DONG, language),
        "targets": target_list(found, language),
        "wished": chance_text(found.wished, language),
        "chance": chance_text(found.chance_fresh, language),
        "most": money(found.most_dong / DONG, language),
        "most_chance": chance_text(found.most_chance, language),
        **span_words(found.question),
    }
    lines = [text(f"optimise.least.{'reached' if found.reached else 'unreachable'}", language, **words)]
    today = found.question.today.total_dong
    change = (found.total_dong - today) / DONG
    kind = "same" if change == 0 else "more" if change > 0 else "less"
    told = {"total": money(today / DONG, language), "chance": chance_text(found.today_chance, language)}
    lines.append(text(f"optimise.least.today_{kind}", language, change=money(abs(change), language), **told))
    anew = _today_anew(found)
    if kind == "more" and anew is not None:
        told["chance"] = chance_text(anew, language)
        lines.append(text("optimise.least.today_anew", language, **told))
    return lines


def _today_anew(found: Least) -> float | None:
    """The chance of the scenario's own money split in the best way, where the search tried it to a lot a year."""
    today = found.question.today.total_dong / DONG
    near = [step for step in found.steps if abs(step[0] - today) <= found.question.lot * len(found.question.years)]
    return min(near, key=lambda step: abs(step[0] - today))[1] if near else None


def target_list(found: Least, language: str) -> str:
    """The targets inside a sentence."""
    return text("optimise.and", language).join(target_name(target, language) for target in found.targets)


def least_checks(found: Least, language: str) -> list[Said]:
    """How sure the chance is, and what must be known about it."""
    words = {
        "chance": chance_text(found.chance_fresh, language),
        "draws": number(found.fresh_draws, language),
        "stated": chance_text(found.chance, language),
        "error": number(100.0 * WIDE * found.chance_error, language),
    }
    is_near = abs(found.chance_fresh - found.chance) <= NEAR
    said = [Said("good" if is_near else "warn", text("optimise.least.fresh", language, **words))]
    tried = sorted({step[0] for step in found.steps})
    if tried:
        ends = {"low": money(tried[0], language), "high": money(tried[-1], language)}
        said.append(Said("good", text("optimise.least.tried", language, count=len(tried), **ends)))
    if len(found.targets) > 1:
        said.append(Said("plain", text("optimise.least.joint", language)))
    return said + verdict_lines("least", found.verdicts, TOLD_BY_HEADLINE, language)


def frontier_headline(found: Frontier, language: str) -> list[str]:
    """From what to what the outcome moves with the total, and where more money begins to do less."""
    ends = {"low": money(float(found.totals[0]), language), "high": money(float(found.totals[-1]), language)}
    lines = []
    for place, (goal, span) in enumerate(zip(found.question.goals, found.span, strict=True)):
        ends_of = [found.outcomes[n][place].median for n in (0, -1)]
        before, after = levels(ends_of, goal.indicator, language, level_decimals(span, goal.indicator))
        words = {"goal": capital(goal_words(goal, language)), "before": before, "after": after}
        change = change_words(span, goal.indicator, language)
        lines.append(text("optimise.frontier.range", language, **ends, **words, change=change))
    lines.append(text("optimise.frontier.unseen", language) if found.is_unseen else _knee(found, language))
    return lines


def _knee(found: Frontier, language: str) -> str:
    """Where more money begins to do less; or why there is no such place."""
    if found.knee is None:
        why = next((name for name in found.verdicts if name in NO_KNEE), NO_KNEE[0])
        return text(f"optimise.verdict.frontier.{why}", language)
    at, last = float(found.totals[found.knee]), len(found.totals) - 1
    words = {
        "total": money(at, language),
        "more": money(at - float(found.totals[0]), language),
        "before": _rise(found, 0, found.knee, language),
        "rest": money(float(found.totals[last]) - at, language),
        "after": _rise(found, found.knee, last, language),
    }
    return text("optimise.frontier.knee", language, **words)


def _rise(found: Frontier, first: int, last: int, language: str) -> str:
    """What the money between two totals brings, by medians."""
    indicator = found.question.goals[0].indicator
    rise = found.outcomes[last][0].median - found.outcomes[first][0].median
    return change_words(Interval(rise, rise, rise), indicator, language)


def frontier_decimals(found: Frontier, place: int) -> int:
    """Decimals with which the outcomes of a goal show how they change along the curve."""
    medians = [outcomes[place].median for outcomes in found.outcomes]
    is_share = FIGURES[found.question.goals[place].indicator].unit == "share"
    spread = (max(medians) - min(medians)) * (100.0 if is_share else 1.0)
    return next((d for d in range(int(is_share), MOST_LEVEL_DECIMALS) if spread >= 2.0 * 10.0**-d), MOST_LEVEL_DECIMALS)


def frontier_checks(found: Frontier, language: str) -> list[Said]:
    """How the scenario's own total is used, and what must be known."""
    told = verdict_lines("frontier", found.verdicts, NO_KNEE, language)
    return [_today(found, language), *told, Said("plain", text("optimise.frontier.each", language))]


def _today(found: Frontier, language: str) -> Said:
    """How much better the scenario's own total could be used."""
    total = money(found.today, language)
    if found.behind is None:
        return Said("plain", text("optimise.frontier.today_outside", language, total=total))
    gains = "; ".join(
        f"{goal_words(goal, language)} {change_words(gain, goal.indicator, language)}"
        for goal, gain in zip(found.question.goals, found.behind, strict=True)
    )
    return Said("plain", text("optimise.frontier.today_inside", language, total=total, changes=gains))
