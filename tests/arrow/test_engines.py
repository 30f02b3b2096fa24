"""Every engine gives the violations of a plain loop of ``check``, whatever the partitions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from payloadkit.arrow import VIOLATIONS, check_batches, onboarding_source
from tests.arrow.customers import COLUMN, KEY, KIND, compared, customers, expected, write
from tests.documents import POLICY, full, put
from tests.test_secrecy import CANARY, sings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.arrow.customers import Row

pytestmark = pytest.mark.engines

DOCUMENTS = 20_000
ROOT = Path(__file__).parents[2]
checked: Callable[[Any], Iterator[pa.RecordBatch]] = partial(
    check_batches, kind=KIND, column=COLUMN, key=KEY, policy=POLICY
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Row]]:
    """Return a file of drawn documents, and their violations."""
    path = tmp_path_factory.mktemp("drawn") / "customers.parquet"
    rows = list(customers(DOCUMENTS))
    write(path, rows)
    return str(path), expected(rows)


@pytest.fixture
def singing(tmp_path: Path) -> str:
    """Return a file of documents that hold the canary wherever there may be one."""
    broken = [f'{{"{CANARY}": NaN}}'.encode(), CANARY.encode(), f'"{CANARY}\\ud800"'.encode()]
    paths = ("/first_name", "/email_id", "/id_details/0/id_number", "/date_of_birth", f"/{CANARY}")
    raws = [json.dumps(put(full(), path, CANARY)).encode() for path in paths] + broken
    write(tmp_path / "customers.parquet", ((f"{row}", raw) for row, raw in enumerate(raws)))
    return str(tmp_path / "customers.parquet")


def datasets(file: str) -> Iterable[pa.RecordBatch]:
    """Give a dataset's batches."""
    return checked(ds.dataset(file).to_batches())


def parts(file: str) -> Iterable[pa.RecordBatch]:
    """Give the parts of a source one by one, the last one first."""
    source = onboarding_source(file, column=COLUMN, key=KEY)
    for part in reversed(source.parts):
        yield from checked(part)


def halves(file: str) -> Iterable[pa.RecordBatch]:
    """Give a table in batches of other sizes."""
    table = pq.read_table(file)
    for size in (7777, 13):
        half = table.slice(0 if size == 13 else 9999, 9999 if size == 13 else None)
        yield from checked(half.to_batches(max_chunksize=size))


def polars_frame(file: str) -> Iterable[pa.RecordBatch]:
    """Give a data frame of Polars."""
    pl: Any = import_module("polars")
    return checked(pl.read_parquet(file))


def polars_plan(file: str) -> Iterable[pa.RecordBatch]:
    """Let the streaming engine of Polars call it."""
    pl: Any = import_module("polars")

    def mapped(frame: Any) -> Any:
        return pl.from_arrow(pa.Table.from_batches(checked(frame)))

    schema = pl.from_arrow(VIOLATIONS.empty_table()).schema
    plan = pl.scan_parquet(file).map_batches(mapped, schema=schema, streamable=True)
    return [plan.collect(engine="streaming").to_arrow()]


def duckdb_relation(file: str) -> Iterable[pa.RecordBatch]:
    """Give a relation of DuckDB, in batches as they are asked for."""
    duckdb: Any = import_module("duckdb")
    with duckdb.connect() as connection:
        relation = connection.sql(f"select * from read_parquet('{file}')")  # noqa: S608 - our own
        yield from checked(relation.to_arrow_reader(256))


def daft_frame(file: str) -> Iterable[pa.RecordBatch]:
    """Give a data frame of Daft."""
    daft: Any = import_module("daft")
    return checked(daft.read_parquet(file))


def daft_batches(file: str) -> Iterable[pa.RecordBatch]:
    """Give the batches of Daft as they come."""
    daft: Any = import_module("daft")
    return checked(daft.read_parquet(file).to_arrow_iter())


def command_line(file: str) -> Iterable[pa.RecordBatch]:
    """Let two processes of the command line check it."""
    table = ["--column", COLUMN, "--key", KEY, "--kind", KIND, "--today", str(POLICY.today)]
    command = [sys.executable, "-m", "payloadkit", "check", file, *table]
    done = subprocess.run(
        [*command, "--jobs", "2", "--format", "ndjson"], capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    found = [
        {"key": document["entry"]} | {name: violation[name] for name in VIOLATIONS.names[1:]}
        for document in documents
        for violation in document["violations"]
    ]
    batches: list[pa.RecordBatch] = pa.Table.from_pylist(found, schema=VIOLATIONS).to_batches()
    return batches


ENGINES = [
    command_line,
    datasets,
    parts,
    halves,
    polars_frame,
    polars_plan,
    duckdb_relation,
    daft_frame,
    daft_batches,
]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_finds_the_same(
    engine: Callable[[str], Iterable[pa.RecordBatch]], drawn: tuple[str, list[Row]]
) -> None:
    """The rows of an engine are those of the loop: none is lost, none doubled."""
    file, rows = drawn
    assert compared(engine(file)) == rows
    assert len({row[2] for row in rows}) > 40


@pytest.mark.parametrize("engine", ENGINES)
def test_no_engine_sings(
    engine: Callable[[str], Iterable[pa.RecordBatch]],
    singing: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """No output and no log of an engine holds a value."""
    found = [row for batch in engine(singing) for row in batch.to_pylist()]
    assert len({row["key"] for row in found}) == 7
    assert not sings(repr(found))
    assert not sings("".join(capfd.readouterr()))


def spark(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a job of Spark, and return what it wrote."""
    job = [sys.executable, "-W", "ignore", "-m", "tests.arrow.spark_job", *arguments]
    set_up = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    return subprocess.run(
        job, cwd=ROOT, env=set_up, capture_output=True, text=True, check=False, errors="replace"
    )


def test_spark_finds_the_same(drawn: tuple[str, list[Row]], tmp_path: Path) -> None:
    """Spark's rows are those of the loop, for its own partitions, for one and for seven."""
    file, rows = drawn
    done = spark(COLUMN, file, f"{tmp_path}/", "0", "1", "7")
    assert done.returncode == 0, done.stderr
    for number in "017":
        assert compared([pq.read_table(tmp_path / number)]) == rows


def test_spark_does_not_sing(singing: str, tmp_path: Path) -> None:
    """No output and no log of driver or executor holds a value, nor those of a job that fails."""
    done = spark(COLUMN, singing, f"{tmp_path}/", "3")
    assert done.returncode == 0, done.stderr
    found = pq.read_table(tmp_path / "3").to_pylist()
    assert len({row["key"] for row in found}) == 7
    assert not sings(repr(found) + done.stdout + done.stderr)

    failed = spark("nothing", singing, f"{tmp_path}/", "1")
    assert failed.returncode != 0
    assert "ValueError: column: there is no such column" in failed.stderr
    assert not sings(failed.stdout + failed.stderr)
