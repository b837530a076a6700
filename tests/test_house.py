"""The plan of the house, kept by machine: import directions, no cycles, small rooms (CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline"

STAGES = ("sources", "extract", "translate", "speech", "audio", "outputs")
UPPER_FLOORS = {
    "config": 2,
    "report": 2,
    "newsroom": 2,
    "publish": 3,
    "batch": 4,
    "nightly": 4,
    "commands": 5,
    "cli": 6,
    "__main__": 7,
}
STAGE_FLOOR = 1

FILE_LINES = 300
FUNCTION_LINES = 40
MEDIAN_FUNCTION_LINES = 9


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """`pipeline.speech.voices` lives in `speech`; `pipeline` itself in the foundation."""
    return [*module.split("."), ""][1]


def floor(module: str) -> int:
    name = room(module)
    return STAGE_FLOOR if name in STAGES else UPPER_FLOORS.get(name, 0)


def imports(path: Path) -> Iterator[str]:
    """Every module of ours that `path` imports, wherever in the file."""
    known = {module_name(p) for p in modules()}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("pipeline"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield submodule if submodule in known else str(node.module)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_imports_run_down_only(path: Path) -> None:
    """cli -> commands -> batch -> publish -> config, report -> stages -> foundation."""
    here = module_name(path)
    upward = [m for m in imports(path) if floor(m) > floor(here)]
    assert not upward, f"{here} reaches up to {upward}"


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_stages_do_not_import_each_other(path: Path) -> None:
    here = module_name(path)
    if room(here) in STAGES:
        neighbours = [m for m in imports(path) if room(m) in STAGES and room(m) != room(here)]
        assert not neighbours, f"{here} imports its neighbours {neighbours}"


def test_there_are_no_import_cycles() -> None:
    graph = {module_name(p): set(imports(p)) - {module_name(p)} for p in modules()}
    while leaves := [m for m, needs in graph.items() if not needs & graph.keys()]:
        for leaf in leaves:
            del graph[leaf]
    # A package's __init__ is its public face: `pipeline` itself imports nothing, so it is always a leaf.
    assert not graph, f"cycle among {sorted(graph)}"


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_rooms_stay_small(path: Path) -> None:
    """STYLE budgets: no file over 300 lines, no function over 40."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    long = [(name, lines) for name, lines in functions(path) if lines > FUNCTION_LINES]
    assert not long, f"{module_name(path)}: {long}"


def test_the_typical_function_is_short() -> None:
    lengths = [lines for path in modules() for _, lines in functions(path)]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION_LINES
