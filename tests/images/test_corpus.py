"""Broken, hostile and exotic pictures: each has its verdict, none costs much, and nothing of them stays behind."""

from __future__ import annotations

import importlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageFile

from payloadkit.images import ImageError, fit, inspect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fixtures.image_cases.case import Case

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "fixtures" / "images"
INDEX = json.loads((CORPUS / "index.json").read_text(encoding="utf-8"))
BOMBS = [name for name in INDEX if "bomb" in name]
# Sound, but far too long and thin for the default budget.
UNFIT = {"png/bomb-of-400-mb-of-narrow-rows.png"}
SECONDS, MEMORY = 2, 300_000_000
# What fitting may take: the pixels themselves are held, fifty million of them.
SECONDS_TO_FIT, MEMORY_TO_FIT = 5, 400_000_000

apart = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="what one picture takes is only known of a process of its own"
)


@pytest.fixture(scope="module")
def cases() -> Iterator[dict[str, Case]]:
    """Make every picture anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield importlib.import_module("fixtures.image_cases.corpus").corpus()


@pytest.fixture(scope="module")
def files(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give every picture as a file: those that are too large to keep are written somewhere else."""
    found, folder = {}, tmp_path_factory.mktemp("images")
    for name, row in INDEX.items():
        found[name] = CORPUS / name if row["stored"] else folder / name.replace("/", "-")
        if not row["stored"]:
            found[name].write_bytes(cases[name].data)
    return found


def taken(verb: str, paths: list[Path]) -> dict[str, tuple[float, int]]:
    """Return the seconds and the memory that each picture takes in a process of its own, which writes nothing to standard error."""
    script = [sys.executable, str(Path(__file__).with_name("apart.py")), verb]
    # Python warns of a fork beside threads, which numpy starts unless it is told not to.
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        script,
        input="\n".join(map(str, paths)),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=alone,
    )
    assert done.stderr == ""
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(paths)
    return {path: (seconds, memory) for path, seconds, memory in rows}


def test_the_corpus_is_as_it_would_be_made() -> None:
    """Made anew, whatever order hashes are in, every file and the index are the same."""
    command = [sys.executable, "-m", "fixtures.make_images", "--check"]
    for seed in ("1", "2"):
        assert (
            subprocess.run(
                command, check=False, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}
            ).returncode
            == 0
        )


def test_the_corpus_is_large_and_light() -> None:
    """There are hundreds of pictures of many kinds, and they weigh little."""
    assert len(INDEX) >= 600
    assert len({row["format"] for row in INDEX.values()}) >= 13
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 2_000_000


@pytest.mark.parametrize("name", INDEX)
def test_every_picture_has_its_verdict(name: str, files: dict[str, Path]) -> None:
    """Format, size and faults are those that the index tells."""
    facts = inspect(files[name].read_bytes())
    size = None if facts.width is None else [facts.width, facts.height]
    row = INDEX[name]
    assert (facts.format, size, sorted(violation.code for violation in facts.violations)) == (
        row["format"],
        row["size"],
        row["codes"],
    )


@apart
def test_judging_costs_little(files: dict[str, Path]) -> None:
    """Each picture takes under two seconds and 300 MB, imports and all."""
    for path, (seconds, memory) in taken("inspect", list(files.values())).items():
        assert seconds < SECONDS, path
        assert memory < MEMORY, path


@apart
def test_fitting_is_bounded(files: dict[str, Path]) -> None:
    """What a bomb takes to fit is not much more than its pixels."""
    for path, (seconds, memory) in taken("fit", [files[name] for name in BOMBS]).items():
        assert seconds < SECONDS_TO_FIT, path
        assert memory < MEMORY_TO_FIT, path


def state() -> list[Any]:
    """Return what is the whole process's, and must be as it was."""
    descriptors = sorted(os.listdir("/proc/self/fd")) if sys.platform == "linux" else []
    pillow = [
        Image.MAX_IMAGE_PIXELS,
        Image.WARN_POSSIBLE_FORMATS,
        ImageFile.LOAD_TRUNCATED_IMAGES,
        ImageFile.MAXBLOCK,
        list(Image.ID),
        dict(Image.OPEN),
    ]
    return [
        *pillow,
        list(warnings.filters),
        logging.getLogger("PIL").level,
        logging.getLogger("PIL").disabled,
        descriptors,
        tempfile.tempdir,
    ]


def test_nothing_stays_behind(
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Judged and fitted in one process, no picture leaves a setting, a file, a descriptor, a line or a log record; what is fitted is sound."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    Image.init()
    fit((CORPUS / "png" / "indexed-8-bits.png").read_bytes())
    before = state()
    for name, path in files.items():
        data = path.read_bytes()
        inspect(data)
        try:
            done = fit(data)
        except ImageError:
            assert not inspect(data).ok or name in UNFIT, name
        else:
            assert inspect(done.data).violations == (), name
        assert state() == before, name
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert list(tmp_path.iterdir()) == []
