"""The canary over all kinds: put into every field in turn, it shows in no report, exception, frame, report format or repr of what is personal."""

from __future__ import annotations

import json
import logging
import traceback
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.cli import main
from payloadkit.models.registry import model_of
from payloadkit.strategies import payloads
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import broken, changed, sites
from tests.documents import POLICY
from tests.test_secrecy import LOAD, WRONG, caught, leaves, silent, sings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.values import Path

ONE = settings(
    max_examples=1,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.large_base_example],
)


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
            assert not sings(
                repr(report) + repr([attrs.astuple(found) for found in report.violations])
            )
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
def test_every_format_is_silent(
    kind: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """No report format of the command shows a value, whichever field holds it."""
    file = tmp_path_factory.mktemp("kinds") / "document.json"
    document: dict[str, Any] = data.draw(payloads(kind, full=True, policy=POLICY))
    for field in model_of(kind).fields:
        for wrong in WRONG.values():
            file.write_text(
                json.dumps({**document, field.key: wrong}, default=float), encoding="utf-8"
            )
            for form in ("text", "json"):
                status, written = shown("check", "--kind", kind, "--format", form, str(file))
                assert status in (0, 1)
                assert not sings(written)


def values(node: object) -> Iterator[str]:
    """Yield the texts and numbers of a document that are long enough to be told from what a message may say; a content type is no secret."""
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from values(inner)
    elif isinstance(node, str | int) and len(str(node)) > 7 and "/" not in str(node)[:12]:
        yield str(node)


@pytest.mark.parametrize("kind", pk.kinds())
def test_every_breaker_is_silent(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """However a document of any kind is broken, nothing of it is said: not in an exception, a group, a log at DEBUG, a warning, a report or a frame."""
    caplog.set_level(logging.DEBUG)

    def quiet(drawn: tuple[object, dict[str, Any]]) -> None:
        _, document = drawn
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            report = pk.check(kind, document, POLICY)
            error = caught(partial(LOAD, kind, document, POLICY))
        texts = [
            repr([attrs.astuple(found) for found in report.violations]),
            caplog.text,
            *(str(each.message) for each in warned),
        ]
        if error is not None:
            silent(error)
            texts += [
                repr(error),
                repr(error.args),
                *traceback.format_exception(BaseExceptionGroup("several", [error]), limit=0),
            ]
        said = "".join(texts)
        assert not [value for value in values(document) if value in said and value not in declared]

    declared = json.dumps(pk.json_schema(kind))
    drawing = Drawing.of(model_of(kind), POLICY)
    for site in sites(drawing):
        ONE(given(broken(drawing, site))(quiet))()
