"""What importing loads: nothing that a process may never need."""

from __future__ import annotations

import subprocess
import sys

import pytest

import payloadkit as pk

JUDGES = {
    "PIL",
    "email_validator",
    "hypothesis",
    "numpy",
    "phonenumbers",
    "pyarrow",
    "pybase64",
    "pycountry",
    "simplejpeg",
}
NETWORK = {"h11", "httpcore2", "httpx2", "stamina"}
WIRE = {"cattrs", "msgspec"} | NETWORK
OTHERS = {
    "payloadkit.caas.customer",
    "payloadkit.caas.error_table",
    "payloadkit.caas.lookup",
    "payloadkit.caas.words",
    "payloadkit.messages.bidi",
    "payloadkit.rules.bank",
    "payloadkit.uaekyc",
}


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import payloadkit", JUDGES | WIRE | {"attrs", "payloadkit.caas"}),
        ("from payloadkit import caas; caas.OnboardingRequest", JUDGES | WIRE | OTHERS),
        ("import payloadkit as pk; pk.check('caas.onboarding', b'{}')", JUDGES | OTHERS | NETWORK),
    ],
)
def test_what_a_statement_leaves_unloaded(statement: str, unwanted: set[str]) -> None:
    """The package loads without its models, and the models without what judges and writes."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", f"{statement}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
    )
    loaded = set(told.stdout.decode().split())

    assert "payloadkit" in loaded
    assert not unwanted & loaded


PACKAGES = ["airpay", "azakaw", "caas", "images", "sandbox", "strategies", "uaekyc", "workflows"]
EXTRAS = ["anyio", "h11", "hypothesis", "httpx2", "jinja2", "junitparser", "pyarrow", "pytest"]


@pytest.mark.parametrize("package", ["payloadkit", *(f"payloadkit.{name}" for name in PACKAGES)])
def test_packages_without_any_extra(package: str) -> None:
    """All that can be imported is shown, by ``*`` and by ``help``; nothing else is in the way."""
    code = (
        f"import sys; sys.modules |= dict.fromkeys({EXTRAS})\n"
        f"from {package} import *\n"
        f"import pydoc, {package} as here; print(len(pydoc.render_doc(here)))\n"
        "assert set(here.__all__) <= set(dir(here)) & set(globals())"
    )
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)

    assert int(told.stdout) > len(package)


@pytest.mark.parametrize("name", ["at_limit", "convertible", "objects", "one_fault", "payloads"])
def test_strategies_without_hypothesis(name: str) -> None:
    """The message says what to install."""
    code = f"import sys; sys.modules['hypothesis'] = None; from payloadkit.strategies import {name}"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=False)

    assert b"pip install 'payloadkit[testing]'" in told.stderr


@pytest.mark.parametrize("library", ["hypothesis", "jsonschema"])
def test_agreement_without_its_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, before a document is drawn."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=r"payloadkit\[testing\]"):
        pk.assert_agreement("caas.lookup")
