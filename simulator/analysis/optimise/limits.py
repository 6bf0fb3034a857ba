"""Whether a question can be answered, and the space of splits that its limits leave."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from simulator.analysis.optimise.faults import faults, no_way, refuse
from simulator.analysis.optimise.question import DONG, Allocation, Question
from simulator.analysis.optimise.space import Dong, Space
from simulator.evidence import Evidence


def bounds(question: Question, evidence: Evidence) -> tuple[Dong, Dong]:
    """Least and most of each free line in each year, (path, year) in đồng; the lever's own range included."""
    today = question.today.dong
    floors = np.array([_up(line.floor) for line in question.free])[:, None]
    tops = [min(line.cap, evidence.levers[line.path].upper) for line in question.free]
    caps = np.array([math.floor(top * DONG + 1e-6) for top in tops])[:, None]
    kept = np.ceil((1.0 - question.most_cut) * today - 1e-6).astype(np.int64)
    return np.maximum(floors, kept), np.broadcast_to(caps, today.shape).copy()


def space(question: Question, evidence: Evidence) -> Space:
    """The splits to choose from: in whole lots, or where no split in whole lots keeps the limits, in đồng.

    Raises ScenarioError, with every fault, when the limits leave no split at all.
    """
    refuse(faults(question, evidence))
    least, most = bounds(question, evidence)
    refuse(no_way(question, least, most))
    found = _space(question, least, most, round(question.lot * DONG))
    return found if found.feasible else replace(_space(question, least, most, 1), in_lots=False)


def keeps(question: Question, evidence: Evidence, allocation: Allocation) -> bool:
    """Whether a split has the total and keeps the limits of every line and year, whole lots or not."""
    least, most = bounds(question, evidence)
    within = bool(((least <= allocation.dong) & (allocation.dong <= most)).all())
    return within and allocation.total_dong == question.total_dong


def _space(question: Question, least: Dong, most: Dong, lot: int) -> Space:
    today, total = question.today, question.total_dong
    least, most = least.copy(), most.copy()
    if not question.by_year:
        least[:], most[:] = least.max(axis=1, keepdims=True), most.min(axis=1, keepdims=True)
    years = len(today.years)
    width = 1 if question.by_year else years
    offset = np.zeros_like(today.dong)
    low, high = -(-least // lot), most // lot
    pinned = low > high  # no whole lot between the limits
    offset[pinned] = np.clip(today.dong if question.by_year else _means(today.dong), least, most)[pinned]
    low[pinned] = high[pinned] = 0
    rest = (total - int(offset.sum())) % (lot * width)
    if rest:
        _keep_rest(rest, offset, (least, most), (low, high), pinned, lot, constant=not question.by_year)
    if not question.by_year:
        low, high = low[:, :1], high[:, :1]
    lots = (total - int(offset.sum())) // (lot * width)
    return Space(today.paths, today.years, today.dong, offset, low, high, lots, lot)


def _keep_rest(
    rest: int,
    offset: Dong,
    limits: tuple[Dong, Dong],
    lots: tuple[Dong, Dong],
    pinned: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    lot: int,
    *,
    constant: bool,
) -> None:
    """Put what is no whole lot on the roomiest line: in its last year, or in equal parts where years are alike."""
    (least, most), (low, high) = limits, lots
    room = np.where(pinned, -1, high - low)
    path = int(np.argmax(room.min(axis=1) if constant else room.max(axis=1)))
    if constant:
        years = np.arange(offset.shape[1])
        parts = np.full(len(years), rest // len(years))
        parts[-1] += rest % len(years)
    else:
        years = np.flatnonzero(room[path] == room[path].max())[-1:]
        parts = np.array([rest])
    offset[path, years] += parts
    low[path, years] = np.maximum(0, -(-(least[path, years] - parts.min()) // lot))
    high[path, years] = (most[path, years] - parts.max()) // lot


def _means(dong: Dong) -> Dong:
    return np.broadcast_to(dong.mean(axis=1, keepdims=True).round().astype(np.int64), dong.shape)


def _up(floor: float) -> int:
    return math.ceil(floor * DONG - 1e-6)
