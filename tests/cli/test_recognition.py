"""The kind of a document, told from the keys of its root."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from payloadkit.cli.recognition import recognise
from payloadkit.fields import text
from payloadkit.models import registry
from payloadkit.models.decorator import model
from payloadkit.uaekyc.csv_codec import Csv

if TYPE_CHECKING:
    import pytest

MOST = 10_000


def test_a_tenants_kinds_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenant's kind is told from its keys as well, and one that is not JSON by its codec."""
    for name in ("_KINDS", "_CLASSES"):
        monkeypatch.setattr(registry, name, getattr(registry, name).copy())

    @model(kind="tenant.note")
    class _Note:
        headline: str = text(10)
        remark: str = text(10)

    @model(kind="tenant.sheet", codec=Csv("rows", ("colour", "size")))
    class _Sheet:
        title: str = text(10)

    for kind, raw in (
        ("tenant.note", json.dumps({"headline": "a", "remark": "b"}).encode()),
        ("tenant.sheet", b"colour,size\nred,2\n"),
        (None, json.dumps({"title": "a"}).encode()),
    ):
        assert recognise(raw, MOST).kind == kind


def test_recognition_loads_no_other_model() -> None:
    """What is recognised by its root alone waits for no model of another kind."""
    script = (
        "import sys; from payloadkit.cli.recognition import recognise;"
        """assert recognise(b'{"idNumber": "1", "idType": 1}', 99).kind == 'caas.lookup';"""
        "print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, check=True)

    assert not {"payloadkit.caas", "payloadkit.uaekyc"} & set(told.stdout.decode().split())
