"""``payloadkit check``: verdicts, places, kinds and formats."""

from __future__ import annotations

import copy
import gzip
import json
import re
from datetime import date
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from tests.report_schema import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import Popen

    from tests.cli.conftest import Told

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
SAMPLE = FIXTURES / "caas/onboarding-sample.json"
MINIMAL = FIXTURES / "caas/onboarding-minimal.json"
TODAY = "2026-06-01"
POLICY = pk.Policy(today=date.fromisoformat(TODAY))
INVALID = sorted((FIXTURES / "invalid/caas.onboarding").glob("*/*.json"))
WARNED = sorted((FIXTURES / "warned/caas.onboarding").glob("*/*.json"))
LINE = re.compile(
    r"(?P<file>[^:]+)(:(?P<line>\d+):(?P<column>\d+))?: "
    r"(?P<severity>error|warning|info) (?P<code>\S+) (?P<path>\S+): .+"
)
CANARY = "CANARY"


def documents(told: Told) -> list[dict[str, Any]]:
    """Return the documents of a JSON report."""
    found: list[dict[str, Any]] = told.json["documents"]
    return found


def test_a_sound_document_draws_nothing(invoke: Callable[..., Told]) -> None:
    """Without violations there are no lines, and a remark on standard error."""
    told = invoke("check", MINIMAL, "--today", TODAY)

    assert (told.status, told.out) == (0, b"")
    assert told.err.startswith(b"1 document: ")


def test_errors_are_1_and_one_line_each(
    invoke: Callable[..., Told], subtests: pytest.Subtests
) -> None:
    """An error ends with 1; its line has place, code and path as the library reports them."""
    for path in INVALID:
        with subtests.test(path=f"{path.parent.name}/{path.stem}"):
            [violation] = pk.check("caas.onboarding", path.read_bytes(), POLICY).violations
            told = invoke("check", "--kind", "caas.onboarding", "--today", TODAY, path)
            [line] = told.lines
            found = LINE.fullmatch(line)

            assert told.status == 1
            assert found is not None
            assert found["file"] == str(path)
            assert (found["code"], found["path"]) == (violation.code, violation.path or "document")
            assert (found["line"], found["column"]) == (str(violation.line), str(violation.column))


def test_warnings_are_0_and_with_strict_1(
    invoke: Callable[..., Told], subtests: pytest.Subtests
) -> None:
    """Warnings are reported and allowed, unless the policy is strict."""
    for path in WARNED:
        with subtests.test(path=f"{path.parent.name}/{path.stem}"):
            lenient = invoke("check", "--today", TODAY, path)
            strict = invoke("check", "--today", TODAY, "--strict", path)

            assert (lenient.status, strict.status) == (0, 1)
            assert ": warning " in lenient.lines[0]
            assert ": error " in strict.lines[0]


def test_json_holds_what_the_library_reports(invoke: Callable[..., Told]) -> None:
    """JSON is the library's own for each file, in their order, and valid under its schema."""
    told = invoke("check", "--format", "json", "--today", TODAY, SAMPLE, MINIMAL)
    found = documents(told)
    [sample, clean] = [
        pk.check("caas.onboarding", path.read_bytes(), POLICY) for path in (SAMPLE, MINIMAL)
    ]

    assert (told.status, told.err) == (0, b"")
    assert found == [
        {"file": str(path), "kind": "caas.onboarding", **report.to_dict()}
        for path, report in ((SAMPLE, sample), (MINIMAL, clean))
    ]
    assert problems_of(told.json) == []


def test_standard_input(start: Callable[..., Popen[bytes]]) -> None:
    """``-`` is standard input, of a real process too; JSON names it so, and lines as people do."""
    for form, name in (("json", '"file": "-"'), ("text", "<stdin>:1:1: error field.missing")):
        with start(
            "check",
            "--kind",
            "caas.onboarding",
            "--format",
            form,
            "-",
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
        ) as process:
            out, _ = process.communicate(b"{}")
        assert process.returncode == 1
        assert name in out.decode()


@pytest.mark.parametrize("jobs", [1, 2])
def test_lines_of_standard_input(start: Callable[..., Popen[bytes]], jobs: int) -> None:
    """A pipe with a document on each line, packed or not, is reported as such a file is."""
    lines = json.dumps(json.loads(MINIMAL.read_bytes())).encode() + b"\n{}\n"
    for held in (lines, gzip.compress(lines)):
        options = ("--kind", "caas.onboarding", "--jobs", jobs)
        with start("check", *options, "-", stdin=PIPE, stdout=PIPE, stderr=PIPE) as process:
            out, err = process.communicate(held)

        assert process.returncode == 1
        assert out.startswith(b"<stdin>:2:1: error field.missing")
        assert err.startswith(b"2 documents, 1 failed")


