"""How the code blocks of a page are run, each by its language, with Sybil.

* ``python``: all blocks of a page share one namespace.
* ``sh``: a shell runs the block, and each command must end with 0.
* ``console``: the shell runs each line that begins with ``$``; below it stands what it prints.
* ``text``: the output of the block before. ``…`` stands for anything.
* ``toml`` and ``json``: must be valid.

A block that does not run has the reason above it: ``<!--- skip: next "the reason" -->``.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
from contextlib import redirect_stdout
from types import ModuleType
from typing import TYPE_CHECKING
from unittest import SkipTest

import attrs
from sybil import Document, Region
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import SkipParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

from tests.docs.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sybil import Example

_DIRECTIVE = "{"  # a block in braces is one of MyST, such as a list of pages
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$\n?", re.MULTILINE)


@attrs.define
class Page:
    """A page, and what became of its blocks.

    Args:
        path: The file.
        executed: The lines of the blocks that were run.
        skipped: The reason of each block that was not run, by its line.
        output: What the block before has written.
    """

    path: Path
    executed: list[int] = attrs.field(factory=list)
    skipped: dict[int, str] = attrs.field(factory=dict)
    output: str = ""
    _shell: Shell | None = None

    def document(self) -> Document:
        """Return the page with its blocks."""
        return Document.parse(str(self.path), self.blocks, SkipParser())

    def blocks(self, document: Document) -> Iterator[Region]:
        """Yield the code blocks of a page, as a parser of Sybil."""
        for lexed in FencedCodeBlockLexer(language=".*")(document):
            language = lexed.lexemes["language"]
            if not language.startswith(_DIRECTIVE):
                yield Region(lexed.start, lexed.end, lexed.lexemes["source"], self.how(language))

    def how(self, language: str) -> Callable[[Example], None]:
        """Return what runs a block of a language."""
        runs: dict[str, Callable[[Example], None]] = {
            "python": self.python,
            "sh": self.shell,
            "console": self.console,
            "text": self.text,
            "toml": lambda example: self.data(example, tomllib.loads),
            "json": lambda example: self.data(example, json.loads),
        }
        return runs.get(language, self.unknown)

    def run(self) -> dict[str, object]:
        """Run all blocks in their order, and return the names of the Python blocks."""
        module = ModuleType("page")
        sys.modules["page"] = module  # classes look their annotations up there
        document = self.document()
        document.namespace = vars(module)
        try:
            for example in document.examples():
                try:
                    example.evaluate()
                except SkipTest as skipped:
                    self.skipped[example.line] = str(skipped)
        finally:
            del sys.modules["page"]
            if self._shell is not None:
                self._shell.close()
        return document.namespace

    def terminal(self) -> Shell:
        """Return the shell of the page."""
        self._shell = self._shell or Shell()
        return self._shell

    def python(self, example: Example) -> None:
        """Run a block of Python, and keep what it prints."""
        self.executed.append(example.line)
        with redirect_stdout(io.StringIO()) as printed:
            PythonEvaluator()(example)
        self.output = printed.getvalue()

    def shell(self, example: Example) -> None:
        """Run commands, and keep what they print."""
        self.executed.append(example.line)
        self.output, status = self.terminal().run(f"set -e\n{example.parsed}\nset +e")
        assert status == 0, self.output

    def console(self, example: Example) -> None:
        """Run each command, and compare its output."""
        self.executed.append(example.line)
        before, *parts = _COMMAND.split(example.parsed)
        assert before == "", "a console block begins with a command"
        for command, wanted in zip(parts[::2], parts[1::2], strict=True):
            self.output, _ = self.terminal().run(command)
            _compare(wanted, self.output, f"$ {command}")

    def text(self, example: Example) -> None:
        """Compare the output of the block before."""
        self.executed.append(example.line)
        _compare(example.parsed, self.output, "the block before")

    def data(self, example: Example, loads: Callable[[str], object]) -> None:
        """Read data."""
        self.executed.append(example.line)
        loads(example.parsed)

    def unknown(self, example: Example) -> None:
        """Refuse a block that nothing runs."""
        line = f"{self.path.name}:{example.line}"
        raise AssertionError(f"{line}: no test runs a block of this language; give a reason")


def python_of(path: Path) -> str:
    """Return the Python blocks of a page as one script, each on its lines of the page.

    Args:
        path: The page.
    """
    text = path.read_text(encoding="utf-8")
    lines = [""] * text.count("\n")
    document = Document(text, str(path))
    for lexed in FencedCodeBlockLexer(language="python")(document):
        first = text.count("\n", 0, lexed.start) + 1
        code = lexed.lexemes["source"].splitlines()
        lines[first : first + len(code)] = code
    return "\n".join(lines)


def _compare(wanted: str, found: str, what: str) -> None:
    """Compare an output with what a page shows of it."""
    wanted, found = (_plain(text) for text in (wanted, found))
    pattern = ".*?".join(map(re.escape, wanted.split("…")))
    assert re.fullmatch(pattern, found, re.DOTALL), f"{what} prints\n{found}"


def _plain(text: str) -> str:
    """Return a text without blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())
