"""The house: imports point down its floors, there is no circle, and no system knows another."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import payloadkit

HOUSE = Path(payloadkit.__file__).parent
SYSTEMS = {"caas", "uaekyc", "azakaw", "airpay"}
FLOORS = (
    {"violation", "policy", "codes", "messages", "http"},
    {"rules"},
    {"fields", "images"},
    {"models"},
    {"wire"},
    SYSTEMS,
    {"conversion"},
    {"arrow", "reference", "sandbox", "strategies", "workflows"},
    {"cli"},
)
MODULES = {
    ".".join(("payloadkit", *path.relative_to(HOUSE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(HOUSE.rglob("*.py"))
}


def room(module: str) -> str:
    """Return the room that a module belongs to; the package itself has none."""
    return module.split(".")[1] if "." in module else ""


def floor(name: str) -> int:
    """Return the floor of a room."""
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imported(path: Path) -> set[str]:
    """Return the modules that a module imports when it runs, later ones included.

    What only type checkers read is left out.
    """
    found: set[str] = set()
    todo: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("payloadkit"):
            inside = {f"{node.module}.{name.name}" for name in node.names}
            found |= {name if name in MODULES else str(node.module) for name in inside}
        todo.extend(ast.iter_child_nodes(node))
    return found


@cache
def imports() -> dict[str, set[str]]:
    """Return the modules that each module imports."""
    return {module: imported(path) - {module} for module, path in MODULES.items()}


def test_every_file_is_in_a_room() -> None:
    """Nothing stands at the top of the package but rooms and the package's own files."""
    rooms = set().union(*FLOORS)
    assert {room(module) for module in MODULES} - rooms <= {"", "__main__"}
    entries = {path.name for path in HOUSE.iterdir() if path.name != "__pycache__"}
    assert len(entries) <= 24


def test_imports_point_down() -> None:
    """A module imports from its own floor and those below it."""
    up = [
        (module, other)
        for module, others in imports().items()
        for other in others
        if room(module) not in ("", "__main__") and room(other)
        if floor(room(other)) > floor(room(module))
    ]
    assert up == []


def test_no_system_knows_another() -> None:
    """Only the rooms above the four systems know two of them."""
    known = [
        (module, other)
        for module, others in imports().items()
        for other in others
        if {room(module), room(other)} <= SYSTEMS and room(module) != room(other)
    ]
    assert known == []


def test_there_is_no_circle() -> None:
    """No module imports itself by way of others, inside a room either."""
    order = TopologicalSorter(
        {module: others for module, others in imports().items() if module != "payloadkit"}
    )
    assert list(order.static_order())
