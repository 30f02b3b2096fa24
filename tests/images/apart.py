"""Judge or fit pictures, each in a process of its own, and tell what that took.

Run it with ``inspect`` or ``fit`` and, on standard input, the paths of the pictures. Every process
is forked from one that has imported what the verb needs; what those imports took is counted in.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from payloadkit.images import ImageError, fit, inspect
from payloadkit.strategies.pictures import sound

if TYPE_CHECKING:
    from collections.abc import Callable


def spent() -> tuple[float, int]:
    """Return the seconds of processor time and the most bytes of memory of this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def judged(data: bytes) -> None:
    """Judge a picture."""
    inspect(data)


def fitted(data: bytes) -> None:
    """Fit a picture, or find that there is no fitting it."""
    try:
        fit(data)
    except ImageError:
        return


def alone(work: Callable[[bytes], None], path: str, imports: float) -> None:
    """Do the work on one picture in a new process, which prints what it took."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit(f"{path}: {status}")
        return
    work(Path(path).read_bytes())
    seconds, memory = spent()
    os.write(1, (json.dumps([path, seconds + imports, memory]) + "\n").encode())
    os._exit(0)


def main(verb: str) -> None:
    """Do the work on each picture."""
    work = {"inspect": judged, "fit": fitted}[verb]
    work(sound())
    imports, _ = spent()
    for path in sys.stdin.read().splitlines():
        alone(work, path, imports)


if __name__ == "__main__":
    main(sys.argv[1])
