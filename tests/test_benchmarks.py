"""The benchmarks: documents without violation, right arithmetic, a complete page."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from subprocess import CalledProcessError
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from payloadkit.wire import reading
from tests.benchmarks import (
    airpay_hashes,
    batches,
    build_and_dump,
    check_command,
    journal,
    memory,
    phone_numbers,
    processes,
    profiling,
    throughput,
)
from tests.benchmarks.__main__ import MODULES, PAGE, jobs, main
from tests.benchmarks.documents import (
    FAULTS,
    KIND,
    PLACES,
    POLICY,
    faulty,
    person,
    photos,
    pictures,
    small,
)
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock, measure
from tests.benchmarks.peers import pydantic_tuned

if TYPE_CHECKING:
    from collections.abc import Callable

JOBS = jobs(MODULES)
FEWER = (
    (batches, "_ROWS", 5),
    (check_command, "PAYLOADS", 100),
    (check_command, "PHOTOS", 2),
    (journal, "MANY", 100),
    (throughput, "PAYLOADS", 10),
)
LINUX = Path("/proc/self/clear_refs").exists()
FOLDER = Path(__file__).parent / "benchmarks"


def constant(amounts: list[float]) -> Callable[[], float]:
    """Return a meter that measures these amounts one after the other."""
    left = iter(amounts)
    return lambda: next(left)


@pytest.mark.parametrize(
    ("made", "least", "most"), [(photos, 2_800_000, 3_200_000), (small, 15_000, 19_000)]
)
def test_the_documents_are_clean(made: Callable[[], bytes], least: int, most: int) -> None:
    """The documents have their stated size, hold Arabic as UTF-8 and draw no violation."""
    document = made()
    assert least < len(document) < most
    assert "\u0646".encode() in document
    assert pk.check(KIND, document, POLICY).violations == ()


def test_no_two_are_alike() -> None:
    """Each of the seven pictures is another one, and each person has other numbers and names."""
    assert len(set(pictures())) == len(set(pictures(tiny=True))) == len(PLACES)
    first, second = person(0, pictures()), person(1, pictures())
    for name in (
        "first_name",
        "primary_mobile_number",
        "secondary_mobile_number",
        "email_id",
        "ecrn",
    ):
        assert first[name] != second[name]
    assert pk.check(KIND, small(1999), POLICY).violations == ()


@pytest.mark.parametrize("made", [photos, small])
def test_the_ten_faults_are_there(made: Callable[[], bytes]) -> None:
    """Each is at its path, of a kind of its own, and nothing else is wrong."""
    found = pk.check(KIND, faulty(made()), POLICY).violations

    assert {violation.path for violation in found} == FAULTS.keys()
    assert len({violation.code for violation in found}) == len(found) == 10


@pytest.mark.exhaustive
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_runs(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round with few payloads measures every side; contests are between sides that exist."""
    if job in memory.JOBS and not LINUX:
        pytest.skip("only Linux tells the peak of the resident set, and forgets it")
    for module, name, number in FEWER:
        monkeypatch.setattr(module, name, number)
    measured = measure(job, rounds=1, warming=0)

    assert all(amount > 0 for amounts in measured.amounts.values() for amount in amounts)
    assert {result.contest for result in measured.results} == set(job.contests) != set()
    assert set(job.floors) <= measured.amounts.keys()


def test_every_job_is_listed() -> None:
    """A module that has jobs is one that the command knows, and no two jobs share a name."""
    assert {
        path.stem
        for path in FOLDER.glob("*.py")
        if "\nJOBS = (" in path.read_text(encoding="utf-8")
    } == set(MODULES)
    assert len({job.name for job in JOBS}) == len(JOBS)


def test_rounds_are_interleaved() -> None:
    """Each side is measured once a round, and the one that begins moves on."""
    order: list[str] = []

    def meter(name: str) -> Callable[[], float]:
        def measured() -> float:
            order.append(name)
            return 1.0

        return measured

    measure(
        Job(name="", doc="", sides=lambda: {name: meter(name) for name in "abc"}),
        rounds=3,
        warming=1,
    )

    assert "".join(order) == "abc" + "abc" + "bca" + "cab"


def test_a_ratio_is_a_median_of_rounds() -> None:
    """The spread is the median deviation of the rounds; a target is met less the spread."""
    sides = {"one": constant([1.0, 2.0, 9.0]), "two": constant([2.0, 2.0, 3.0])}
    contests = (Contest("one", "two", 0.5), Contest("one", "two", 0.49), Contest("one", "two"))
    close, missed, free = measure(
        Job(name="", doc="", sides=lambda: sides, contests=contests), rounds=3, warming=0
    ).results

    assert (close.ratio, close.spread) == (1.0, 0.5)
    assert (close.met, missed.met, free.met) == (True, False, None)


