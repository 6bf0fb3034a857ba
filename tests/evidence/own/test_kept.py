"""Figures that were written read back the same; an own locality on disk joins the evidence with the same checks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import DataError, Fault
from simulator.evidence import DATA, Evidence, Observation, Source, load_evidence
from simulator.evidence.observations import COLUMNS
from simulator.evidence.own import KEPT, OwnFigures, load_own, own_csv, own_folders, read_own
from simulator.files import FORMULA_STARTS
from tests.evidence.own.sample import ID, NAME, as_csv, clean_csv, own_figures, table

SHIPPED = load_evidence()


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return SHIPPED


def kept(folder: Path, figures: OwnFigures, **edits: str) -> Path:
    """Write an own locality as a job does; its start values are those of a shipped province."""
    inside = folder / figures.id / KEPT
    inside.mkdir(parents=True)
    shipped = (DATA / "localities" / "son-la.yaml").read_text(encoding="utf-8")
    made = shipped.replace("id: son-la", f"id: {figures.id}")
    for name, text in (own_csv(figures) | {"locality.yaml": made} | edits).items():
        (inside / name).write_text(text, encoding="utf-8")
    return folder / figures.id


def faults_of(folder: Path, evidence: Evidence) -> list[tuple[str, str, int | None]]:
    with pytest.raises(DataError) as error:
        load_own(folder, evidence)
    return [(fault.code, Path(fault.file).name, fault.line) for fault in error.value.faults]


def test_what_was_written_loads_to_the_same(tmp_path: Path, evidence: Evidence) -> None:
    figures = own_figures()
    loaded = load_own(kept(tmp_path, figures), evidence)
    assert loaded.of(ID) == figures.observations
    assert {name: loaded.sources[name] for name in figures.sources} == dict(figures.sources)
    place = loaded.localities[ID]
    assert (place.home, place.region) == (tmp_path / ID / KEPT, "north-west")
    assert all(shipped.home is None for shipped in evidence.localities.values())
    assert loaded.observations[: len(evidence.observations)] == evidence.observations
    assert loaded.digest != evidence.digest
    again = load_own(tmp_path / ID, loaded)  # read anew, not twice
    assert replace(again, digest=loaded.digest) == loaded


def test_several_own_localities_stand_side_by_side(tmp_path: Path, evidence: Evidence) -> None:
    rows = table()
    rows[1][3] = "Tỉnh Thí Dụ"
    other = read_own(as_csv(rows), "khac.csv", evidence)
    first, second = kept(tmp_path, own_figures()), kept(tmp_path, other)
    (tmp_path / ".bringing-1" / "x" / KEPT).mkdir(parents=True)
    hidden = tmp_path / ".hidden" / KEPT
    hidden.mkdir(parents=True)
    (hidden / "locality.yaml").write_text("", encoding="utf-8")
    assert own_folders(tmp_path) == [second, first]
    both = load_own(second, load_own(first, evidence))
    assert (len(both.of(ID)), len(both.of("thi-du"))) == (10, 10)
    assert len(both.sources) == len(evidence.sources) + 6


def test_own_folders_of_no_folder(tmp_path: Path) -> None:
    assert own_folders(tmp_path / "none") == []


def test_faults_of_all_files_at_once(tmp_path: Path, evidence: Evidence) -> None:
    texts = own_csv(own_figures())
    spoilt = texts["observations.csv"].replace(f",{ID},credit_outstanding,", ",son-la,credit_outstanding,")
    sources = texts["sources.csv"].replace("official", "rumour", 1)
    made = (DATA / "localities" / "son-la.yaml").read_text(encoding="utf-8")
    edits = {"observations.csv": spoilt, "sources.csv": sources, "locality.yaml": made}
    assert faults_of(kept(tmp_path, own_figures(), **edits), evidence) == [
        ("unknown_choice", "sources.csv", 2),
        ("unknown_locality", "observations.csv", 3),
        ("wrong_file_name", "locality.yaml", 4),
    ]


def test_missing_and_foreign_files(tmp_path: Path, evidence: Evidence) -> None:
    assert {code for code, _, _ in faults_of(tmp_path / "nowhere", evidence)} == {"missing_file"}
    shipped = replace(own_figures(), id="son-la", observations=(), sources={})
    assert ("own_shipped_locality", "locality.yaml", None) in faults_of(kept(tmp_path, shipped), evidence)
    taken = next(iter(evidence.sources))
    source = replace(own_figures().sources["vi-du-own-1"], source_id=taken)
    clash = replace(own_figures(), observations=(), sources={taken: source})
    assert faults_of(kept(tmp_path, clash), evidence) == [("repeated_key", "sources.csv", 2)]


def test_figures_against_each_other_are_checked(tmp_path: Path, evidence: Evidence) -> None:
    figures = own_figures()
    again = replace(figures.observations[-1], obs_id="zz", value=0.2)
    spoilt = replace(figures, observations=(*figures.observations, again))
    assert faults_of(kept(tmp_path, spoilt), evidence) == [("contradiction", "observations.csv", 12)]


def test_our_own_columns_are_read_too(evidence: Evidence) -> None:
    figures = own_figures()
    text = own_csv(figures)["observations.csv"]
    found = read_own(text.encode(), "observations.csv", evidence)
    assert found.id == ID
    assert [replace(row, source_id="") for row in found.observations] == [
        replace(row, source_id="") for row in figures.observations
    ]


@pytest.mark.parametrize("province", ["son-la", "dien-bien", "lai-chau", "hau-giang"])
def test_the_shipped_figures_of_a_province_read_as_they_are(province: str, evidence: Evidence) -> None:
    header, *rows = (DATA / "observations.csv").read_text(encoding="utf-8").splitlines()
    mine = [row for row in rows if row.split(",")[1] == province]
    codes = [fault.code for fault in _read_faults("\n".join([header, *mine]).encode(), evidence)]
    assert codes == ["own_shipped_locality"]
    moved = [row.replace(f",{province},", f",{ID},", 1) for row in mine]
    found = read_own("\n".join([header, *moved]).encode(), "observations.csv", evidence)
    assert [replace(row, line=0) for row in found.observations] == [
        replace(row, line=0, locality=ID) for row in sorted(evidence.of(province), key=lambda row: row.obs_id)
    ]
    assert found.sources == {}


def _read_faults(content: bytes, evidence: Evidence) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as error:
        read_own(content, "tep.csv", evidence)
    return error.value.faults


def test_no_text_runs_in_a_spreadsheet(evidence: Evidence) -> None:
    rows = table()
    rows[6][10] = "=HYPERLINK(1)"
    rows[7][7] = "@SUM(A1)"
    rows[8][10] = "- theo báo cáo"
    figures = read_own(as_csv(rows), "mau.csv", evidence)
    assert {"=HYPERLINK(1)", "- theo báo cáo"} <= {row.note for row in figures.observations}
    for text in own_csv(figures).values():
        for cells in list(csv.reader(io.StringIO(text)))[1:]:
            assert not [cell for cell in cells if cell[:1] in FORMULA_STARTS and cell]


def test_a_place_that_is_only_mentioned_gets_an_id_of_its_own(evidence: Evidence) -> None:
    rows = table()
    rows[1][3] = "Thanh Hóa"
    assert read_own(as_csv(rows), "mau.csv", evidence).id == "tinh-thanh-hoa"


def test_an_upload_of_a_locality_that_was_brought_in_before(tmp_path: Path, evidence: Evidence) -> None:
    loaded = load_own(kept(tmp_path, own_figures()), evidence)
    assert read_own(clean_csv(), "mau.csv", loaded) == own_figures()


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20)
TEXTS = WORDS.map(lambda words: " ".join(words.split())).filter(
    lambda words: words.strip("'") != "" and words == words.strip()
)


def is_kept(words: str) -> bool:
    """Tell whether a text can come from a cell: one that hides a formula behind an apostrophe has lost it there."""
    return not words.startswith("'") and "\ufeff" not in words


@st.composite
def figures_of_any_size(draw: st.DrawFn) -> OwnFigures:
    texts = TEXTS.filter(is_kept)
    names = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    sources = {
        f"{ID}-own-{number}": Source(f"{ID}-own-{number}", NAME, name, "", None, "official", number + 1)
        for number, name in enumerate(names, 1)
    }
    years = draw(st.lists(st.integers(2000, 2025), min_size=1, max_size=6, unique=True))
    rows = [
        Observation(
            obs_id=f"{ID}-households-{year}",
            locality=ID,
            indicator="households",
            period_start=None,
            period_end=date(year, 12, 31),
            value=draw(st.floats(0, 1e15, allow_nan=False)),
            unit="household",
            bound=draw(st.sampled_from(("exact", "about"))),
            kind="stock",
            standard="",
            fit="yes",
            sigma=draw(st.floats(1e-300, 1e15)),
            source_id=draw(st.sampled_from(sorted(sources))),
            note=draw(st.just("") | texts),
            line=line,
        )
        for line, year in enumerate(sorted(years), 2)
    ]
    return replace(own_figures(), observations=tuple(rows), sources=sources)


@given(figures_of_any_size())
def test_writing_and_loading_change_nothing(tmp_path_factory: pytest.TempPathFactory, figures: OwnFigures) -> None:
    loaded = load_own(kept(tmp_path_factory.mktemp("own"), figures), SHIPPED)
    assert loaded.of(ID) == figures.observations
    assert {name: loaded.sources[name] for name in figures.sources} == dict(figures.sources)


FORMS = ("{:.2f}%", "{:.2f}")
DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")


@given(
    rates=st.lists(st.integers(120, 6000), min_size=2, max_size=5),
    money=st.floats(100, 99_999).map(lambda value: round(value, 1)),
    homes=st.integers(1000, 2_000_000),
    percent=st.booleans(),
    comma=st.booleans(),
    grouped=st.booleans(),
    day=st.sampled_from(DAYS),
    separator=st.sampled_from(";,\t"),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    order=st.randoms(use_true_random=False),
)
def test_figures_typed_in_any_way_read_the_same(
    rates: list[int],
    money: float,
    homes: int,
    percent: bool,
    comma: bool,
    grouped: bool,
    day: str,
    separator: str,
    encoding: str,
    order: object,
) -> None:
    def typed(value: float, decimals: int) -> str:
        text = f"{value:,.{decimals}f}" if grouped else f"{value:.{decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if comma else text

    header, *settings = table()[:5]
    years = [date(2021 + number, 12, 31).strftime(day) for number in range(5)]
    report = "Báo cáo"
    rows = [
        ["Số hộ", "", years[0], typed(homes, 0), "hộ", "", "", report],
        ["Số xã", "", years[0], "122", "xã", "", "", report],
        ["Dư nợ tín dụng", "", years[0], typed(money, 1), "tỷ đồng", "", "", report],
    ]
    for year, rate in zip(years, rates, strict=False):
        mark = "%" if percent else ""
        rows.append(["Tỷ lệ hộ nghèo", "", year, typed(rate / 100, 2) + mark, "%", "S22", "", report])
    order.shuffle(rows)  # type: ignore[attr-defined]
    content = as_csv([header, *settings, *rows], separator, encoding)
    found = read_own(content, "mau.csv", SHIPPED).observations
    values = {(row.indicator, row.period_end.year): row.value for row in found}
    assert values[("households", 2021)] == homes
    assert values[("credit_outstanding", 2021)] == money
    assert [values[("poverty_rate", 2021 + number)] for number in range(len(rates))] == [
        float(f"{rate / 10000:.12g}") for rate in rates
    ]


def test_normal_forms_have_the_columns_of_the_data_folder() -> None:
    for name, text in own_csv(own_figures()).items():
        assert text.splitlines()[0] == (DATA / name).read_text(encoding="utf-8").splitlines()[0]
    assert own_csv(own_figures())["observations.csv"].splitlines()[0] == ",".join(COLUMNS)
