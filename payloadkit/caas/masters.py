"""GET /raas/masters/v1/codes: the tenant's lists of ids and their names."""

from __future__ import annotations

from collections.abc import Mapping

from payloadkit.fields import keyed, label, text
from payloadkit.modelling import model
from payloadkit.null import Null

SOURCE = "caas-partner-onboarding"


@model(source=SOURCE, tolerant=True)
class MasterCode:
    """One entry of a list."""

    code: str | int | Null = label(doc="The id that payloads carry")
    name: str | Null = text(like="occupation", doc="Its name for people")


@model(kind="caas.masters", source=SOURCE, tolerant=True)
class MasterData:
    """The answer with all lists, or the one asked for; hand it to ``Policy(masters=…)``."""

    status: str | Null | None = text(default=None, doc="success")
    status_code: int | str | Null | None = label(default=None, doc="200")
    data: Mapping[str, tuple[MasterCode, ...]] | Null = keyed(doc="The lists by name: professions, id_types, address_types, income_types …")

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list's entries by their id as text, or None where there is no such list.

        Args:
            listing: Name of the list, ``professions``.
        """
        entries = self.data.get(listing) if isinstance(self.data, Mapping) else None
        if not isinstance(entries, tuple):
            return None
        return {str(entry.code): str(entry.name or "") for entry in entries if isinstance(entry, MasterCode) and isinstance(entry.code, str | int)}
