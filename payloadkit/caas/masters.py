"""GET /raas/masters/v1/codes: the tenant's lists of ids and their names."""

from __future__ import annotations

from collections.abc import Mapping

from payloadkit.caas.http import bearer, url_of
from payloadkit.fields import keyed, label, text
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.violation import sealed

SOURCE = "caas-partner-onboarding"
PATH = "/raas/masters/v1/codes"


@model(source=SOURCE, tolerant=True)
class MasterCode(Record):
    """One entry of a list."""

    code: str | int = label(doc="The id in payloads")
    name: str = text(sample="occupation", doc="Its name for people")


@model(kind="caas.masters", source=SOURCE, tolerant=True)
class MasterData(Record):
    """The answer with all lists or one list, for ``Policy(masters=…)``."""

    status: str | None = text(default=None, doc="success")
    status_code: int | str | None = label(default=None, doc="200")
    data: Mapping[str, tuple[MasterCode, ...]] = keyed(
        doc="The lists by name: professions, id_types, address_types, income_types …"
    )

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list's entries by id, as text; None if there is no such list.

        Args:
            listing: Name of the list, ``professions`` for example.
        """
        entries = self.data.get(listing) if isinstance(self.data, Mapping) else None
        if not isinstance(entries, tuple):
            return None
        return {
            str(entry.code): str(entry.name or "")
            for entry in entries
            if isinstance(entry, MasterCode) and isinstance(entry.code, str | int)
        }


@sealed
def get_masters(base_url: str, token: str, code: str | None = None) -> Request:
    """Return the request for the tenant's master data, which ``caas.masters`` answers.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        code: Name of one list, ``professions`` for example; None for all lists.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII, or the list's name cannot be written.
    """
    from urllib.parse import urlencode

    check_header_text(base_url=base_url, token=token)
    if code is not None and not isinstance(code, str):
        raise TypeError(f"code is a text or None, not {type(code).__name__}")
    try:
        query = "" if code is None else "?" + urlencode({"code": code})
    except UnicodeEncodeError:
        raise ValueError("code is a text without lone surrogates") from None
    return Request("GET", url_of(base_url, PATH) + query, bearer(token))
