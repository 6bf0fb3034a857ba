"""What vouches for the best split that was found, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from simulator.analysis.comparison_verdict import sign
from simulator.analysis.optimise.best import Best
from simulator.analysis.optimise.certificate import Alternative, Binding
from simulator.analysis.optimise.question import Question
from simulator.report.change_words import lever_name
from simulator.report.optimise_table import money_rows, signed_money
from simulator.report.optimise_words import Said, capital, change_words, goal_words, is_slight, lower, small_change
from simulator.texts import text
from simulator.units import number, percent

LEAST_GAP = 5e-3  # of the whole gain: a smaller gap to the best split tried counts as none
TINY = 1e-3  # of the gain
LEAST_IDLE = 0.5  # billion VND: less is no half of what is printed
MOST_SHIFTS = 4  # lines that an alternative is told by
FEWEST_STARTS = 2
TOLD_BY_OTHERS = ("optimal", "nothing_better", "no_effect", "within_noise")  # verdicts that headline and checks say


def best_checks(found: Best, language: str) -> list[Said]:
    """What vouches for the split, and what must be known about it."""
    verdicts = found.certificate.verdicts
    slight = _is_slightly_stuck(found)
    said = verdict_lines("best", verdicts, (*TOLD_BY_OTHERS, *(["stuck"] if slight else [])), language)
    if not set(verdicts) & {"no_room", "no_effect"}:
        said += [_gap(found, language), *_starts(found, language)]
    said += [
        _fresh(found, language),
        binding(found.certificate.binding, found.question, language),
        *_idle(found, language),
        *_price(found, language),
    ]
    return said + _alternatives(found, language)


def verdict_lines(part: str, verdicts: Sequence[str], told: Collection[str], language: str) -> list[Said]:
    """The plain words for what a search ran into, but for what is told elsewhere."""
    wanted = [name for name in verdicts if name not in told]
    return [Said("warn", text(f"optimise.verdict.{part}.{name}", language)) for name in wanted]


def _gap(found: Best, language: str) -> Said:
    certificate = found.certificate
    words = {"count": number(certificate.grid_points, language), "gap": _gap_words(certificate.gap, language)}
    kind = "none" if certificate.gap <= 0.0 else "small" if certificate.gap <= LEAST_GAP else "large"
    if certificate.every and kind == "none":
        kind = "every"
    content = text(f"optimise.gap.{kind}", language, **words)
    if certificate.bound is not None and kind != "every":
        most = percent(max(certificate.bound, 0.0), language)
        content += " " + text("optimise.gap.bound", language, bound=most)
    return Said("warn" if kind == "large" else "good", content)


def _gap_words(gap: float, language: str) -> str:
    return text("optimise.gap.tiny", language) if gap < TINY else percent(gap, language)


def _starts(found: Best, language: str) -> list[Said]:
    """Whether the search depends on where it begins; where it does, a verdict says so."""
    count = len(found.certificate.starts)
    apart = found.certificate.apart
    if _is_slightly_stuck(found):
        gap = percent(apart, language, 0)
        return [Said("plain", text("optimise.starts_slight", language, count=count, gap=gap))]
    if count < FEWEST_STARTS or "stuck" in found.certificate.verdicts:
        return []
    if apart > LEAST_GAP:  # of a gain so small that even this cannot be seen
        return [Said("good", text("optimise.starts_unseen", language, count=count))]
    return [Said("good", text("optimise.starts", language, count=count, gap=_gap_words(apart, language)))]


def _is_slightly_stuck(found: Best) -> bool:
    """Whether starts that ended worse did so by part of an improvement that cannot be seen as a whole."""
    certificate = found.certificate
    return {"stuck", "within_noise"} <= set(certificate.verdicts) and LEAST_GAP < certificate.apart <= 1.0


def _fresh(found: Best, language: str) -> Said:
    told, sure = [], True
    for goal, change, fresh in zip(found.question.goals, found.change, found.fresh, strict=True):
        told.append(f"{goal_words(goal, language)} {change_words(fresh, goal.indicator, language)}")
        sure = sure and change.p05 <= fresh.median <= change.p95
    return Said("good" if sure else "warn", text("optimise.fresh", language, changes="; ".join(told)))


def binding(limits: Sequence[Binding], question: Question, language: str) -> Said:
    """Which kinds of limits hold the result back; the lines and years of each when asked for."""
    if not limits:
        return Said("plain", text("optimise.binding.none", language))
    kinds: dict[str, list[str]] = {}
    for limit in limits:
        kinds.setdefault(limit.kind, []).extend(_held(limit, question, language))
    words = {"cut": percent(question.most_cut, language, 0)}
    named = {kind: text(f"optimise.binding.{kind}", language, **words) for kind in kinds}
    listed = "; ".join(
        text("optimise.binding.count", language, kind=named[kind], count=len(held)) if held else named[kind]
        for kind, held in kinds.items()
    )
    details = tuple(f"{capital(named[kind])}: {', '.join(held)}." for kind, held in kinds.items() if held)
    return Said("plain", text("optimise.binding.some", language, limits=listed), details)


def _held(limit: Binding, question: Question, language: str) -> list[str]:
    """The line that a limit holds, with its years where they are not all."""
    if not limit.path:
        return []
    name = lower(lever_name(limit.path, language))
    return [name if set(limit.years) >= set(question.years) else f"{name} ({year_list(limit.years)})"]


def _idle(found: Best, language: str) -> list[Said]:
    """How much of the total finds nothing to pay for."""
    limits = [limit for limit in found.certificate.binding if limit.idle >= LEAST_IDLE]
    if not limits:
        return []
    lines = text("optimise.and", language).join(
        held for limit in limits for held in _held(limit, found.question, language)
    )
    amount = number(sum(limit.idle for limit in limits), language)
    return [Said("warn", text("optimise.idle", language, amount=amount, lines=lines))]


def year_list(years: Sequence[int]) -> str:
    """Years in a row as a span: "2026–2028, 2030"."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def _price(found: Best, language: str) -> list[Said]:
    """What one more billion brings, and where it would go."""
    certificate = found.certificate
    if not certificate.price:
        kind = "idle" if any(limit.kind == "capacity" for limit in certificate.binding) else "none"
        return [Said("plain", text(f"optimise.price.{kind}", language))]
    told = []
    for goal, change in zip(found.question.goals, certificate.price, strict=True):
        moved = text("optimise.price.unclear", language)
        if sign(change, goal.indicator):
            moved = small_change(change, goal.indicator, language)
            if is_slight(change, goal.indicator):
                moved = text("optimise.price.slight", language, change=moved)
        told.append(f"{goal_words(goal, language)} {moved}")
    lever, years = lower(lever_name(certificate.price_path, language)), year_list(certificate.price_years)
    return [Said("plain", text("optimise.price", language, changes="; ".join(told), lever=lever, years=years))]


def _alternatives(found: Best, language: str) -> list[Said]:
    others = found.certificate.alternatives
    if not others:
        return []
    lines = tuple(_alternative(other, found, language) for other in others)
    return [Said("plain", text("optimise.alternatives", language, count=len(others)), lines)]


def _alternative(other: Alternative, found: Best, language: str) -> str:
    """By how much it is worse, and what money lies elsewhere than in the split found."""
    best = {row.path: row.after.sum() for row in money_rows(found.question, found.allocation, language)}
    rows = money_rows(found.question, other.allocation, language)
    shifts = [(float(row.after.sum() - best.get(row.path, 0.0)), row.name) for row in rows]
    told = sorted((shift for shift in shifts if shift[0]), key=lambda shift: -abs(shift[0]))[:MOST_SHIFTS]
    moves = "; ".join(f"{name} {signed_money(amount, language)}" for amount, name in told)
    worse = small_change(other.worse_by, found.question.goals[0].indicator, language)
    return text("optimise.alternative", language, worse=worse, moves=moves)
