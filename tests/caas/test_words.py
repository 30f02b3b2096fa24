"""The words for how it stands with a customer: one member for two spellings, and no word lost."""

from __future__ import annotations

import copy
import pickle

import pytest

import payloadkit as pk
from payloadkit import caas


def callback(word: str) -> dict[str, str]:
    """Return a callback with a customer status."""
    return {"ecrn": "1074000000000012", "aml_scan_status": "N/A", "customer_status": word}


@pytest.mark.parametrize("word", ["KYC PENDING", "KYC_PENDING"])
def test_two_spellings_are_one_member(word: str) -> None:
    """The callback's blank and the lookup's underscore are one member, each dumped as it came."""
    report = pk.check(caas.AmlCallback, callback(word))

    assert report.violations == ()
    assert report.value is not None
    assert report.value.customer_status == caas.CustomerStatus.KYC_PENDING
    assert report.value.aml_scan_status is caas.AmlScanStatus.NOT_APPLICABLE
    assert pk.to_dict(report.value) == callback(word)


def test_spellings_compare_and_hash_alike() -> None:
    """Either spelling is the member wherever it is compared, and copies and pickles keep theirs."""
    member = caas.CustomerStatus.KYC_PENDING
    other = caas.CustomerStatus("KYC_PENDING")

    assert other == member == "KYC PENDING"
    assert member == "KYC_PENDING"
    assert not other != member  # noqa: SIM202 - texts have a comparison of their own for this
    assert other != caas.CustomerStatus.ACTIVE
    assert member != 5
    assert {member, other} == {member}
    assert (str(other), other.name, other.value) == ("KYC_PENDING", "KYC_PENDING", "KYC_PENDING")
    assert other is caas.CustomerStatus("KYC_PENDING")
    assert list(caas.CustomerStatus) == ["ACTIVE", "KYC PENDING", "INACTIVE", "REJECTED", "BLOCKED"]
    for word in (member, other):
        for again in (pickle.loads(pickle.dumps(word)), copy.copy(word), copy.deepcopy(word)):
            assert again is word


@pytest.mark.parametrize("word", ["KYC-PENDING", "kyc_pending", "ON HOLD"])
def test_an_unknown_word_is_kept(word: str) -> None:
    """A word that nobody knows warns and comes back as it was."""
    report = pk.check(caas.AmlCallback, callback(word))

    assert [(found.code, found.path, found.severity) for found in report.violations] == [
        ("choice.unknown", "/customer_status", "warning")
    ]
    assert pk.to_dict(report.value) == callback(word)


def test_a_callback_without_fields_only_warns() -> None:
    """What is missing in a callback is told, and the rest is read."""
    report = pk.check(caas.AmlCallback, {})

    assert [(found.code, found.severity) for found in report.violations] == [
        ("field.missing", "warning")
    ] * 3
    assert report.ok
