"""What type checkers see: the values' types, and each mistake as an error that an ignore needs."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

import inspect
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from typing import Any, assert_type, get_type_hints

import attrs
import pytest

import payloadkit as pk
from payloadkit import airpay, azakaw, caas, images, sandbox, uaekyc
from tests.documents import POLICY, full

ADDRESS = caas.Address(address_type_id="1", country="AE")


def test_types_of_the_verbs() -> None:
    """The verbs carry the class through; a kind's name gives anything."""
    raw = pk.dump(ADDRESS)
    assert_type(raw, bytes)
    assert_type(pk.to_dict(ADDRESS), dict[str, Any])
    assert_type(pk.load(caas.Address, raw), caas.Address)
    assert_type(pk.check(caas.Address, raw), pk.Report[caas.Address])
    assert_type(pk.check(caas.Address, raw).value, caas.Address | None)
    assert_type(pk.check("caas.onboarding", raw), pk.Report[Any])
    assert_type(pk.replace(ADDRESS, city="Dubai"), caas.Address)
    report: pk.Report[object] = pk.check(caas.Address, raw)
    assert report.ok
    assert_type(report.to_dict(), dict[str, Any])
    assert_type(report.problem(), dict[str, Any])


def test_types_of_a_conversion() -> None:
    """A result has the target's class; a kind's name gives anything."""
    source = pk.load(uaekyc.CustomerData, {"success": False})
    result = pk.convert(source, caas.OnboardingRequest, files=".")
    assert_type(result, pk.Result[caas.OnboardingRequest])
    assert_type(result.payload, caas.OnboardingRequest | None)
    assert_type(result.lineage, pk.Lineage)
    assert_type(result.lineage.rows, tuple[pk.LineageRow, ...])
    assert_type(pk.convert(source, "caas.onboarding"), pk.Result[Any])
    assert result.lineage.unused == ("/success",)


def test_types_can_be_imported(subtests: pytest.Subtests) -> None:
    """Every type that a public function names is a name of the package or of a public module."""
    for verb in [one for name in pk.__all__ if inspect.isfunction(one := getattr(pk, name))]:
        with subtests.test(verb=verb):
            signature = inspect.signature(verb)
            annotations = [str(one.annotation) for one in signature.parameters.values()]
            words = re.findall(
                r"\b[A-Z]\w+", " ".join([*annotations, str(signature.return_annotation)])
            )
            foreign = {"Any", "Callable", "Converter", "Mapping", "None", "PathLike"}
            aliases = {"Raw", "Schema"}  # of builtin types
            assert set(words) - foreign - aliases - {"Across"} <= set(pk.__all__)


def test_hints_of_values_are_read_at_run_time(subtests: pytest.Subtests) -> None:
    """cattrs, and all that reads annotations, find every type that a public value's class names."""
    cases: list[type[attrs.AttrsInstance]] = [
        one
        for package in (pk, caas, uaekyc, azakaw, airpay, images, sandbox)
        for name in package.__all__
        if inspect.isclass(one := getattr(package, name))
        and attrs.has(one)
        and one not in (airpay.Keys, sandbox.Sandbox)
    ]
    for value in cases:
        with subtests.test(value=value):
            assert get_type_hints(value).keys() >= {field.name for field in attrs.fields(value)}


def test_types_of_answers() -> None:
    """An outcome carries the answer of its endpoint, and its words are a public type."""
    assert_type(caas.read_answer("token", 200, b"").answer, caas.TokenAnswer | None)
    assert_type(caas.read_answer("refresh", 200, b"").answer, caas.TokenAnswer | None)
    assert_type(caas.read_answer("lookup", 200, b"").answer, caas.LookupAnswer | None)
    assert_type(caas.read_answer("masters", 200, b"").answer, caas.MasterData | None)
    assert_type(caas.read_answer("customer", 200, b"").answer, caas.Customer | None)
    outcome = caas.read_answer("onboarding", None, b"")
    assert_type(outcome, caas.Outcome[caas.OnboardingAnswer])
    assert_type(outcome.answer, caas.OnboardingAnswer | None)
    assert_type(outcome.state, caas.State)
    assert_type(outcome.retry, caas.Retry)
    endpoints: tuple[caas.Endpoint, ...] = ("token", "refresh", "masters", "onboarding")
    for endpoint in endpoints:
        assert_type(caas.read_answer(endpoint, 200, b""), caas.Outcome[caas.Answer])
        assert caas.read_answer(endpoint, 200, b"").answer is None
    assert_type(azakaw.read_answer("customer", 200, b"").answer, azakaw.Customer | None)
    pending = azakaw.read_answer("onboarding-pending", 200, b"")
    assert_type(pending.answer, azakaw.OnboardingPending | None)
    added = azakaw.read_answer("add-user", 200, b"")
    assert_type(added, azakaw.Outcome[azakaw.UserAdded])
    assert_type(added.answer, azakaw.UserAdded | None)
    assert_type(added.state, azakaw.State)
    assert_type(added.retry, azakaw.Retry)
    assert_type(uaekyc.read_answer("status", 200, b"").answer, uaekyc.BatchStatus | None)
    assert_type(uaekyc.read_answer("records", 200, b"").answer, uaekyc.BatchRecords | None)
    assert_type(uaekyc.read_answer("errored", 200, b"").answer, uaekyc.ErroredRecords | None)
    profile = uaekyc.read_answer("customer-data", 200, b"")
    assert_type(profile, uaekyc.Outcome[uaekyc.CustomerData])
    assert_type(profile.state, uaekyc.State)
    assert_type(profile.retry, uaekyc.Retry)


