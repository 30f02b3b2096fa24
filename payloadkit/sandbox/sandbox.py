"""The four stand-ins together, with their credentials, and scenarios in TOML."""

from __future__ import annotations

import time
from contextlib import contextmanager
from copy import copy
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from payloadkit.airpay.keys import Keys
from payloadkit.caas.login import Credentials
from payloadkit.messages.nearest import check_word
from payloadkit.policy import Policy, policy_of, read_toml
from payloadkit.sandbox import airpay, azakaw, caas, caas_state, uaekyc
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from os import PathLike

    from httpx2 import MockTransport

    from payloadkit.caas.aml import AmlCallback
    from payloadkit.http.call import Answer
    from payloadkit.http.request import Request

# By the names that the clients' environment has for them, with a system before.
SECRETS: Mapping[str, Mapping[str, str]] = {
    "caas": {
        "client_id": "sandbox",
        "client_secret": "sandbox-secret",
        "username": "clerk",
        "password": "sandbox-password",
        "scope": "sandbox",
    },
    "uaekyc": {"transaction_key": "sandbox-key"},
    "azakaw": {"token": "sandbox-token"},
    "airpay": {"username": "sandbox", "password": "sandbox-password", "secret": "sandbox-secret"},
}
MERCHANT_ID = "1"
_VERBS = ("add_", "answer_", "fail_")  # the methods that a scenario may call
# The numbers of a scenario. A whole one may stand for any.
_NUMBERS: Mapping[str, type[float]] = {"seed": int, "token_seconds": int, "pace": float}


class Sandbox:
    """Stand-ins of the four systems: ``caas``, ``uaekyc``, ``azakaw`` and ``airpay``.

    ``credentials``, ``transaction_key``, ``token``, ``keys`` and ``merchant_id`` are all that they
    take; ``caas_url`` and so on are their base URLs.

    Args:
        seed: The seed of all numbers and tokens.
        clock: Returns the seconds since 1970; by default the machine's clock.
        policy: The policy of the gateway's checks; the gateway answers its master data.
        token_seconds: The lifetime of a token.
        pace: The seconds between two bytes of a dribble.
        on_callback: Receives the result of each investigation that ends.
    """

    caas_url = "https://caas.sandbox.test"
    uaekyc_url = "https://uaekyc.sandbox.test"
    azakaw_url = "https://azakaw.sandbox.test"
    airpay_url = "https://airpay.sandbox.test"
    merchant_id = MERCHANT_ID

    def __init__(  # noqa: PLR0913 - each is a choice of the test
        self,
        *,
        seed: int = 0,
        clock: Callable[[], float] = time.time,
        policy: Policy | None = None,
        token_seconds: int = 3600,
        pace: float = 0.1,
        on_callback: Callable[[AmlCallback], object] | None = None,
    ) -> None:
        self.pace = pace
        self.credentials = Credentials(**SECRETS["caas"])
        self.transaction_key = SECRETS["uaekyc"]["transaction_key"]
        self.token = SECRETS["azakaw"]["token"]
        self.keys = Keys.derive(**SECRETS["airpay"])
        login = self.credentials.with_password()
        gateway = caas_state.State(login, policy_of(policy), token_seconds, seed)
        self.caas = caas.Caas(gateway, clock)
        self.caas.on_callback = on_callback
        self.uaekyc = uaekyc.UaeKyc(uaekyc.State(self.transaction_key), clock)
        self.azakaw = azakaw.Azakaw(azakaw.State(self.token), clock)
        self.airpay = airpay.Airpay(airpay.State(self.keys, MERCHANT_ID), clock)
        self._stand_ins = (self.caas, self.uaekyc, self.azakaw, self.airpay)

    @classmethod
    @sealed
    def from_file(cls, path: str | PathLike[str], **options: Any) -> Self:  # noqa: ANN401 - of cls
        """Return the sandbox of a scenario. A file with an error is a ValueError.

        Args:
            path: A TOML file. Its keys are ``seed``, ``token_seconds`` and ``pace``. Each of its
                tables calls a method of a stand-in, as ``[[uaekyc.add_batch]]``, whose ``csv`` is a
                file beside it.
            **options: Further arguments of the constructor.
        """
        file = Path(path)
        scenario = dict(read_toml(file.read_bytes()))
        for key, value in scenario.items():
            check_word("a key of a scenario", key, (*_NUMBERS, *SECRETS))
            kind = _NUMBERS.get(key)
            if kind and not (isinstance(value, (int, kind)) and 0 <= value < inf):  # NaN is neither
                raise ValueError(f"{key} is a {'' if key == 'pace' else 'whole '}number from 0")
        systems = {name: scenario.pop(name, {}) for name in SECRETS}
        sandbox = cls(**scenario, **options)
        for system, calls in systems.items():
            stand_in = getattr(sandbox, system)
            verbs = [verb for verb in dir(stand_in) if verb.startswith(_VERBS)]
            try:
                for verb in calls:
                    check_word(f"a method of {system}", verb, verbs)
                    for each in calls[verb]:
                        if "csv" in each:
                            each["csv"] = (file.parent / each["csv"]).read_bytes()
                        getattr(stand_in, verb)(**each)
            except TypeError as error:
                raise ValueError(f"{system}: {error}") from None
        return sandbox

    def handle(self, request: Request) -> tuple[Answer, str | None]:
        """Answer a request by its path. Its host does not matter."""
        takes = (each for each in self._stand_ins if each.endpoint_of(request))
        return next(takes, self.caas).handle(request)  # no stand-in has it: whichever refuses it

    def transport(self) -> MockTransport:
        """Return a transport for ``httpx2.Client`` and ``httpx2.AsyncClient``."""
        from payloadkit.sandbox.transport import transport_of

        return transport_of(self.handle, self.pace)

    @contextmanager
    def serve(self, ports: Sequence[int] = ()) -> Iterator[Self]:
        """Serve the stand-ins on loopback while the block runs; the value has their base URLs.

        Args:
            ports: The ports in the order of caas, uaekyc, azakaw and airpay; 0 or none for any. One
                that is taken is an OSError.
        """
        from payloadkit.sandbox.server import HOST, serving

        wanted = [*ports, 0, 0, 0, 0][:4]
        with serving([each.handle for each in self._stand_ins], wanted, self.pace) as found:
            served = copy(self)
            for system, port in zip(SECRETS, found, strict=True):
                setattr(served, f"{system}_url", f"http://{HOST}:{port}")
            yield served
