"""The three calls as requests."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import azakaw

BASE = "https://monitoring.example.com/api/"
TOKEN = "Qvxj7"
UUID = "5e0c7a11-0000-4000-8000-0000000000a1"
USER = pk.load(
    azakaw.AddUser,
    (Path(__file__).parents[2] / "fixtures" / "azakaw" / "add-user-sample.json").read_bytes(),
)


def refused(call: Any, *arguments: object) -> str:
    """Return all that a refused call's exception and payloadkit's own frames hold."""
    with pytest.raises(ValueError, match=r"is|counts") as stop:
        call(BASE, TOKEN, *arguments)
    frames = [
        frame
        for frame, _ in traceback.walk_tb(stop.tb)
        if frame.f_code.co_filename.startswith(str(Path(pk.__file__).parent))
    ]
    assert frames
    return repr([str(stop.value), *(frame.f_locals for frame in frames)])


def test_customer() -> None:
    """A customer is asked for by its number."""
    request = azakaw.get_customer(BASE, TOKEN, UUID)

    assert (request.method, request.url, request.body) == (
        "GET",
        f"https://monitoring.example.com/api/transactions/monitoring/customer/{UUID}",
        b"",
    )
    assert request.headers == {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
    assert TOKEN not in repr(request)
    assert UUID not in repr(request)


@given(
    st.text() | st.sampled_from(["..", "../AddUser", UUID + "/", UUID + "?a=b", UUID + "\n", ""])
)
def test_no_customer(customer_id: str) -> None:
    """What is no UUID is refused, without a word of it: it would draw 400, or another call."""
    shown = refused(azakaw.get_customer, "canary" + customer_id)

    assert "canary" not in shown
    assert TOKEN not in shown


def test_onboarding_pending() -> None:
    """A page is asked for by its number and its size."""
    assert (
        azakaw.get_onboarding_pending(BASE, TOKEN).url
        == "https://monitoring.example.com/api/transactions/monitoring/onboarding-pending?page=1&pageSize=10"
    )
    assert azakaw.get_onboarding_pending(
        BASE.rstrip("/"), TOKEN, page=3, page_size=100
    ).url.endswith("/onboarding-pending?page=3&pageSize=100")
    assert azakaw.get_onboarding_pending(BASE, TOKEN, 1, 1).method == "GET"


@pytest.mark.parametrize(("page", "size"), [(0, 10), (-1, 10), (1, 0), (1, 101)])
def test_no_page(page: int, size: int) -> None:
    """Pages count from 1, and have 1 to 100 customers."""
    assert TOKEN not in refused(azakaw.get_onboarding_pending, page, size)


def test_add_user() -> None:
    """A user is posted as its dump, by the function or by the model."""
    request = azakaw.add_user(BASE, TOKEN, USER)

    assert (request.method, request.url) == (
        "POST",
        "https://monitoring.example.com/api/transactions/customers/AddUser",
    )
    assert request.headers == {
        "Authorization": f"Bearer {TOKEN}",
        "Accept": "application/json",
        "Content-Type": "application/json",
    }
    assert request.body == pk.dump(USER)
    assert USER.to_http(BASE, token=TOKEN) == request
