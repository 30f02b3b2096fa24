"""The house: imports point down its floors, and no system knows another."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import payloadkit

HOUSE = Path(payloadkit.__file__).parent
SYSTEMS = {"caas", "uaekyc", "azakaw", "airpay"}
FLOORS = (
    {"embedded", "generated", "null", "policy", "request", "strict_json", "violation"},
    {"codes", "invented"},
    {"images", "plain", "rules"},
    {
        "clean",
        "construction",
        "declaration",
        "fields",
        "filling",
        "findings",
        "given",
        "modelling",
        "reading",
        "taking",
        "terms",
    },
    {"abridged", "decoding", "document", "glance", "splicing", "wire", "writing"},
    SYSTEMS,
    {"conversion"},
    {
        "agreement",
        "bounds",
        "breaking",
        "catalogue",
        "causes",
        "codes_page",
        "drawing",
        "from_type",
        "openapi",
    }
    | {
        "pages",
        "pytest_plugin",
        "refusals",
        "rules_page",
        "samples",
        "schema",
        "strategies",
        "tables",
    },
    {"cli"},
)
MODULES = sorted(
    path for path in HOUSE.rglob("*.py") if path.parent != HOUSE or not path.name.startswith("__")
)


def room(path: Path) -> str:
    """Return the room that a module belongs to."""
    inside = path.relative_to(HOUSE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def floor(name: str) -> int:
    """Return the floor of a room."""
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imported(tree: ast.AST) -> set[str]:
    """Return the rooms that a module imports at run time, not for type checkers alone."""
    found: set[str] = set()
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if (
            isinstance(node, ast.If)
            and isinstance(node.test, ast.Name)
            and node.test.id == "TYPE_CHECKING"
        ):
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("payloadkit."):
            found.add((node.module or "").split(".")[1])
        todo.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_point_down(path: Path) -> None:
    """A module imports from its own floor and those below it, and no system imports another."""
    mine = room(path)
    theirs = imported(ast.parse(path.read_text(encoding="utf-8")))

    assert {other for other in theirs if floor(other) > floor(mine)} == set()
    assert mine not in SYSTEMS or theirs & SYSTEMS <= {mine}
