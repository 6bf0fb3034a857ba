"""A small folder of scenarios on disk, with a clock that moves a second at each look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulator.scenario import dump_scenario, parse_scenario
from simulator.scenario.names import baseline_path
from simulator.scenario.store import Store
from tests.scenario.examples import BRIEF, EVIDENCE

START = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
BASELINE = parse_scenario(
    BRIEF.replace("Ưu tiên tín dụng cho hộ mới thoát nghèo", "Như hiện nay"), file="b.yaml", evidence=EVIDENCE
)

BY_HAND = """\
# Kịch bản viết tay, xin đừng xóa chú thích
format:   1
title: 'Nhà ở trước'      # tên

locality: son-la
years:
    from: 2026
    to:   2030
levers:                       # tỷ đồng
    # nhà ở
    housing: { budget: {2026: 180, 2029: 60},  repair_share: 0.20 }   # hết nhà tạm
    credit:
        # cơ cấu
        shares:
            poor: 0.50   # một nửa
            near_poor: 0.5
events:
# chuẩn mới
- {type: standard_change, date: 2027-01-01}  # Nghị định 351
# bão
- type: disaster
  date: 2027-08-01
  houses_share: 0.0150
# cuối tệp
"""


def ticking() -> Iterator[datetime]:
    moment = START
    while True:
        yield moment
        moment += timedelta(seconds=1)


def store_in(folder: Path) -> Store:
    """A store with the baseline of Sơn La."""
    path = baseline_path("son-la", folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_scenario(BASELINE), encoding="utf-8")
    clock = ticking()
    return Store(EVIDENCE, folder, lambda: next(clock))


def written(store: Store, name: str, text: str, locality: str = "son-la") -> Path:
    """A file of a locality, as if written by hand."""
    path = store.folder / locality / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def brief(title: str, rest: str = "", *, extends: str = "", locality: str = "son-la") -> str:
    """The text of a small scenario."""
    base = f"extends: {extends}\n" if extends else ""
    return f"format: 1\ntitle: {title}\nlocality: {locality}\n{base}years: {{from: 2026, to: 2030}}\n{rest}"
