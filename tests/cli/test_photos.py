"""The pictures of documents in an HTML report that is asked to show them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit.cli.photos import photos
from payloadkit.cli.result import Document
from payloadkit.rules.base64 import decode
from payloadkit.violation import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

SAMPLE = Path(__file__).parent.parent.parent / "fixtures/caas/onboarding-sample.json"
MOST = 1 << 26
KIND = "caas.onboarding"


def shown(file: object, kind: str | None = KIND, entry: str | None = None) -> dict[str, str]:
    """Return the pictures of a file."""
    return dict(photos(Document(str(file), kind, Report(), entry=entry), MOST))


def written(document: Any, folder: Path) -> Path:
    """Write a document, and return its file."""
    (folder / "a.json").write_text(json.dumps(document))
    return folder / "a.json"


def test_pictures_are_small() -> None:
    """Each picture stands at its path, is sound, and is not large."""
    found = shown(SAMPLE)

    assert "/id_details/0/id_front/base64_data" in found
    assert "/customer_classification/profile_photo/base64_data" in found
    for uri in found.values():
        data = decode(uri.removeprefix("data:image/jpeg;base64,"))
        assert data is not None
        facts = pk.images.inspect(data)
        assert facts.ok
        assert max(facts.width or 0, facts.height or 0) <= 640


@pytest.mark.parametrize("odd", ["AAAA", "no base64", "\u0646", None, 1, {"base64_data": []}])
def test_what_is_no_picture_is_left_out(odd: Any, tmp_path: Path) -> None:
    """A picture that is damaged, no base64 or no text is left out; the others are shown."""
    document = json.loads(SAMPLE.read_bytes())
    document["id_details"][0]["id_front"]["base64_data"] = odd
    document["additional_docs"] = document["customer_classification"] = odd
    found = shown(written(document, tmp_path))

    assert "/id_details/0/id_front/base64_data" not in found
    assert "/id_details/0/id_back/base64_data" in found


def test_what_has_no_pictures() -> None:
    """Standard input, a document among several, an unknown kind and one without pictures."""
    assert shown("-") == shown(SAMPLE, None) == shown(SAMPLE, "caas.lookup") == {}
    assert shown(SAMPLE, entry="1") == {}


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """A text that is no JSON, or one that is too long, has no pictures."""
    (tmp_path / "a.json").write_text("{")

    assert shown(tmp_path / "a.json") == {}
    assert list(photos(Document(str(SAMPLE), KIND, Report()), 10)) == []


def test_they_are_shown_only_if_asked_for(invoke: Callable[..., Told], tmp_path: Path) -> None:
    """Without ``--with-images`` there is no picture; with it there are, and the page says so."""
    document = {**json.loads(SAMPLE.read_bytes()), "odd": 1}
    arguments = ("check", "--format", "html", written(document, tmp_path))
    without, told = invoke(*arguments), invoke(*arguments, "--with-images")
    pattern = rb'<img src="data:image/jpeg;base64,[^"]+" alt="/[^"]+">'

    assert without.status == told.status == 1
    assert b"<img" not in without.out
    assert b"holds no value" in without.out
    assert len(re.findall(pattern, told.out)) == len(shown(SAMPLE))
    assert b"holds no value" not in told.out


def test_only_a_page_shows_them(invoke: Callable[..., Told]) -> None:
    """Other formats have no pictures."""
    told = invoke("check", "--with-images", SAMPLE)

    assert told.status == 2
    assert b"--format html" in told.err
