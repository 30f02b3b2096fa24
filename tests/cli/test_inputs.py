"""The documents of files, of lines, of compressed files and of standard input."""

from __future__ import annotations

import gzip
import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.cli.inputs import Input, documents, split
from payloadkit.cli.streams import InputError

MOST = 20
LINES = b"1\n\n22\r\n \t\r\n4444\n5"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(source: Input, most: int = MOST) -> list[bytes]:
    """Return the bytes of the documents of an input."""
    return [raw for _, raw in documents(source, most)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["a.ndjson", "a.JSONL", "a.ndjson.gz"])
def test_lines_are_documents(name: str) -> None:
    """Each line that is not blank is a document, with its number and its line."""
    packed = name.endswith("gz")
    Path(name).write_bytes(gzip.compress(LINES, mtime=0) if packed else LINES)
    found = list(documents(Input(name), MOST))

    assert [raw for _, raw in found] == [b"1", b"22", b"4444", b"5"]
    assert [source.entry for source, _ in found] == [1, 2, 3, 4]
    assert [source.line for source, _ in found] == [1, 3, 5, 6]
    assert [source.name for source, _ in found][2] == f"{name}:5"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.json.gz", "a"])
def test_a_file_is_a_document(name: str) -> None:
    """Whatever its lines are, any other file is one document."""
    packed = name.endswith("gz")
    Path(name).write_bytes(gzip.compress(LINES, mtime=0) if packed else LINES)

    assert read(Input(name)) == [LINES]
    assert read(Input(name), 5) == [LINES[:6]]


