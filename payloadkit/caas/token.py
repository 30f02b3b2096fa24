"""POST /auth/realms/cdp/protocol/openid-connect/token: a bearer token for all other calls.

The request is sent as a form. Its JSON is only for configuration.
"""

from __future__ import annotations

from collections import Counter

from payloadkit.caas.http import url_of
from payloadkit.fields import choice, integer, text
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.policy import Policy, policy_of
from payloadkit.rules.required import Needs
from payloadkit.violation import Fault, PayloadError, Report, Severity, pointer, sealed

SOURCE = "caas-partner-onboarding"
PATH = "/auth/realms/cdp/protocol/openid-connect/token"
PASSWORD, REFRESH = "password", "refresh_token"


@model(
    kind="caas.token",
    source=SOURCE,
    across=(
        Needs(("scope",), severity=Severity.WARNING),
        Needs(("username", "password"), when=("grant_type", PASSWORD)),
        Needs(("refresh_token",), when=("grant_type", REFRESH)),
    ),
)
class TokenRequest(Record):
    """The credentials for a token, or the refresh token for the next one."""

    grant_type: str = choice(
        PASSWORD, REFRESH, doc="password or refresh_token; sent once, though the samples repeat it"
    )
    scope: str | None = text(
        60, default=None, doc="Scope; mandatory here, conditional in a sister document"
    )
    client_id: str = text(60, sample="number", personal=True, doc="Number of the client")
    client_secret: str = text(60, personal=True, doc="Secret of the client")
    username: str | None = text(
        60,
        sample="clerk",
        default=None,
        personal=True,
        doc="Name of the admin user, with grant_type password",
    )
    password: str | None = text(
        60, default=None, personal=True, doc="Password of the admin user, with grant_type password"
    )
    refresh_token: str | None = text(
        600,
        default=None,
        sure="D",
        personal=True,
        doc="The last answer's refresh_token, with grant_type refresh_token",
    )

    @classmethod
    @sealed
    def from_form(
        cls, raw: bytes | bytearray | memoryview | str, policy: Policy | None = None
    ) -> TokenRequest:
        """Return the request that a form holds.

        The samples repeat ``grant_type``. The last one counts.

        Args:
            raw: The body of a request.
            policy: The policy of the check; by default ``Policy()``.

        Raises:
            PayloadError: The request has an error; the report holds all of them.
            TypeError: The body is neither bytes nor text, or the policy is no policy.
        """
        from payloadkit.wire.form import read_form
        from payloadkit.wire.reading import check

        policy = policy_of(policy)
        if not isinstance(raw, bytes | bytearray | memoryview | str):
            raise TypeError(f"raw is the body as bytes or text, not {type(raw).__name__}")
        body = raw if isinstance(raw, str) else bytes(raw)
        too_large = len(body) > policy.max_bytes
        pairs = Fault("json.too_large", most=policy.max_bytes) if too_large else read_form(body)
        if isinstance(pairs, Fault):
            refused: Report[object] = Report((pairs.violation(""),))
            raise PayloadError(refused.localized(policy.language))
        numbers = Counter(key for key, _ in pairs)
        repeated = tuple(
            Fault("form.duplicate_key").violation(pointer((key,)))
            for key, number in numbers.items()
            if number > 1 and key != "grant_type"
        )
        report = check(cls, dict(pairs), policy)
        if repeated or report.value is None:
            found = (*repeated, *report.violations)
            refused = Report(found, None, report.truncated)
            raise PayloadError(refused.localized(policy.language))
        return report.value

    @sealed
    def to_http(
        self,
        base_url: str,
        token: str | None = None,  # noqa: ARG002 - every model's to_http takes it
    ) -> Request:
        """Return the request for the token, form-encoded.

        Args:
            base_url: The URL of the API.
            token: Not used, since this call needs no token; every model's ``to_http`` takes it.

        Raises:
            TypeError: The URL is no text.
            ValueError: The URL is no visible ASCII.
        """
        return get_token(base_url, self)


@model(kind="caas.token-answer", source=SOURCE, tolerant=True)
class TokenAnswer(Record):
    """A bearer token, and a refresh token for the next one.

    ``expires_in`` and ``refresh_expires_in`` hold their lifetimes; do not use those of the sample.
    """

    token_type: str = text(doc="bearer")
    access_token: str = text(600, personal=True, doc="The bearer token of all other calls")
    expires_in: int = integer(doc="Lifetime of the token in seconds")
    refresh_expires_in: int = integer(doc="Lifetime of the refresh token in seconds")
    refresh_token: str = text(600, personal=True, doc="For the next token, without a password")
    scope: str = text(doc="The scope of the token")
    not_before_policy: int | None = integer(
        default=None, key="not-before-policy", doc="Tokens from before this time are not valid"
    )
    session_state: str | None = text(
        sample="UUID", default=None, personal=True, doc="Number of the session"
    )


@sealed
def get_token(base_url: str, request: TokenRequest) -> Request:
    """Return the request for a token, form-encoded, which ``caas.token-answer`` answers.

    Args:
        base_url: The URL of the API.
        request: The credentials.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no visible ASCII.
    """
    from payloadkit.wire.form import CONTENT_TYPE, write_form

    check_header_text(base_url=base_url)
    url = url_of(base_url, PATH)
    return Request("POST", url, {"Content-Type": CONTENT_TYPE}, write_form(request))
