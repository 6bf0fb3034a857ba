"""The layer rule: data goes one way, and each layer knows only those before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = (
    {"errors", "files", "units", "texts", "threads"},
    {"evidence"},
    {"model"},
    {"scenario"},
    {"calibration"},
    {"analysis"},
    {"report", "jobs"},
    {"ui", "cli"},
    {"__main__"},
)
RANK = {layer: rank for rank, layers in enumerate(ORDER) for layer in layers}
ONLY_IN = {"streamlit": "ui", "altair": "report"}
FILE_LAYERS = {"files", "evidence", "scenario", "texts", "calibration", "cli"}
# These two read what the page itself is made of: its font and its components.
FILE_MODULES = {"simulator.ui.fonts", "simulator.ui.components.mount"}
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "savez", "mkstemp"}
MODULES = sorted((ROOT / "simulator").rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Yield every module that the file imports, absolute, wherever in the file the import stands."""
    package = path.parent.relative_to(ROOT).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join((*start, *([node.module] if node.module else [])))
            yield from (f"{source}.{alias.name}" for alias in node.names)


def broken_rules(path: Path) -> Iterator[str]:
    layer = [*dotted(path).split("."), ""][1]
    if layer and layer not in RANK:
        yield f"{layer} is not a layer of this project"
        return
    for target in imports(path):
        top, inner = [*target.split("."), ""][:2]
        if ONLY_IN.get(top, layer) != layer:
            yield f"imports {top}, which only {ONLY_IN[top]} may"
        if top != "simulator" or inner not in RANK or inner == layer:
            continue
        if not layer or RANK[inner] > RANK[layer] or {layer, inner} == {"ui", "cli"}:
            yield f"imports {target}, which comes later"
    if layer not in FILE_LAYERS and dotted(path) not in FILE_MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in FILE_CALLS:
                yield f"line {node.lineno} calls {name}(): this layer opens no files"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_keeps_the_layer_rule(path: Path) -> None:
    assert list(broken_rules(path)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model/x.py", "from simulator.scenario import Scenario"),
        ("model/x.py", "from .. import ui"),
        ("cli.py", "def main():\n    import simulator.ui.pages"),
        ("cli.py", "import streamlit as st"),
        ("ui/x.py", "from simulator import cli"),
        ("ui/x.py", "import altair"),
        ("analysis/x.py", "text = path.read_text()"),
        ("utils.py", ""),
    ],
)
def test_a_broken_rule_is_seen(module: str, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "simulator" / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    assert len(list(broken_rules(path))) == 1


def test_app_is_navigation_only() -> None:
    app = ROOT / "app.py"
    lines = app.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 30
    assert all(module.startswith("simulator.ui.") for module in imports(app))
    assert all(isinstance(node, ast.Expr | ast.ImportFrom) for node in ast.parse("\n".join(lines)).body)
