"""Broken, hostile and exotic pictures: each has its verdict, costs little and leaves nothing."""

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
# Bombs that are within the bounds are decoded, which takes a second each.
SOUND_BOMBS = [name for name in BOMBS if not INDEX[name]["codes"]]
QUICK = [name for name in INDEX if name not in SOUND_BOMBS]
# One picture of each format and verdict.
KINDS = list({(row["format"], *row["codes"]): name for name, row in INDEX.items()}.values())
# Sound, but far too long and thin for the default budget.
UNFIT = {"png/bomb-of-400-mb-of-narrow-rows.png", "jpeg/bomb-baseline-wide.jpg"}
# Processor time: some five times what was measured, so that a slow or busy machine passes.
SECONDS, MEMORY = 5, 300_000_000
# What fitting may take: the pixels themselves are held, fifty million of them.
SECONDS_TO_FIT, MEMORY_TO_FIT = 15, 400_000_000

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
    """Return the seconds and the memory that each picture takes in a process of its own.

    None of them writes to standard error.
    """
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


def test_the_corpus_is_as_it_would_be_made(cases: dict[str, Case]) -> None:
    """Made anew, every picture that is stored is the same, and so is what the index says of all."""
    made = {
        name: {"format": case.format, "size": case.size and [*case.size], "codes": [*case.codes]}
        for name, case in cases.items()
    }
    told = {
        key: {name: row[name] for name in ("format", "size", "codes")} for key, row in INDEX.items()
    }
    assert made == told
    assert [
        name
        for name, row in INDEX.items()
        if row["stored"] and (CORPUS / name).read_bytes() != cases[name].data
    ] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_corpus_does_not_depend_on_the_order_of_hashes(seed: str) -> None:
    """The command that makes the corpus finds every file and the index as they are."""
    command = [sys.executable, "-m", "fixtures.make_images", "--check"]
    env = os.environ | {"PYTHONHASHSEED": seed}
    assert subprocess.run(command, check=False, cwd=ROOT, env=env).returncode == 0


def test_the_corpus_is_large_and_light() -> None:
    """There are hundreds of pictures of many kinds, and they weigh little."""
    assert len(INDEX) >= 600
    assert len({row["format"] for row in INDEX.values()}) >= 13
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 2_000_000


@pytest.mark.parametrize(
    "names",
    [QUICK, pytest.param(SOUND_BOMBS, marks=pytest.mark.exhaustive)],
    ids=["quick", "sound bombs"],
)
def test_every_picture_has_its_verdict(names: list[str], files: dict[str, Path]) -> None:
    """Format, size and faults are those that the index tells."""
    wrong = {}
    for name in names:
        facts = inspect(files[name].read_bytes())
        size = None if facts.width is None else [facts.width, facts.height]
        codes = sorted(violation.code for violation in facts.violations)
        row = INDEX[name]
        if (facts.format, size, codes) != (row["format"], row["size"], row["codes"]):
            wrong[name] = (facts.format, size, codes)
    assert wrong == {}


@pytest.mark.exhaustive
@apart
@pytest.mark.exhaustive
def test_judging_costs_little(files: dict[str, Path]) -> None:
    """Each picture takes few seconds of processor time and under 300 MB, imports and all."""
    for path, (seconds, memory) in taken("inspect", list(files.values())).items():
        assert seconds < SECONDS, path
        assert memory < MEMORY, path


@pytest.mark.exhaustive
@apart
@pytest.mark.exhaustive
def test_fitting_is_bounded(files: dict[str, Path]) -> None:
    """What a bomb takes to fit is not much more than its pixels."""
    for path, (seconds, memory) in taken("fit", [files[name] for name in BOMBS]).items():
        assert seconds < SECONDS_TO_FIT, path
        assert memory < MEMORY_TO_FIT, path


def state() -> list[Any]:
    """Return what is the whole process's, and must be as it was."""
    descriptors = (
        sorted(path.name for path in Path("/proc/self/fd").iterdir())
        if sys.platform == "linux"
        else []
    )
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


@pytest.mark.parametrize(
    "names",
    [
        [name for name in KINDS if name not in BOMBS],
        pytest.param([*INDEX], marks=pytest.mark.exhaustive),
    ],
    ids=["kinds", "all"],
)
def test_nothing_stays_behind(  # noqa: PLR0913, PLR0917  as many fixtures take part
    names: list[str],
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Judged and fitted, no picture leaves a setting, a file, a line or a log record.

    What is fitted is sound.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    Image.init()
    # numpy adds warning filters of its own when it is first imported.
    importlib.import_module("numpy")
    fit((CORPUS / "png" / "indexed-8-bits.png").read_bytes())
    before = state()
    for name in names:
        data = files[name].read_bytes()
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
