"""``payloadkit build``: payloads, and what is told of them."""

from __future__ import annotations

import json
import re
import stat
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.conversion.supplement_file import supplied
from tests.report_schema import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PEOPLE = FIXTURES / "people"
COMPLETE = PEOPLE / "resident-complete"
TODAY = "2026-06-01"
CANARY = "CANARY"


def arguments(who: Path) -> list[object]:
    """Return the arguments that build a person's payload."""
    return [
        "build",
        who / "profile.json",
        "--supplement",
        who / "supplement.json",
        "--today",
        TODAY,
    ]


def codes(told: Told) -> list[list[str]]:
    """Return the codes of each document of a JSON report."""
    return [
        [violation["code"] for violation in document["violations"]]
        for document in told.json["documents"]
    ]


@pytest.mark.parametrize("who", sorted(path.name for path in PEOPLE.iterdir()))
def test_people(who: str, invoke: Callable[..., Told], tmp_path: Path) -> None:
    """The library's payload is written, or its violations are reported and nothing is."""
    person, out = PEOPLE / who, tmp_path / "payload.json"
    told = invoke(*arguments(person), "--out", out, "--format", "json")
    policy = pk.Policy(today=date.fromisoformat(TODAY))
    supplement = json.loads((person / "supplement.json").read_bytes())
    result = pk.convert(
        pk.load("uaekyc.customer-data", (person / "profile.json").read_bytes(), policy),
        "caas.onboarding",
        supplement,
        policy=policy,
        files=person,
    )

    assert told.err == b""
    assert codes(told)[-1] == [violation.code for violation in result.report.violations]
    assert [row["target"] for row in told.json["lineage"]] == [row.target for row in result.lineage]
    assert told.json["unused"] == list(result.lineage.unused)
    assert told.status == (1 if result.payload is None else 0)
    assert (out.read_bytes() if out.exists() else None) == (
        None if result.payload is None else pk.dump(result.payload)
    )
    assert not out.exists() or stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("out", [[], ["--out", "-"]])
def test_without_a_file_the_payload_is_the_result(
    out: list[str], invoke: Callable[..., Told]
) -> None:
    """Standard output is the payload alone; standard error tells what came from where."""
    told = invoke(*arguments(COMPLETE), *out, "--lineage")

    assert told.status == 0
    assert told.err.startswith(b"payload written: ")
    assert pk.check("caas.onboarding", told.out).ok
    assert b"/first_name: copied from /data/data/personalInfo/firstNameEn" in told.err
    assert b"/channel: defaulted" in told.err
    assert b": not used" in told.err


