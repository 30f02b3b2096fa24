"""The peers accept the documents, and refuse what payloadkit refuses but for damaged pictures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from payloadkit.strategies.samples import invalid
from tests.benchmarks.documents import FAULTS, KIND, faulty, photos, pictures, sent, small
from tests.benchmarks.peers import (
    attrs_cattrs,
    json_schema,
    marshmallow_schemas,
    msgspec_structs,
    pydantic_extra,
    pydantic_tuned,
)
from tests.benchmarks.peers.checks import decoded, emirates_id, phone, picture
from tests.benchmarks.peers.today import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.exhaustive

WHOLE = {
    "pydantic_extra": pydantic_extra.check,
    "msgspec": msgspec_structs.check,
    "cattrs": attrs_cattrs.check,
    "marshmallow": marshmallow_schemas.check,
    "json_schema": json_schema.check,
}
THOROUGH = {
    "pydantic_extra": pydantic_extra.check,
    "pydantic_tuned": pydantic_tuned.check,
    "marshmallow": marshmallow_schemas.check,
    "json_schema": json_schema.check,
}
UNSEEN_BY_PILLOW = {"image.animated", "image.corrupt", "image.too_many_scans", "image.too_small"}


@pytest.mark.parametrize(
    "check", [*WHOLE.values(), pydantic_tuned.check], ids=[*WHOLE, "pydantic_tuned"]
)
def test_peers_accept_the_documents(check: Callable[[bytes], tuple[str, ...]]) -> None:
    """Both are sound to every peer, whoever the person is."""
    assert [check(document) for document in (photos(), small(), small(1999))] == [(), (), ()]


@pytest.mark.parametrize("check", THOROUGH.values(), ids=THOROUGH)
def test_thorough_peers_find_the_ten_faults(check: Callable[[bytes], tuple[str, ...]]) -> None:
    """They name the very paths."""
    assert set(check(faulty(small()))) == FAULTS.keys()


def test_hasty_peers_find_a_fault() -> None:
    """One stops at the first fault; the other names its own refusals, not a validator's."""
    assert msgspec_structs.check(faulty(small())) == ("/first_name",)
    assert FAULTS.keys() & set(attrs_cattrs.check(faulty(small()))) == {
        "/country_of_residence",
        "/date_of_birth",
        "/occupation_id",
    }


@pytest.mark.parametrize("check", WHOLE.values(), ids=WHOLE)
def test_peers_refuse_what_payloadkit_refuses(check: Callable[[bytes], tuple[str, ...]]) -> None:
    """Whatever draws an error is refused, but for damage in pictures that Pillow does not find."""
    accepted = {
        case.code
        for case in invalid(KIND, TODAY)
        if case.severity == "error" and not check(sent(case.document))
    }

    assert accepted == UNSEEN_BY_PILLOW


@pytest.mark.parametrize(
    "check",
    [
        pydantic_extra.check,
        pydantic_tuned.check,
        msgspec_structs.check,
        attrs_cattrs.check,
        marshmallow_schemas.check,
    ],
)
@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("/nationality", "in"),
        ("/date_of_birth", "1990-W01-1"),
        ("/address_list/0/zip", "5"),
        ("/gender", "male"),
    ],
)
def test_peers_coerce_nothing(
    check: Callable[[bytes], tuple[str, ...]], place: str, value: str
) -> None:
    """Another spelling or another type is no way in."""
    document: Any = json.loads(small())
    *above, last = place.split("/")[1:]
    holder = document
    for token in above:
        holder = holder[int(token) if token.isdigit() else token]
    holder[last] = value

    assert check(sent(document))


@pytest.mark.parametrize(
    "refused",
    [
        lambda: decoded("AAB="),
        lambda: decoded("AB=="),
        lambda: decoded("AA\nAA"),
        lambda: picture(b"no picture", "image/jpeg"),
        lambda: picture(pictures(tiny=True)[0], "image/png"),
        lambda: picture(bytes(5 * 1024 * 1024 + 1), "image/png"),
        lambda: phone("+9710501234567"),
        lambda: phone("no phone"),
        lambda: emirates_id("784-3000-0000000-0"),
        lambda: emirates_id("784300000000021"),
    ],
)
def test_peers_check_by_hand(refused: Callable[[], object]) -> None:
    """What their libraries have no words for raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        refused()
