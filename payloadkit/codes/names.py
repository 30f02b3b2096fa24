"""Countries by their English names, however accents and marks are written."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from payloadkit.codes.territories import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

_JOINED = re.compile(r"['.\u02bc\u2018\u2019]")
_MARKS = re.compile(r"[(),\u2010-\u2015-]+")


def country_named(name: str) -> str | None:
    """Return the alpha-2 code of the country with this English name, or None.

    A name is ISO 3166-1's short, common or official one, one of CLDR's, or one of every day that
    means one country today, as ``Great Britain``. Letter case, accents, punctuation, blanks and an
    article in front do not matter, since registers write ``COTE DIVOIRE``; every letter does.
    ``Korea, Republic of`` is ``Republic of Korea`` too. Kosovo is ``XK``, which ISO has not
    assigned.

    Args:
        name: The name as written, ``United Arab Emirates``.
    """
    return _codes().get(_folded(name))


@functools.cache
def _codes() -> Mapping[str, str]:
    import pycountry  # slow to load, and only a name needs it

    of_iso = (
        (getattr(country, field, None), country.alpha_2)
        for country in pycountry.countries
        for field in ("name", "common_name", "official_name")
    )
    codes = {}
    for name, code in (*OTHER_NAMES.items(), *of_iso):
        if name is not None:
            # ISO puts "Korea, Republic of" under K; a passport says "Republic of Korea".
            head, _, tail = name.partition(", ")
            codes[_folded(name)] = codes[_folded(f"{tail} {head}")] = code
    return codes


def _folded(name: str) -> str:
    """Return a name for comparison: without accents, apostrophes and a leading article."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(_MARKS.sub(" ", _JOINED.sub("", plain)).split()).removeprefix("the ")