def test_a_fast_function_runs_often() -> None:
    """A round grows until it is long enough, has inputs of its own, and restores the collector."""
    given: list[int] = []
    clock = Clock(given.append, lambda number: number, least=0.001)

    while clock() * len(given) < 0.001:
        pass
    assert len(given) == len(set(given)) > 10
    assert gc.isenabled()


def test_sides_do_the_same() -> None:
    """Hashes, payloads and verdicts on phone numbers are the same whoever makes them."""
    numbers = airpay_hashes.numbers(0)
    assert (
        airpay_hashes.ours(numbers)
        == airpay_hashes.naive(numbers)
        == airpay_hashes.careful(numbers)
    )
    ours, theirs = (sides() for sides in _builders())
    assert json.loads(ours) == json.loads(theirs)
    assert all(
        phone_numbers.ours(text) == phone_numbers.theirs(text) for text in phone_numbers.examples()
    )


def _builders() -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    values = build_and_dump.typed(0, pk.NULL)
    return lambda: build_and_dump.build(values, pictures()), lambda: pydantic_tuned.build(
        build_and_dump.typed(0), pictures()
    )


@pytest.mark.exhaustive
@pytest.mark.skipif(
    not LINUX, reason="only Linux tells the peak of the resident set, and forgets it"
)
def test_memory_is_what_a_check_asks_for() -> None:
    """What was asked for before does not count, what is given back does."""
    size = 32_000_000
    program = (
        "from tests.benchmarks.memory import growth; "
        f"print(*(growth(check, b'', bytes({size})) for check in (bytearray, len)))"
    )
    copied, looked_at = map(int, processes.answered("-c", program).split())

    assert size * 0.9 < copied < size * 1.5
    assert looked_at < size * 0.1


def test_processes_are_fresh() -> None:
    """They run in the checkout, and a failure is one."""
    assert (
        processes.answered("-c", "import sys; print('payloadkit' in sys.modules)").strip()
        == b"False"
    )
    with pytest.raises(CalledProcessError):
        processes.answered("-c", "raise SystemExit(3)")


def test_a_profile_tells_whose_code_it_is() -> None:
    """Shares add up to one, and name the library's rooms, other libraries and C code apart."""
    shares = profiling.shares(lambda: pk.check(KIND, small(), POLICY))

    assert sum(shares.values()) == pytest.approx(1)
    assert profiling.home("~", "<method 'search' of 're.Pattern' objects>") == "regular expressions"
    assert profiling.home("~", "<built-in method builtins.len>") == "Python's own C"
    assert profiling.home("~", "<built-in method pybase64._pybase64.b64decode>") == "pybase64"
    assert profiling.home(reading.__file__, "check") == "payloadkit/wire"
    assert profiling.home(json.__file__, "loads") == "Python's library"
    assert profiling.home(pytest.__file__, "main") == "pytest"
    assert profiling.home("<attrs generated init>", "__init__") == "generated code"
    assert profiling.home(__file__, "test") == "the caller"


def test_the_page_tells_of_every_job() -> None:
    """The page that is there names each job, and each contest with its target."""
    text = PAGE.read_text(encoding="utf-8")

    for job in JOBS:
        assert f"### {job.name}\n\n{job.doc}\n" in text
        for contest in job.contests:
            row = f"| {job.name} | {contest.ours} | {contest.against} |"
            target = "" if contest.most is None else f"{contest.most:.2f}"
            assert any(
                line.startswith(row) and line.split("|")[-3].strip() == target
                for line in text.splitlines()
            )


@pytest.mark.exhaustive
def test_the_command_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command prints the table; with ``--write`` the page has machine, table and profiles."""
    page = tmp_path / "performance.md"
    monkeypatch.setattr("tests.benchmarks.__main__.PAGE", page)
    monkeypatch.setattr("tests.benchmarks.__main__.MODULES", ("airpay_hashes",))

    assert main(["all", "--rounds", "2", "--write"]) == 0
    table = capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    assert table in text
    assert "2 rounds" in text
    assert "* Profile: " in text
    assert "* Floor: " in text


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["all", "--rounds", "0"], ["airpay_hashes", "--write"]]
)
def test_wrong_usage_is_refused(arguments: list[str]) -> None:
    """No job, an unknown one, no round, and a page of some jobs alone end with 2."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