def test_types_of_calls() -> None:
    """What makes a call keeps its types where errors are sealed."""
    keys = airpay.Keys.derive(username="merchant", password="password", secret="secret")
    plain: airpay.Plain = {"PP": "X0000001"}
    assert_type(keys.kyc_number("X0000001"), str)
    assert_type(airpay.add_kyc(keys, "11111", {"UID": plain}), tuple[airpay.AddKycRequest, ...])
    assert_type(caas.get_masters("https://gateway.example", "token").headers, Mapping[str, str])
    with pytest.raises(TypeError):
        caas.get_masters("https://gateway.example")  # type: ignore[call-arg]


def test_types_of_clients() -> None:
    """A method keeps its arguments and its result, for threads as for tasks."""

    def threads(gateway: caas.Client, platform: uaekyc.Client) -> None:
        assert_type(gateway.customer("7"), caas.Outcome[caas.Customer])
        gateway.customer(7)  # type: ignore[arg-type]
        assert_type(platform.errored("b"), Iterator[uaekyc.Outcome[uaekyc.ErroredRecords]])
        assert_type(platform.calls, uaekyc.Calls)
        with platform as opened:
            assert_type(opened, uaekyc.Client)

    async def tasks(gateway: caas.AsyncClient, platform: uaekyc.AsyncClient) -> None:
        assert_type(await gateway.customer("7"), caas.Outcome[caas.Customer])
        assert_type(platform.errored("b"), AsyncIterator[uaekyc.Outcome[uaekyc.ErroredRecords]])
        assert_type(uaekyc.AsyncClient.from_env(), uaekyc.AsyncClient)


def test_types_of_fields() -> None:
    """A field has the type of its annotation."""
    loaded = pk.load(caas.OnboardingRequest, json.dumps(full()), POLICY)
    assert_type(loaded.first_name, str)
    assert_type(loaded.date_of_birth, date)
    assert_type(loaded.native_region, int | None)
    assert_type(loaded.political_exposed_person, bool | None)
    assert_type(loaded.address_list, tuple[caas.Address, ...])
    assert_type(loaded.address_list[0].po_box, str | None)
    assert_type(loaded.customer_classification, caas.Classification | None)
    assert_type(loaded.id_details[0].id_front, caas.Image | None)


def test_missing_argument() -> None:
    """A mandatory argument that is left out is an error to a type checker."""
    with pytest.raises(pk.PayloadError):
        caas.Address(address_type_id="1")  # type: ignore[call-arg]


def test_argument_of_another_type() -> None:
    """So is one of another type; an explicit null is None to a reader."""
    with pytest.raises(pk.PayloadError):
        caas.Address(address_type_id=1, country="AE")  # type: ignore[arg-type]
    assert caas.Address(address_type_id="1", country="AE", po_box=pk.NULL).po_box is None


def test_unknown_argument() -> None:
    """So are an unknown argument and a positional one."""
    with pytest.raises(TypeError):
        caas.Address(address_type_id="1", country="AE", nothing=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        caas.Address("1", country="AE")  # type: ignore[call-arg]


def test_frozen() -> None:
    """So is setting an attribute, and asking for one that there is not."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ADDRESS.country = "IN"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        _ = ADDRESS.nothing  # type: ignore[attr-defined]


def test_raw_of_another_type() -> None:
    """So is a document that is neither bytes nor text nor a Mapping."""
    with pytest.raises(TypeError):
        pk.load(caas.Address, 5)  # type: ignore[call-overload]
