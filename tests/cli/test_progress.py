"""The bar on standard error: when it appears, what it counts, and that it goes away."""

from __future__ import annotations

import re
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from payloadkit.cli.inputs import Input
from payloadkit.cli.progress import Bar, bar_of

FILES = [Input(f"{number}.json") for number in range(10)]


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(name="screen")
def _screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal that stands for standard error."""
    screen = Terminal()
    monkeypatch.setattr("payloadkit.cli.progress.sys", SimpleNamespace(stderr=screen))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    return screen


@pytest.fixture(name="clock")
def _clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time, which does not pass by itself."""
    clock = [0.0]
    monkeypatch.setattr("payloadkit.cli.progress.monotonic", lambda: clock[0])
    return clock


def shown(screen: Terminal) -> str:
    """Return what was written to a terminal since the last time, without colours."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    screen.seek(0)
    screen.truncate()
    return text


@pytest.mark.usefixtures("clock")
def test_a_short_check_shows_no_bar(screen: Terminal) -> None:
    """Within half a second nothing appears."""
    with bar_of(FILES) as bar:
        assert bar is not None
        for _ in range(10):
            bar.advance(1)
        bar.hide()

    assert screen.getvalue() == ""


def test_a_longer_check_shows_how_far_it_is(screen: Terminal, clock: list[float]) -> None:
    """Files are counted, at most ten pictures a second; hidden and at the end the bar goes away."""
    with bar_of(FILES) as bar:
        assert bar is not None
        clock[0] = 0.6
        for _ in range(3):
            bar.advance(100)
        first = shown(screen)
        clock[0] = 1.0
        bar.advance(100)
        second = shown(screen)
        bar.hide()
        bar.hide()
        hidden = shown(screen)
        bar.advance(100)
        still = shown(screen)
        clock[0] = 2.0
        bar.advance(100)
        again = shown(screen)
    end = shown(screen)

    assert "10 %" in first
    assert "30 %" not in first
    assert "40 %" in second
    assert "4 documents" in second
    assert "4/s" in second
    assert hidden.endswith("\x1b[2K")
    assert still == ""
    assert "60 %" in again
    assert end.endswith("\x1b[2K")


def test_lines_are_counted_in_bytes(
    screen: Terminal, clock: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size of a file tells how far it is, without its lines being counted before."""
    monkeypatch.chdir(tmp_path)
    Path("a.ndjson").write_bytes(bytes(900))
    bar = Bar([Input("a.ndjson"), Input("missing.ndjson")])
    clock[0] = 1.0
    bar.advance(300)
    bar.hide()

    assert "33 %" in shown(screen)


def test_only_the_end_of_a_pipe_tells_its_size(tmp_path: Path) -> None:
    """Standard input may hold many documents, so there is no share of them to show."""
    (tmp_path / "a.json").touch()
    assert Bar([Input(str(tmp_path / "a.json"))]).total() == 1
    assert Bar([Input(str(tmp_path / "a.json")), Input("-")]).total() is None


@pytest.mark.parametrize("stream", [None, StringIO()])
def test_there_is_none_but_at_a_terminal(
    stream: StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a file nor a closed stream gets a bar."""
    monkeypatch.setattr(sys, "stderr", stream)
    with bar_of(FILES) as bar:
        assert bar is None


@pytest.mark.usefixtures("screen")
def test_there_is_none_if_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quiet check has none, nor has a terminal that cannot take a line away."""
    with bar_of(FILES, shown=False) as bar:
        assert bar is None
    monkeypatch.setenv("TERM", "dumb")
    with bar_of(FILES) as bar:
        assert bar is None
