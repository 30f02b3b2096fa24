"""POST /auth/realms/cdp/protocol/openid-connect/token: a bearer token for all other calls. The request is form-encoded; as JSON it is only written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from payloadkit.caas.calls import get_token
from payloadkit.fields import choice, integer, text
from payloadkit.modelling import model
from payloadkit.null import Null
from payloadkit.policy import Policy
from payloadkit.rules.presence import Needs
from payloadkit.violation import PayloadError, Report, Severity

if TYPE_CHECKING:
    from payloadkit.request import Request

SOURCE = "caas-partner-onboarding"
PASSWORD, REFRESH = "password", "refresh_token"

Text: TypeAlias = str | Null | None


@model(
    kind="caas.token",
    source=SOURCE,
    across=(
        Needs(("scope",), severity=Severity.WARNING),
        Needs(("username", "password"), when=("grant_type", PASSWORD)),
        Needs(("refresh_token",), when=("grant_type", REFRESH)),
    ),
)
class TokenRequest:
    """The credentials for a token, or the refresh token for the next one."""

    grant_type: str = choice(PASSWORD, REFRESH, doc="password or refresh_token; sent once, though the samples repeat it")
    scope: str | None = text(60, default=None, doc="Scope; mandatory here, conditional in a sister document")
    client_id: str = text(60, like="number", personal=True, doc="Number of the client")
    client_secret: str = text(60, personal=True, doc="Secret of the client")
    username: str | None = text(60, like="clerk", default=None, personal=True, doc="Name of the admin user, with grant_type password")
    password: str | None = text(60, default=None, personal=True, doc="Password of the admin user, with grant_type password")
    refresh_token: str | None = text(600, default=None, sure="D", personal=True, doc="The last answer's refresh_token, with grant_type refresh_token")

    @classmethod
    def from_form(cls, raw: bytes | bytearray | memoryview | str, policy: Policy | None = None) -> TokenRequest:
        """Return the request that a form-encoded text is; of ``grant_type``, which the samples repeat, the last one counts.

        Args:
            raw: The body of a request.
            policy: How it is judged; the default policy where none is given.

        Raises:
            PayloadError: The request has an error; the report holds all of them.
            TypeError: The body is neither bytes nor text, or the policy is none.
        """
        from payloadkit.caas.form import read
        from payloadkit.document import check

        policy = policy or Policy()
        if not isinstance(raw, bytes | bytearray | memoryview | str) or not isinstance(policy, Policy):
            del raw
            raise TypeError("raw is the body as bytes or text, and policy a Policy")
        form = read(raw if isinstance(raw, str) else bytes(raw), policy.max_bytes, {"grant_type"})
        report: Report[TokenRequest] = Report() if form.fields is None else check(cls, form.fields, policy)
        request = None if form.violations else report.value
        found: Report[object] = Report((*form.violations, *report.violations), None, report.truncated)
        del raw, form, report
        if request is None:
            raise PayloadError(found)
        return request

    def to_http(self, base_url: str, token: str | None = None) -> Request:
        """Return the request for the token, form-encoded.

        Args:
            base_url: Where the API stands.
            token: Not looked at, since this call is made without one; every model's ``to_http`` takes it.

        Raises:
            TypeError: The URL is no text.
            ValueError: The URL is no visible ASCII.
        """
        try:
            return get_token(base_url, self)
        finally:
            del self, token


@model(kind="caas.token-answer", source=SOURCE, tolerant=True)
class TokenAnswer:
    """A token, and the token for the next one. Both are good for as long as they say, not for what the sample says."""

    token_type: str | Null = text(doc="bearer")
    access_token: str | Null = text(600, personal=True, doc="The bearer token of all other calls")
    expires_in: int | Null = integer(doc="For how many seconds the token is good")
    refresh_expires_in: int | Null = integer(doc="For how many seconds the refresh token is good")
    refresh_token: str | Null = text(600, personal=True, doc="For the next token, without a password")
    scope: str | Null = text(doc="What the token is for")
    not_before_policy: int | Null | None = integer(default=None, key="not-before-policy", doc="Tokens from before that moment are no good")
    session_state: Text = text(like="UUID", default=None, personal=True, doc="Number of the session")