def test_unreadable_beats_violations(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A file that cannot be read ends with 2, and the others are checked all the same."""
    told = invoke("check", "--format", "json", tmp_path / "missing", INVALID[0], tmp_path)

    assert told.status == 2
    assert [document["file"] for document in documents(told)] == [str(INVALID[0])]
    assert f"{tmp_path}/missing: No such file or directory" in told.err.decode()
    assert f"{tmp_path}: no document in this folder" in told.err.decode()


def test_nothing_readable_is_no_result(invoke: Callable[..., Told]) -> None:
    """Where no file could be read there is nothing to count."""
    told = invoke("check", "missing")

    assert (told.status, told.out) == (2, b"")
    assert b"document" not in told.err


@pytest.mark.parametrize("text", ["", "{", "\ufeff{}", '{"a": NaN}', "[" * 70])
def test_no_json_is_a_violation_and_needs_no_kind(text: str, invoke: Callable[..., Told]) -> None:
    """What is no JSON is none in any kind."""
    told = invoke("check", "-", "--format", "json", stdin=text.encode())
    [document] = documents(told)

    assert (told.status, document["kind"]) == (1, None)
    assert [violation["code"].partition(".")[0] for violation in document["violations"]] == ["json"]


def test_too_long_is_refused_unread(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A document over the policy's bound is one violation, whatever it holds."""
    with (tmp_path / "long.json").open("wb") as long:
        long.truncate(POLICY.max_bytes + 1)
    [document] = documents(invoke("check", "--format", "json", tmp_path / "long.json"))

    assert [violation["code"] for violation in document["violations"]] == ["json.too_large"]


def test_unclear_kind_is_2(invoke: Callable[..., Told], subtests: pytest.Subtests) -> None:
    """Keys that tell no kind ask for --kind."""
    for text in (
        "{}",
        "[]",
        "1",
        '{"first_name": "A"}',
        '{"a": 1, "b": 2}',
        '{"address_list": [], "a": 1, "b": 2}',
        '{"status": 1, "error": "", "path": ""}',
        '{"data": {"status": "success"}}',
        '{"data": {"status": "success"}, "message": "", "success": true}',
    ):
        with subtests.test(text=text):
            told = invoke("check", "-", stdin=text.encode())

            assert (told.status, told.out) == (2, b"")
            assert b"--kind" in told.err


def test_an_array_of_documents_is_told(invoke: Callable[..., Told]) -> None:
    """A list has no kind; the error says that it is one."""
    told = invoke("check", "-", stdin=b"[" + MINIMAL.read_bytes() + b"]")

    assert (told.status, told.out) == (2, b"")
    assert b"array of documents" in told.err


def test_the_kind_is_always_shown(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Where nothing is wrong, the kind by which a document was judged is still named."""
    one = invoke("check", MINIMAL, "--today", TODAY)
    (tmp_path / "broken.json").write_text("{")
    several = invoke("check", MINIMAL, FIXTURES / "caas/lookup.json", tmp_path / "broken.json")

    assert one.err == b"1 document: nothing to mend (caas.onboarding)\n"
    assert b"(1 caas.onboarding, 1 caas.lookup, 1 no JSON)" in several.err


def test_truncated_is_told(invoke: Callable[..., Told], minimal: dict[str, Any]) -> None:
    """A report that stops at the bound says so in each format."""
    text = json.dumps({**minimal, **{f"x{number}": 0 for number in range(9)}}).encode()

    assert (
        documents(invoke("check", "-", "--max-violations", "3", "--format", "json", stdin=text))[0][
            "truncated"
        ]
        is True
    )
    assert "--max-violations" in invoke("check", "-", "--max-violations", "3", stdin=text).lines[-1]


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("caas.onboarding", "caas/onboarding-sample.json"),
        ("caas.masters", "caas/masters.json"),
        ("uaekyc.customer-data", "uaekyc/customer-data-sample.json"),
    ],
)
def test_kinds_are_told_from_the_root(kind: str, path: str, invoke: Callable[..., Told]) -> None:
    """A document of each kind that the fixtures hold is recognised."""
    assert documents(invoke("check", "--format", "json", FIXTURES / path))[0]["kind"] == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("caas.onboarding", '{"address_list": [], "id_details": []}'),
        ("caas.onboarding", '{"address_list": [], "odd": 1}'),
        ("caas.lookup", '{"idNumber": "x"}'),
        ("caas.token", '{"grant_type": "password"}'),
    ],
)
def test_the_kind_that_knows_most_keys(kind: str, text: str, invoke: Callable[..., Told]) -> None:
    """A few keys are enough where one kind knows most of them, and at least half."""
    told = invoke("check", "-", "--format", "json", stdin=text.encode())

    assert [document["kind"] for document in documents(told)] == [kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("people.csv", "uaekyc.migration-csv"),
        ("PEOPLE.CSV", "uaekyc.migration-csv"),
        ("people.json", None),
    ],
)
def test_a_csv_is_told_from_its_name(
    name: str, kind: str | None, invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """What is no JSON and is called a CSV is one, whose header is told to be wrong."""
    (tmp_path / name).write_text("a,b\n1,2\n")
    told = invoke("check", "--format", "json", tmp_path / name)
    [document] = documents(told)

    assert (told.status, document["kind"]) == (1, kind)
    assert document["violations"][0]["code"] == ("json.invalid" if kind is None else "csv.header")


@given(data=st.data())
def test_a_broken_document_is_still_recognised(
    invoke: Callable[..., Told], data: st.DataObject
) -> None:
    """A few keys that are missing or misspelt do not hide what a document is."""
    minimal = json.loads(MINIMAL.read_bytes())
    for key in data.draw(st.lists(st.sampled_from(sorted(minimal)), max_size=4, unique=True)):
        value = minimal.pop(key)
        if data.draw(st.booleans()):
            minimal[f"{key}_"] = value
    told = invoke("check", "-", "--format", "json", stdin=json.dumps(minimal).encode())

    assert [document["kind"] for document in documents(told)] == ["caas.onboarding"]


@given(data=st.data(), form=st.sampled_from(["text", "json"]))
def test_no_value_and_no_odd_key_gets_out(
    invoke: Callable[..., Told], data: st.DataObject, form: str
) -> None:
    """No report holds a value: of a wrong type, a wrong value or an unknown key."""
    document = copy.deepcopy(json.loads(MINIMAL.read_bytes()))
    odd = st.sampled_from(
        [CANARY, f"\x1b[31m{CANARY}", [CANARY], {f"{CANARY} key": CANARY}, {f"{CANARY}\n": 1}, None]
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = document
        while isinstance(at, dict) and at:
            key = data.draw(st.sampled_from(sorted(at)))
            if not isinstance(at[key], dict) or data.draw(st.booleans()):
                at[key] = copy.deepcopy(data.draw(odd))
                break
            at = at[key]
    document[f"{CANARY} {data.draw(st.text())}"] = CANARY
    told = invoke(
        "check",
        "-",
        "--format",
        form,
        "--kind",
        "caas.onboarding",
        stdin=json.dumps(document).encode(),
    )

    assert told.status == 1
    assert CANARY.encode() not in told.out + told.err


def test_names_of_files_are_shown_without_control_characters(
    invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """A file's name cannot write on the terminal; JSON has it whole."""
    path = tmp_path / "a\x1b[31m\nb.json"
    path.write_bytes(b"{}")
    told = invoke("check", "--kind", "caas.onboarding", path)

    assert b"\x1b" not in told.out
    assert "a\\x1b[31m\\nb.json:1:1: error" in told.lines[0]
    assert documents(invoke("check", "--kind", "caas.onboarding", "--format", "json", path))[0][
        "file"
    ] == str(path)


def test_a_terminal_gets_columns(terminal: Callable[..., Told]) -> None:
    """At a terminal there are columns within its width, in colours, of what has violations."""
    told = terminal("check", INVALID[0], MINIMAL, width=90)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told.out.decode())

    assert told.status == 1
    assert "\x1b[" in told.out.decode()
    assert f"{INVALID[0]}:" in plain.replace("\n", "")
    assert INVALID[0].parent.name in plain
    assert MINIMAL.name not in plain
    assert max(map(len, plain.splitlines())) <= 90


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colours(
    environment: dict[str, str], terminal: Callable[..., Told]
) -> None:
    """NO_COLOR, and a terminal that knows none, get the columns without any escape sequence."""
    told = terminal("check", INVALID[0], **environment)

    assert told.status == 1
    assert INVALID[0].parent.name.encode() in told.out
    assert b"\x1b" not in told.out


def test_a_terminal_may_be_narrow_and_ascii(terminal: Callable[..., Told]) -> None:
    """A terminal of 30 columns that knows no Unicode still gets everything."""
    told = terminal("check", SAMPLE, width=30, encoding="ascii", NO_COLOR="1")

    assert told.status == 0
    assert told.out.isascii()
    assert max(map(len, told.lines)) <= 30
    assert "/visa_expiry_date" in told.out.decode()


def test_a_terminal_is_told_of_more(terminal: Callable[..., Told], tmp_path: Path) -> None:
    """A report that stops at the bound says so, and what differs only in its place is one row."""
    (tmp_path / "bare.json").write_text("{}")
    (tmp_path / "odd.json").write_text(json.dumps(dict.fromkeys("abc", 1)))
    more = terminal(
        "check", "--kind", "caas.onboarding", "--max-violations", "2", tmp_path / "bare.json"
    )
    alike = terminal("check", "--kind", "caas.onboarding", tmp_path / "odd.json", NO_COLOR="1")

    assert b"--max-violations" in more.out
    assert alike.out.count(b"field.unknown") == 1
    assert all(f"/{key}".encode() in alike.out for key in "abc")
