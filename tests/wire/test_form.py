"""Forms: what is written is read again, and what cannot be read says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit import caas
from payloadkit.rules.characters import invisible
from payloadkit.violation import Fault
from payloadkit.wire.form import MOST_FIELDS, form_fields, read_form, write_form

TEXTS = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters=invisible()),
    min_size=1,
    max_size=60,
).filter(str.strip)


@given(TEXTS, TEXTS)
def test_what_is_written_is_read_again(client: str, token: str) -> None:
    """Every field of an object comes back from its form, from bytes and from text."""
    request = caas.TokenRequest(
        grant_type="refresh_token", client_id=client, client_secret="s", refresh_token=token
    )
    form = write_form(request)

    for body in (form, form.decode()):
        assert read_form(body, strict=True) == list(form_fields(request).items())


@pytest.mark.parametrize(
    ("body", "strict", "expected"),
    [
        (b"a=1&b", False, [("a", "1"), ("b", "")]),
        (b"a=1&b", True, "form.malformed"),
        (b"a=1&a=2", True, [("a", "1"), ("a", "2")]),
        (b"a=%ff", False, "form.encoding"),
        (b"\xff=1", False, "form.encoding"),
        ("&".join("a=" for _ in range(MOST_FIELDS)), True, [("a", "")] * MOST_FIELDS),
        ("&".join("a=" for _ in range(MOST_FIELDS + 1)), True, "form.malformed"),
    ],
)
def test_what_a_form_holds(
    body: bytes | str, strict: bool, expected: str | list[tuple[str, str]]
) -> None:
    """Fields come in their order, repeated ones too; what is no form has a code of its own."""
    found = read_form(body, strict=strict)

    assert (found.code if isinstance(found, Fault) else found) == expected
