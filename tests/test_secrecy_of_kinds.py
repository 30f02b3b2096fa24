"""The canary over all kinds: put into every field in turn, it shows in no report, exception, frame, report format or repr of what is personal."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.cli import main
from payloadkit.declaration import model_of
from payloadkit.strategies import changed, payloads
from tests.documents import POLICY
from tests.test_secrecy import LOAD, WRONG, caught, leaves, silent, sings

if TYPE_CHECKING:
    from payloadkit.strict_json import Path

ONE = settings(max_examples=1, database=None, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.large_base_example])


def tokens(pointer: str) -> Path:
    """Return the path tokens of a pointer whose keys are no numbers."""
    return tuple(int(token) if token.isdigit() else token for token in pointer.split("/")[1:])


@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
@ONE
def test_every_kind_is_silent(kind: str, data: st.DataObject) -> None:
    """Whatever stands in whichever field of any kind, neither check nor load shows it, and no repr shows what is personal."""
    document = data.draw(payloads(kind, full=True, policy=POLICY))
    raised = 0
    for path in map(tokens, leaves(document)):
        field = model_of(kind).field_at(path)
        for wrong in WRONG.values():
            broken = changed(document, path, wrong)
            report = pk.check(kind, broken, POLICY)
            assert not sings(repr(report) + repr([attrs.astuple(found) for found in report.violations]))
            if report.ok and field is not None and field.declared.personal:
                assert not sings(repr(report.value)), path
            error = caught(partial(LOAD, kind, broken, POLICY))
            if error is not None:
                raised += 1
                silent(error)
    assert raised > 0


def shown(*arguments: str) -> tuple[int, str]:
    """Return the exit status of a command, and all that it writes."""
    with CliRunner().isolation() as (out, err, _):
        status = main(arguments)
    return status, (out.getvalue() + err.getvalue()).decode()


@pytest.mark.parametrize("kind", [kind for kind in pk.kinds() if model_of(kind).codec is None])
@given(data=st.data())
@ONE
def test_every_format_is_silent(kind: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """No report format of the command shows a value, whichever field holds it."""
    file = tmp_path_factory.mktemp("kinds") / "document.json"
    document: dict[str, Any] = data.draw(payloads(kind, full=True, policy=POLICY))
    for field in model_of(kind).fields:
        for wrong in WRONG.values():
            file.write_text(json.dumps({**document, field.key: wrong}, default=float), encoding="utf-8")
            for form in ("text", "json"):
                status, written = shown("check", "--kind", kind, "--format", form, str(file))
                assert status in (0, 1)
                assert not sings(written)
