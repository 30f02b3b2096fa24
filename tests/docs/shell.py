"""A shell that stays open for the blocks of a page, as the terminal of its reader does."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

SECONDS = 60
_END = b"\x1e"


class Shell:
    """A bash: folders, variables and programs in the background live until ``close``."""

    def __init__(self) -> None:
        """Start in the current folder, with the commands of this environment."""
        here = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(Path.cwd()),
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "PIP_NO_INDEX": "1",  # what installs from the network says so, and is not run
        }
        # Nor is their coverage measured: it would double the time, and the tests have it all.
        others = ("PAYLOADKIT", "COVERAGE")
        known = {
            key: value
            for key, value in os.environ.items()
            if not any(word in key for word in others)
        }
        self._bash = subprocess.Popen(
            ["/usr/bin/env", "bash", "--norc"],
            env=known | here,
            start_new_session=True,
            stderr=subprocess.STDOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._block = Path.cwd() / ".block.sh"

    def run(self, script: str) -> tuple[str, int]:
        """Run commands; return what they print, and the status of the last one.

        Args:
            script: The commands.
        """
        self._block.write_text(script, encoding="utf-8")
        command = f"source '{self._block}' </dev/null; printf '\\x1e%d\\x1e' $?\n"
        assert self._bash.stdin is not None
        self._bash.stdin.write(command.encode())
        self._bash.stdin.flush()
        printed, status, _ = self._read().split(_END)
        return printed.decode(), int(status)

    def _read(self) -> bytes:
        """Return what is printed up to the end of the commands."""
        assert self._bash.stdout is not None
        ends, read = monotonic() + SECONDS, b""
        while read.count(_END) < len(("before the status", "behind it")):
            ready, _, _ = select.select([self._bash.stdout], [], [], max(0, ends - monotonic()))
            chunk = os.read(self._bash.stdout.fileno(), 1 << 16) if ready else b""
            assert chunk, f"the shell ended, or waits:\n{read.decode()}"
            read += chunk
        return read

    def close(self) -> None:
        """End the shell, and what it has left in the background."""
        with suppress(ProcessLookupError):
            os.killpg(self._bash.pid, signal.SIGTERM)
        self._bash.kill()
        with self._bash:
            pass
