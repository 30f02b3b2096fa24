"""``payloadkit check`` on tables: a document in each row of Parquet, Arrow and CSV."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from payloadkit.cli.checking import check_input
from payloadkit.cli.inputs import Input, split
from payloadkit.cli.paths import find
from payloadkit.cli.progress import Bar
from payloadkit.cli.streams import InputError
from payloadkit.cli.tables import Table, number_of_rows
from tests.arrow.customers import COLUMN, KEY, KIND, expected, write
from tests.documents import FIXTURES, POLICY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.arrow.customers import Row
    from tests.cli.conftest import Told

TABLE = ["--column", COLUMN, "--key", KEY]
POLICY_OF_TESTS = ["--kind", KIND, "--today", str(POLICY.today)]
MINIMAL = (FIXTURES / "caas/onboarding-minimal.json").read_bytes()
RAWS = (MINIMAL, b"{}", None, MINIMAL.replace(b'"first_name"', b'"nick_name"'), MINIMAL[:99], b"")
CUSTOMERS = [(f"C-{number:02}", RAWS[number % len(RAWS)]) for number in range(40)]


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    """Return a Parquet file of forty customers in four row groups."""
    write(tmp_path / "customers.parquet", CUSTOMERS)
    table = pq.read_table(tmp_path / "customers.parquet")
    pq.write_table(table, tmp_path / "customers.parquet", row_group_size=10)
    return tmp_path / "customers.parquet"


def rows(told: Told) -> list[Row]:
    """Return the violations of an NDJSON report as ``expected`` does."""
    found: list[Row] = []
    for document in map(json.loads, told.lines):
        for violation in document["violations"]:
            names = ("path", "code", "severity", "line", "column")
            found.append((document["entry"], *(violation[name] for name in names)))
    return sorted(found, key=repr)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_rows_of_a_table_are_documents(
    file: Path, jobs: str, invoke: Callable[..., Told]
) -> None:
    """Each row has the violations of its document, one that is null too, in any processes."""
    told = invoke("check", file, *TABLE, *POLICY_OF_TESTS, "--format", "ndjson", "--jobs", jobs)

    assert told.status == 1
    assert rows(told) == expected(CUSTOMERS)
    assert [json.loads(line)["entry"] for line in told.lines] == [key for key, _ in CUSTOMERS]


def test_a_row_is_named_by_its_key(file: Path, invoke: Callable[..., Told]) -> None:
    """A line of the report has the file and the key: line and column are of the row's document."""
    told = invoke("check", file, *TABLE, *POLICY_OF_TESTS)

    assert all(line.startswith(f"{file}#C-") for line in told.lines)


def test_tables_of_a_folder(file: Path, invoke: Callable[..., Told]) -> None:
    """A folder gives its tables of every form, and no document."""
    table = pq.read_table(file).cast(pa.schema([(KEY, pa.string()), (COLUMN, pa.binary())]))
    pyarrow.feather.write_feather(table, file.with_name("a.arrow"), compression="uncompressed")
    texts = pa.table({KEY: ["1"], COLUMN: ['{""}']})
    pyarrow.csv.write_csv(texts, file.with_name("b.csv"))
    file.with_name("c.json").write_text("{")
    told = invoke("check", file.parent, *TABLE, *POLICY_OF_TESTS, "--format", "json")
    files = [document["file"] for document in told.json["documents"]]

    assert {name: files.count(name) for name in files} == {
        str(file.with_name("a.arrow")): 40,
        str(file.with_name("b.csv")): 1,
        str(file): 40,
    }


@pytest.mark.parametrize("name", ["customers.parquet", "customers.csv"])
def test_no_report_replaces_a_table(file: Path, name: str, invoke: Callable[..., Told]) -> None:
    """A table that a folder has is no older report."""
    table = file.with_name(name)
    table.touch()
    held = table.read_bytes()
    told = invoke("check", file.parent, *TABLE, "--out", table)

    assert (told.status, told.out) == (2, b"")
    assert table.read_bytes() == held


def test_kinds_of_rows_are_recognised(tmp_path: Path, invoke: Callable[..., Told]) -> None:
    """Without --kind each row is recognised; one that is unclear is named, and costs itself."""
    raws = [b'{"grant_type": "password"}', b"{}", None, b'{"idNumber": "x"}']
    write(tmp_path / "some.parquet", [(str(number), raw) for number, raw in enumerate(raws)])
    told = invoke("check", tmp_path / "some.parquet", *TABLE, "--format", "json")
    kinds = {document["entry"]: document["kind"] for document in told.json["documents"]}

    assert told.status == 2
    assert kinds == {"0": "caas.token", "2": None, "3": "caas.lookup"}
    assert b"some.parquet#1: " in told.err


@pytest.mark.parametrize(
    ("options", "status"),
    [([], 2), (["--column", "payloads", "--key", KEY], 2), (["--column", COLUMN], 2)],
)
def test_columns_must_be_named(
    file: Path, options: list[str], status: int, invoke: Callable[..., Told]
) -> None:
    """Without both columns, and with one that is not there, nothing is checked."""
    told = invoke("check", file, *options)

    assert (told.status, told.out) == (status, b"")
    assert b"column" in told.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_table_that_cannot_be_read(
    tmp_path: Path, jobs: str, invoke: Callable[..., Told]
) -> None:
    """A damaged file, one that is not there, and standard input are refused; the bar knows none."""
    (tmp_path / "damaged.parquet").write_bytes(b"PAR1PAR1")
    for name in (tmp_path / "damaged.parquet", tmp_path / "none.parquet", "-"):
        told = invoke("check", name, *TABLE, "--jobs", jobs)

        assert (told.status, told.out) == (2, b"")
        assert number_of_rows(str(name), Table(COLUMN, KEY)) == 0


def test_the_extra_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the failure says what to install."""
    for module in ("payloadkit.arrow", "payloadkit.arrow.checking", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)

    source = Input(str(file), table=Table(COLUMN, KEY))
    with pytest.raises(InputError):
        list(split(source, 1))
    [(failure, _)] = check_input(source, POLICY)
    assert isinstance(failure, InputError)


def test_the_bar_counts_rows(file: Path) -> None:
    """The bar has the rows of a Parquet file; of other files only reading them tells."""
    table = Table(COLUMN, KEY)
    pyarrow.csv.write_csv(pa.table({KEY: ["1"], COLUMN: ["{}"]}), file.with_name("b.csv"))

    assert number_of_rows(str(file), table) == 40
    assert number_of_rows(str(file.with_name("b.csv")), table) is None
    for name, total in ((file, 40), (file.with_name("b.csv"), None)):
        bar: Any = Bar([Input(str(name), table=table)])
        assert bar.total() == total


def test_parts_are_row_groups(file: Path) -> None:
    """A Parquet file is split into its row groups, each named once."""
    [name] = find([str(file)], tables=True)
    found = split(Input(str(name), table=Table(COLUMN, KEY)), 1)
    parts = [each.table and each.table.part for each in found]

    assert len(set(parts)) == len(parts) == 4
