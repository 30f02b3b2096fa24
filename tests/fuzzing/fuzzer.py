"""The process that fuzzes one target: instruments payloadkit and starts libFuzzer."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

from tests.fuzzing.target import dice

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzzing.target import Target

_AS_BYTES = 4  # one in so many changes is libFuzzer's own, which knows nothing of documents
_NOT_IMPORTED = ("__main__", "pytest_plugin")


def mutator(
    target: Target, of_bytes: Callable[[bytes, int], bytes]
) -> Callable[[bytes, int, int], bytes]:
    """Return how inputs change: as documents most of the time, else as bytes.

    Args:
        target: Knows its documents.
        of_bytes: Changes bytes, to at most so many.
    """

    def changed(data: bytes, longest: int, seed: int) -> bytes:
        random = dice(seed)
        found = target.change(data, random) if random.randrange(_AS_BYTES) else None
        return of_bytes(data, longest) if found is None or len(found) > longest else found

    return changed


def main(name: str, arguments: list[str]) -> None:
    """Fuzz until libFuzzer ends the process.

    Args:
        name: The target.
        arguments: What libFuzzer is told: folders of inputs, options.
    """
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["payloadkit"]):
        for module in walk_packages(import_module("payloadkit").__path__, "payloadkit."):
            if (
                module.name.rpartition(".")[2] not in _NOT_IMPORTED
            ):  # all of it now: what is imported at first need would not be instrumented
                import_module(module.name)
        target: Target = import_module(f"tests.fuzzing.{name}").TARGET
    warnings.simplefilter("error")

    def judge(data: bytes) -> None:
        target.judge(data)

    def of_bytes(data: bytes, longest: int) -> bytes:
        found: bytes = atheris.Mutate(
            data, longest
        )  # looked up at each call: Fuzz puts another one there
        return found

    atheris.Setup(
        [name, f"-max_len={target.longest}", *arguments],
        judge,
        custom_mutator=mutator(target, of_bytes),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