def test_with_a_file_the_summary_is_the_result(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """With --out, standard output tells what came from where, line by line, and what to look at."""
    told = invoke(*arguments(COMPLETE), "--lineage", "--out", tmp_path / "payload.json")

    assert (told.status, told.err) == (0, b"")
    assert "/country_of_birth: supplied (supplement)" in told.lines
    assert any(line.startswith("caas.onboarding: info ") for line in told.lines)
    assert told.lines[0].startswith(f"payload written to {tmp_path}/payload.json: ")


def test_the_verdict_comes_first(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """The first line counts the sources; without --lineage no value has its own line."""
    told = invoke(*arguments(COMPLETE), "--out", tmp_path / "payload.json")
    lineage = pk.convert(
        pk.load("uaekyc.customer-data", (COMPLETE / "profile.json").read_bytes()),
        "caas.onboarding",
        json.loads((COMPLETE / "supplement.json").read_bytes()),
        files=COMPLETE,
    ).lineage
    supplied = sum(row.kind == "supplied" for row in lineage)

    assert f" {supplied} from the supplement, " in told.lines[0]
    assert len(told.lines) == 1


def test_errors_come_before_warnings(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Errors stand before warnings, and --quiet prints nothing but errors."""
    build = ("build", COMPLETE / "profile.json", "--out", tmp_path / "payload.json")
    told, quiet = invoke(*build), invoke(*build, "--quiet")
    severities = [line.split()[1] for line in told.lines[1:]]

    assert told.lines[0].startswith("no payload: ")
    assert severities == sorted(severities)
    assert set(severities) == {"error", "warning"}
    assert quiet.lines == [line for line in told.lines[1:] if ": error " in line]
    built = invoke(*arguments(COMPLETE), "--quiet", "--out", tmp_path / "payload.json")
    assert (built.status, built.out, built.err) == (0, b"", b"")


def test_other_payloads(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Every conversion has its payload; the kind of the source is recognised or named."""
    out = tmp_path / "payload.json"
    tenant = tmp_path / "supplement.json"
    tenant.write_text('{"tenantId": "5"}')
    options = ("--supplement", tenant, "--to", "azakaw.add-user", "--out", out)
    added = invoke("build", COMPLETE / "profile.json", *options)
    customer = FIXTURES / "azakaw/customer-sample.json"
    recognised = invoke("build", customer, "--format", "json", "--out", out)
    named = invoke("build", customer, "--from", "azakaw.customer", "--format", "json", "--out", out)
    unknown = invoke("build", customer, "--from", "azakaw.customer", "--to", "azakaw.add-user")

    assert added.status == 0
    assert pk.check("azakaw.add-user", out.read_bytes()).ok
    assert recognised.json["documents"][0]["kind"] == "azakaw.customer"
    assert recognised.out == named.out
    assert (unknown.status, unknown.out) == (2, b"")
    assert b"azakaw.add-user is built from uaekyc.customer-data" in unknown.err


def test_a_page_shows_the_lineage(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """As HTML, the report is a page with the sources of the values; without a payload, without."""
    arguments = ("build", COMPLETE / "profile.json", "--format", "html")
    told = invoke(*arguments, "--supplement", COMPLETE / "supplement.json", "--out", tmp_path / "p")
    page = told.out.decode()

    assert told.status == 0
    assert page.startswith("<!doctype html>")
    assert '<tr><th scope="row"><bdi>/first_name</bdi></th>' in page
    (tmp_path / "none.json").write_text("{}")
    assert b'id="lineage"' not in invoke("build", tmp_path / "none.json", *arguments[2:]).err


def test_what_is_missing_is_told(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Without a supplement nothing is written, and what is missing is listed, all at once."""
    told = invoke("build", COMPLETE / "profile.json", "--out", tmp_path / "payload.json")
    missing = [line.split()[3] for line in told.lines if ": error field.missing " in line]

    assert told.status == 1
    assert {"/email_id:", "/country_of_birth:"} <= set(missing)
    assert list(tmp_path.iterdir()) == []
    assert invoke("build", COMPLETE / "profile.json").out == b""


def test_files_are_found_beside_the_supplement(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A picture's path is relative to the supplement's folder, wherever the program runs."""
    (tmp_path / "face.jpg").write_bytes((COMPLETE / "face.jpg").read_bytes())
    photo = {"customer_classification": {"profile_photo": {"file": "face.jpg"}}}
    (tmp_path / "supplement.json").write_text(json.dumps(photo))
    told = invoke(
        "build",
        COMPLETE / "profile.json",
        "--supplement",
        tmp_path / "supplement.json",
        "--format",
        "json",
        "--out",
        tmp_path / "out",
    )

    assert "/customer_classification/profile_photo/base64_data" in [
        row["target"] for row in told.json["lineage"]
    ]
    assert problems_of(told.json) == []


def test_files_of_another_folder(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A file outside the supplement's folder is read only where --files names its folder."""
    photo = {"customer_classification": {"profile_photo": {"file": "resident-complete/face.jpg"}}}
    (tmp_path / "supplement.json").write_text(json.dumps(photo))
    (tmp_path / COMPLETE.name).symlink_to(COMPLETE)
    command = ["build", COMPLETE / "profile.json", "--supplement", tmp_path / "supplement.json"]
    refused = invoke(*command, "--format", "json", "--out", tmp_path / "out")
    named = invoke(*command, "--format", "json", "--out", tmp_path / "out", "--files", PEOPLE)

    assert "file.refused" in codes(refused)[-1]
    assert not {"file.refused", "file.unreadable"} & set(codes(named)[-1])


def test_standard_input_for_either(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """The profile or the supplement may come from standard input, not both."""
    profile, supplement, out = (
        COMPLETE / "profile.json",
        COMPLETE / "supplement.json",
        tmp_path / "out",
    )

    from_input = ("build", "-", "--supplement", supplement, "--out", out)
    assert invoke(*from_input, stdin=profile.read_bytes()).status == 0
    assert invoke("build", profile, "--supplement", "-", "--out", out, stdin=b"{}").status == 1
    assert invoke("build", "-", "--supplement", "-").status == 2


@pytest.mark.parametrize(
    "options", [["missing.json"], [COMPLETE / "profile.json", "--supplement", "missing.json"]]
)
def test_unreadable_is_2(options: list[object], invoke: Callable[..., Told]) -> None:
    """A file that is not there is told by name."""
    told = invoke("build", *options)

    assert (told.status, told.out) == (2, b"")
    assert b"missing.json: No such file or directory" in told.err


def test_nowhere_to_write_is_2(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """A payload that cannot be written leaves nothing behind."""
    told = invoke(*arguments(COMPLETE), "--out", tmp_path / "missing" / "payload.json")

    assert (told.status, told.out) == (2, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (b'{\n "a": }', "json.invalid", (2, 7)),
        (b"\xff", "json.encoding", (1, 1)),
        (b"[1]", "field.type", (None, None)),
        (b'{"email_id": 1,\n "email_id": 2}', "json.duplicate_key", (2, 2)),
    ],
)
def test_a_broken_supplement_is_told_with_its_place(
    text: bytes,
    code: str,
    place: tuple[int | None, int | None],
    invoke: Callable[..., Told],
    tmp_path: Path,
) -> None:
    """A supplement that is no JSON object is violations with line and column, and no conversion."""
    (tmp_path / "supplement.json").write_bytes(text)
    told = invoke(
        "build",
        COMPLETE / "profile.json",
        "--supplement",
        tmp_path / "supplement.json",
        "--out",
        tmp_path / "out",
        "--format",
        "json",
    )
    [profile, supplement] = told.json["documents"]

    assert (told.status, profile["ok"], supplement["ok"]) == (1, True, False)
    assert [
        (violation["code"], violation["line"], violation["column"])
        for violation in supplement["violations"]
    ] == [(code, *place)]
    assert told.json["lineage"] == []


def test_a_broken_profile_is_told_beside_a_broken_supplement(
    invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """Both are told at once."""
    (tmp_path / "broken.json").write_bytes(b"{")
    told = invoke(
        "build",
        tmp_path / "broken.json",
        "--supplement",
        tmp_path / "broken.json",
        "--out",
        tmp_path / "out",
        "--format",
        "json",
    )

    assert (told.status, codes(told)) == (1, [["json.invalid"], ["json.invalid"]])


def test_a_supplement_is_bounded() -> None:
    """One too long is refused unread, and of many repeated keys only as many are told as wanted."""
    text = b'{"a": 1, "a": 2, "a": 3, "a": 4}'
    report = supplied(text, pk.Policy(max_violations=2), frozenset())

    assert [
        violation.code
        for violation in supplied(text, pk.Policy(max_bytes=9), frozenset()).violations
    ] == ["json.too_large"]
    assert (len(report.violations), report.truncated, report.value) == (2, True, None)


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers(-9, 9) | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        ),
    )
)
def test_a_sound_supplement_is_what_json_says(value: dict[str, object]) -> None:
    """An object without a repeated key is read as it stands."""
    report = supplied(json.dumps(value).encode(), pk.Policy(), frozenset())

    assert (report.violations, report.value) == ((), value)


def test_a_terminal_gets_the_summary_as_tables(
    terminal: Callable[..., Told], tmp_path: Path
) -> None:
    """At a terminal the origins, what is missing and what is wrong are drawn within its width."""
    whole = terminal(*arguments(COMPLETE), "--lineage", "--out", tmp_path / "payload.json")
    lacking = terminal(
        "build", COMPLETE / "profile.json", "--out", tmp_path / "none.json", NO_COLOR="1"
    )
    broken = terminal(
        "build", FIXTURES / "README.md", "--out", tmp_path / "none.json", NO_COLOR="1"
    )
    plain = re.sub(r"\x1b\[[0-9;]*m", "", whole.out.decode())

    assert (whole.status, lacking.status, broken.status) == (0, 1, 1)
    assert all(
        said in plain
        for said in (
            "From the profile /data/data",
            "/personalInfo/firstNameEn",
            "From the supplement",
            "By default",
            "value.inferred",
        )
    )
    assert max(map(len, plain.splitlines())) <= 80
    assert b"email_id" in lacking.out
    assert b"field.missing" in lacking.out
    assert b"json.invalid" in broken.out


def test_a_terminal_is_told_what_is_missing_and_nothing_else(
    terminal: Callable[..., Told], invoke: Callable[..., Told], tmp_path: Path
) -> None:
    """Where something is missing, nobody reads that there is nothing to mend."""
    build = ["build", COMPLETE / "profile.json", "--out", tmp_path / "none.json"]
    ignored = [
        option
        for code in {*codes(invoke(*build, "--format", "json"))[-1]} - {"field.missing"}
        for option in ("--ignore", code)
    ]
    told = terminal(*build, *ignored, NO_COLOR="1").out.decode()

    assert "email_id" in told
    assert "nothing to mend" not in told.rpartition("caas.onboarding ")[2]


def test_no_value_is_told(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """No value and no odd key of either document gets into a summary."""
    profile = json.loads((COMPLETE / "profile.json").read_bytes())
    profile["data"]["data"]["personalInfo"] = dict.fromkeys(
        profile["data"]["data"]["personalInfo"], CANARY
    ) | {f"{CANARY} key": CANARY}
    supplement = {
        "email_id": CANARY,
        f"{CANARY} key": 1,
        "id_details": [{"id_type": 4, "id_front": {"file": CANARY}}],
        "customer_classification": CANARY,
    }
    (tmp_path / "p.json").write_text(json.dumps(profile))
    (tmp_path / "s.json").write_text(json.dumps(supplement))
    for form in ("text", "json"):
        told = invoke(
            "build",
            tmp_path / "p.json",
            "--supplement",
            tmp_path / "s.json",
            "--out",
            tmp_path / "out",
            "--format",
            form,
        )
        assert told.status == 1
        assert CANARY.encode() not in told.out + told.err