@pytest.mark.usefixtures("folder")
@given(
    lines=st.lists(st.binary(max_size=MOST + 5).map(lambda line: line.replace(b"\n", b""))),
    end=st.sampled_from([b"", b"\n", b"\r\n"]),
    buffer=st.sampled_from([1, 7, 256 * 1024]),
)
def test_lines_by_themselves_are_those_of_the_file(
    lines: list[bytes], end: bytes, buffer: int
) -> None:
    """Lines can be read alone, or a few; one over the bound is one byte or more longer than it."""
    Path("a.ndjson").write_bytes(b"\n".join(lines) + end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("payloadkit.cli.inputs._BUFFER", buffer)
        expected = [
            (number, line.removesuffix(b"\r"))
            for number, line in enumerate((b"\n".join(lines) + end).split(b"\n"), start=1)
            if line.strip(b" \t\r") or len(line.removesuffix(b"\r")) > MOST
        ]
        if not expected:
            with pytest.raises(InputError, match="no document"):
                read(Input("a.ndjson"))
            return
        whole = list(documents(Input("a.ndjson"), MOST))
        alone = list(split(Input("a.ndjson"), MOST, 1))
        few = [list(documents(part, MOST)) for part in split(Input("a.ndjson"), MOST, 3)]

    assert alone == [source for source, _ in whole]
    assert [read(source)[0] for source in alone] == [raw for _, raw in whole]
    assert [document for part in few for document in part] == whole
    assert {len(part) for part in few[:-1]} <= {3}
    assert [source.line for source in alone] == [number for number, _ in expected]
    assert [len(raw) > MOST for _, raw in whole] == [len(line) > MOST for _, line in expected]
    assert all(
        raw == line
        for (_, raw), (_, line) in zip(whole, expected, strict=True)
        if len(line) <= MOST
    )


@pytest.mark.usefixtures("folder")
def test_large_lines_are_alone() -> None:
    """Few lines are an input together only if they are small."""
    Path("a.ndjson").write_bytes(b"1\n2\n" + b"3" * 2_000_000 + b"\n4\n5\n")
    found = [(part.entry, part.line, part.size) for part in split(Input("a.ndjson"), MOST)]

    assert found == [(1, 1, 4), (3, 3, 2_000_001), (4, 4, 4)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("left", [b"", b"1\n", b"1\n2"])
def test_a_file_that_is_cut_meanwhile(left: bytes) -> None:
    """Lines that were there, and are no longer, are told."""
    Path("a.ndjson").write_bytes(b"1\n2\n3\n")
    (part,) = split(Input("a.ndjson"), MOST)
    Path("a.ndjson").write_bytes(left)
    with pytest.raises(InputError):
        list(documents(part, MOST))


@pytest.mark.usefixtures("folder")
def test_a_long_line_is_not_kept() -> None:
    """Of a line over the bound a few bytes more than the bound are kept."""
    Path("a.ndjson.gz").write_bytes(
        gzip.compress(b"1\n" + b" " * 10_000_000 + b"\n3\n" + bytes(100), mtime=0)
    )

    assert [len(raw) for raw in read(Input("a.ndjson.gz"))] == [1, MOST + 3, 1, MOST + 3]


@pytest.mark.usefixtures("folder")
def test_a_document_that_grows_is_not_unpacked() -> None:
    """A compressed document is read one byte over the bound."""
    Path("a.json.gz").write_bytes(gzip.compress(b" " * 10_000_000, mtime=0))

    assert [len(raw) for raw in read(Input("a.json.gz"))] == [MOST + 1]


@pytest.mark.usefixtures("folder")
def test_some_inputs_are_not_split() -> None:
    """Neither a document alone, nor a compressed file, nor a pipe has lines to find."""
    os.mkfifo("pipe.ndjson")
    for name in ("a.json", "a.ndjson.gz", "pipe.ndjson", "-", "missing.ndjson"):
        assert list(split(Input(name), MOST)) == [Input(name)]


PACKED = gzip.compress(b"".join(b"%07d\n" % number for number in range(20_000)), mtime=0)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("data", "least", "reason"),
    [
        (PACKED[:-2000], 15_000, "too early"),
        (PACKED[:-4], 20_000, "too early"),
        (PACKED[:-8] + bytes(8), 20_000, "damaged"),
        (PACKED + PACKED[:10] + b"\xff" * 100, 20_000, "damaged"),
        (PACKED + PACKED[:-2000], 35_000, "too early"),
        (PACKED + b"secret", 20_000, "damaged"),
        (b"secret", 0, "no gzip"),
        (b"", 0, "no gzip"),
        (PACKED[:5], 0, "too early"),
    ],
)
def test_damaged_data_are_told(data: bytes, least: int, reason: str) -> None:
    """Damage is told with the name of the file; the lines before it are documents."""
    Path("a.ndjson.gz").write_bytes(data)
    before: list[bytes] = []
    with pytest.raises(InputError, match=rf"^a\.ndjson\.gz: .*{reason}") as caught:
        before.extend(raw for _, raw in documents(Input("a.ndjson.gz"), MOST))

    assert len(before) >= least
    assert before == [b"%07d" % (number % 20_000) for number in range(len(before))]
    assert "secret" not in str(caught.value)


@pytest.mark.usefixtures("folder")
def test_several_members_are_one_file() -> None:
    """Compressed files that were put together, and zeros after them, are read to the end."""
    Path("a.ndjson.gz").write_bytes(PACKED + PACKED + bytes(512))

    assert len(read(Input("a.ndjson.gz"))) == 40_000


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["a.ndjson", "a.json", "a.json.gz", "."])
def test_unreadable_is_told(name: str) -> None:
    """What the system refuses is told with its reason."""
    with pytest.raises(InputError, match=r"No such file|Is a directory"):
        read(Input(name))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ndjson", b'{}\n{"a":1}\n\n\r\n[]\n5'),
        ("a.ndjson", b'{"b":2} \r\n{'),
        ("a.ndjson", b'{"b":2}\n\n \r\n{}\n'),
        ("a.ndjson", b'\n{"b":2}\n \t{}'),
        ("a.ndjson", b'{"a":"' + b"x" * (MOST - 8) + b'"}\r\n{}\r\n'),
        ("a.ndjson", b'{"b":2}\n{' + b" " * 3 * MOST + b"}\n{}"),
        ("a.json", b"\n" * 3 * MOST + b"{}"),
        ("a.json", b"\n\n{}"),
        ("a.json", b'{}\n[{"a":1}]\n'),
        ("a.ndjson", b'{"a":1}\n{' + b" " * MOST + b"}\n{}"),
        ("a.json", LINES),
        ("a.json", b'{"a":{}\n,"b":{}}\n'),
        ("a.json", b'{\n"a":{}\n}\n'),
        ("a.json", b"{}\n"),
        ("a.json", b"{}\nx"),
        ("a.json", b"{}{}\n"),
        ("a.json", b'[{}\n,{"a":1}]'),
        ("a.json", b"{" + b" " * MOST + b"}\n{}"),
        ("a.csv", b"id,dob\r\n1,2\r\n"),
        ("a.json", b""),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_what_a_file_would_be(
    name: str,
    data: bytes,
    packed: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its bytes tell lines from a document, and gzip, as the name of a file does."""
    file = f"{name}.gz" if packed else name
    held = gzip.compress(data, mtime=0) if packed else data
    Path(file).write_bytes(held)
    stdin = BytesIO(held)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(stdin))
    piped = [(found._replace(file=file), raw) for found, raw in documents(Input("-"), MOST)]

    assert piped == list(documents(Input(file), MOST))
    assert not stdin.closed


@pytest.mark.parametrize("typed", [b"{}", b"{}\n", b"{\n}\n", b"{}\n{}\n", b"{}\n\n"])
def test_the_end_of_a_terminal_is_asked_for_once(
    typed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who types a document ends it once: nothing is read behind the end."""
    ends: list[int] = []

    class Terminal(BytesIO):
        def readinto1(self, buffer: bytearray) -> int:  # type: ignore[override]
            size = super().readinto1(buffer)
            if not size:
                ends.append(self.tell())
            return size

    monkeypatch.setattr(sys, "stdin", TextIOWrapper(Terminal(typed)))
    assert b"".join(read(Input("-"))).count(b"{") == typed.count(b"{")
    assert ends == [len(typed)]


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed one is told, and so is a damaged one."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(PACKED[:5])))
    with pytest.raises(InputError, match="<stdin>: its gzip data end too early"):
        read(Input("-"))
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="<stdin>: it is closed"):
        read(Input("-"))
