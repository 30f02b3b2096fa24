"""Rewrites a module's source so that mutmut mutates only what judges and converts."""

from __future__ import annotations

import ast

# What draws and breaks values is given what it draws with, or a drawn document.
DRAWING = {"draws", "document"}
# The others of that side; wording; and what runs when a module is imported, before a mutant is
# switched on.
LEFT_ALONE = (
    {"schema_sees", "today", "_fits", "_fitting", "_names", "_drawn_number", "_with_digits"}
    | {"_malformed", "_with_other_digit"}
    | {"contract", "__repr__"}
    | {"constant", "documented", "rule", "_copy", "_part", "_whole"}
)
# Decorators that may as well be called behind the function; mutmut passes over every function that
# has one.
MOVED = {"property", "rule"}


def prepared(source: str) -> str:
    """Return a module with decorators called behind functions, and mutmut's marks of exclusion.

    Args:
        source: The module.
    """
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for function in sorted(functions, key=lambda function: function.lineno, reverse=True):
        if left_alone(function):
            lines[function.body[0].lineno - 2] += "  # pragma: no mutate block"
        elif len(function.decorator_list) == 1 and name(function.decorator_list[0]) in MOVED:
            decorator = function.decorator_list[0]
            lines.insert(
                function.end_lineno or 0,
                f"{' ' * function.col_offset}{function.name} = "
                f"{ast.unparse(decorator)}({function.name})",
            )
            del lines[decorator.lineno - 1]
    return "\n".join(lines) + "\n"


def left_alone(function: ast.FunctionDef) -> bool:
    """Tell whether a function is none of those that judge or convert."""
    return function.name in LEFT_ALONE or not DRAWING.isdisjoint(
        argument.arg for argument in function.args.args
    )


def name(decorator: ast.expr) -> str:
    """Return the name of a decorator, called or not; of one that has a dotted name, nothing."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""
