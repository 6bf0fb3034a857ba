"""`export`: every kind of file, the same bytes each time, from scenarios or from a deck."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation

from simulator.cli import main
from simulator.report.exports.kinds import KINDS
from tests.browser.conftest import ROOT

FOLDER = ROOT / "scenarios" / "son-la"
FILES = [str(FOLDER / f"{name}.yaml") for name in ("son-la-baseline", "son-la-nha-o-truoc")]
FEW = ("--draws", "30", "--date", "2026-11-22")


def exported(out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments, "--out", str(out), *FEW])


def test_every_kind_is_written_and_is_the_same_each_time(tmp_path: Path) -> None:
    outs = (tmp_path / "a", tmp_path / "b")
    for out in outs:
        done = exported(out, *FILES)
        assert done.exit_code == 0, done.output
        assert {path.name for path in out.iterdir()} == {f"son-la-2030{ending}" for ending, _ in KINDS.values()}
    for path in outs[0].iterdir():
        assert path.stat().st_size > 1000, path.name
        assert path.read_bytes() == (outs[1] / path.name).read_bytes(), path.name


def test_a_bundle_of_each_scenario_can_be_verified(tmp_path: Path) -> None:
    assert exported(tmp_path, *FILES, "--format", "bundle").exit_code == 0
    (archive,) = tmp_path.iterdir()
    with zipfile.ZipFile(archive) as bundles:
        bundles.extractall(tmp_path / "each")
    each = sorted(map(str, (tmp_path / "each").iterdir()))
    assert len(each) == len(FILES)
    done = CliRunner().invoke(main, ["verify", *each, "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert done.output.count("every digit is the same") == len(FILES)


def test_a_deck_gives_order_reference_and_remarks(tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / Path(file).name).write_bytes(Path(file).read_bytes())
    deck = tmp_path / "giao-ban.deck.yml"
    deck.write_text(
        "format: 1\ntitle: Giao ban quý IV\nlocality: son-la\nscenarios: [son-la-nha-o-truoc, son-la-baseline]\n"
        "reference: son-la-baseline\nscreens: [money, poverty]\nremarks: {money: Nói rõ phần chưa chi}\n",
        encoding="utf-8",
    )
    done = exported(tmp_path / "out", "--deck", str(deck), "--format", "pptx")
    assert done.exit_code == 0, done.output
    slides = Presentation(str(tmp_path / "out" / "giao-ban-quy-iv.pptx")).slides
    texts = ["\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert "Giao ban quý IV" in texts[0]
    assert any("Nói rõ phần chưa chi" in told for told in texts[1:3])


@pytest.mark.parametrize("arguments", [(), (*FILES, "--deck", "x.deck.yml"), (*FILES, "--format", "pdf")])
def test_misuse_is_told_as_such(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert exported(tmp_path / "out", *arguments).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_faults_leave_nothing_behind(tmp_path: Path) -> None:
    done = exported(tmp_path / "out", *FILES, "--year", "2050", "--lang", "en")
    assert done.exit_code == 1
    assert "2050" in done.output
    assert not (tmp_path / "out").exists()
