"""The migration CSV: an input is the file."""

from __future__ import annotations

import json
from binascii import crc32
from typing import TYPE_CHECKING

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.models.registry import model_of
from tests.fuzzing.documents import TODAY
from tests.fuzzing.held import held
from tests.fuzzing.program import is_one_document, run
from tests.fuzzing.reports import codes, loaded, ordered, silent, triples, whole
from tests.fuzzing.target import FIXTURES, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

KIND = "uaekyc.migration-csv"
POLICY = pk.Policy(today=TODAY)
READING = {
    "csv.encoding",
    "csv.header",
    "csv.newline",
    "csv.columns",
    "csv.blank_row",
    "csv.quoting",
    "csv.needless_quotes",
}
ODD = (
    "", " ", '"', '""', '"a"', '"a,b"', '"a\nb"', 'a"b', "=1+1", "@a", "-1", "'", "\t", "\x00",
    "\ufeff", "\u202e", "مريم", "A" * 300, "1" * 20, ",", "a,b",
    "100010", "v1.0", "1.0", "784300000000022", "784-3000-0000002-2", "01/01/2036", "1/1/2036",
    "29/02/2023", "2020-01-01", "00/00/0000", "31/12/9999",
    "dob", "customer_id",
)  # fmt: skip
_SHARE = 16


def seeds() -> Iterator[bytes]:
    """Give the fixture, and the same file with one thing wrong each."""
    whole_file = (FIXTURES / "uaekyc/migration.csv").read_bytes()
    header, first, *_ = whole_file.splitlines(keepends=True)
    yield from (
        whole_file,
        header,
        header + first,
        header + first + b"\n",
        b"\xef\xbb\xbf" + whole_file,
        whole_file.replace(b"\n", b"\r\n"),
        whole_file.replace(b"\n", b"\r"),
    )
    yield from (
        header.replace(b"dob", b"DOB") + first,
        header + first.replace(b",", b";"),
        header + first.replace(b",", b',"', 1),
        header + b'"' + first,
        first,
        header + first[:-1],
    )
    yield from (
        header + first.replace(b"NADIRA", "مريم".encode()),
        header + first.replace(b"NADIRA", b"\xe9"),
        header + first * 3,
        (header + first).decode().encode("utf-16"),
    )


def change(data: bytes, random: Random) -> bytes | None:
    """Change, move, take away or double cells, rows or columns."""
    try:
        rows = [line.split(",") for line in data.decode("utf-8").split("\n")]
    except UnicodeDecodeError:
        return None
    for _ in range(random.choice((1, 1, 2, 4))):
        row = random.randrange(len(rows) or 1)
        cells = rows[row] if rows else []
        column = random.randrange(len(cells) or 1)
        match random.randrange(8):
            case 0 | 1 | 2:
                cells[column : column + 1] = [random.choice(ODD)]
            case 3:
                del cells[column : column + 1]
            case 4:
                cells[column:column] = [random.choice(cells or [""])]
            case 5:
                del rows[row : row + 1]
            case 6:
                rows[row:row] = [list(random.choice(rows or [[]]))]
            case _:
                cells[column : column + 1] = [f'"{cell}"' for cell in cells[column : column + 1]]
    end = "\n" if random.randrange(_SHARE) else random.choice(("\r\n", "\r", "\n\n"))
    return end.join(",".join(cells) for cells in rows).encode("utf-8")


def judge(data: bytes) -> list[str]:
    """Hold ``check``, ``load`` and ``dump`` to their word for one file."""
    with held():
        report = pk.check(KIND, data, POLICY)
    model = model_of(KIND)
    whole(report, model.keys | model_of(uaekyc.MigrationRow).keys)
    ordered(report)
    text = data.decode("utf-8", "replace")
    silent(text, report.violations, lambda other: pk.check(KIND, other, POLICY).violations)
    assert model.codec is not None
    model.codec.claims(data)
    _loads(data, report)
    if crc32(data) % _SHARE == 0:
        _program(data, report)
    return codes(report)


def _loads(data: bytes, report: pk.Report[uaekyc.MigrationCsv]) -> None:
    """Hold loading, writing and plain values of a file to what its check found."""
    value = loaded(KIND, data, POLICY)
    assert value == (report.value if report.ok else report)
    if not report.ok:
        return
    body = pk.dump(value)
    again = pk.check(uaekyc.MigrationCsv, body, POLICY)
    assert again.value == value, "what is written is not what was read"
    assert READING.isdisjoint(codes(again)), "what is written is faulty as a text"
    if not codes(report):
        assert body == data.replace(b"\r\n", b"\n"), (
            "a file without a fault is not written as it was"
        )
    plain = pk.check(uaekyc.MigrationCsv, pk.to_dict(value), POLICY)
    assert triples(plain.violations) == triples(again.violations), (
        "a Mapping draws something else than its text"
    )


def _program(data: bytes, report: pk.Report[uaekyc.MigrationCsv]) -> None:
    """The command line tells the same, and ends as it should."""
    status, out = run(
        data, "check", "--kind", KIND, "--format", "json", "--today", TODAY.isoformat(), "-"
    )
    if is_one_document(data):
        assert status == (0 if report.ok else 1), "another exit status"
        found = json.loads(out)["documents"][0]["violations"]
        assert [violation["code"] for violation in found] == codes(report)
    run(data, "check", "-")


TARGET = Target(
    seeds=seeds,
    judge=judge,
    change=change,
    modules=(
        "uaekyc/csv_codec.py",
        "uaekyc/csv_cells.py",
        "uaekyc/rules.py",
        "uaekyc/migration_csv.py",
    ),
    longest=4096,
)
