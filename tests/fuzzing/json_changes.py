"""JSON documents changed as documents, and written in one of several layouts."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

Place = tuple[Any, Any]  # a list or an object, and an index or a key of it

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 4, 999, 1000, 2**63 - 1, 2**63, -(2**63) - 1, 2**70, 0.5, 1.0,
    1e300, float("inf"), float("nan"),
    "", " ", "0", "1", "a", "A" * 61, "é" * 256, "\x00", "\n", "\u200b", "\u202e", "\ufeff",
    "\ud800", "\U0001f600", "مريم", "ǅ", "ß",
    "٣", "?", "a/b~c", "=1+1",
    "AE", "ae", "XK", "ARE", "XXA", "D", "RKS", "India", "AED", "en", "ara", "Male", "Miss",
    "Married", "Resident", "success", "failure", "200", "401", "45013",
    "2020-02-30", "2024-02-29", "0001-01-01", "9999-12-31", "2020-W01-1", "28/07/1990",
    "2026-06-01T00:00:00Z", "2026-06-01T24:00:60+14:00",
    "784300000000022", "784-3000-0000002-2", "+971501234567", "+97142123456", "0501234567",
    "+9710501234567", "+1", "+" + "9" * 20, "+971501234567;ext=5",
    "nadira@example.com", "a@b", "a@[1.2.3.4]", "AE070331234567890123456", "GB82WEST12345698765432",
    "DEUTDEFF",
    "00000000-0000-0000-0000-000000000000", "data:image/png;base64,AA==", "AA==", "AAB=",
    "image/jpeg", "image/png", "application/pdf",
    [], {}, [[]], [None], [{}], {"": ""}, {"file": "nowhere"}, {"en": "a", "ar": None},
)  # fmt: skip
LAYOUTS: tuple[dict[str, Any], ...] = (
    {},
    {"ensure_ascii": False},
    {"indent": 1},
    {"separators": (",", ":")},
    {"separators": (" ,\r\n", "\t: ")},
)
SHARED = 30


def parsed(text: bytes) -> Any:
    """Return what a JSON text holds.

    Raises:
        ValueError: It is none, or no number of it can be.
        RecursionError: It nests too deeply.
    """
    return json.loads(text)


def changed(text: bytes, random: Random) -> bytes | None:
    """Change one to four places of a JSON text, or return None where it is none.

    Args:
        text: The text.
        random: Where every choice comes from.
    """
    try:
        root = {"": parsed(text)}
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            places = list(_places(root))
            random.choice(_CHANGES)(random, random.choice(places), places)
        return written(root.get(""), random)
    except (ValueError, RecursionError):
        return None


def written(value: object, random: Random) -> bytes:
    """Write a value in one of several layouts, now and then with a key that stands twice."""
    text = json.dumps(value, **random.choice(LAYOUTS))
    if random.randrange(SHARED) == 0:
        text = text.replace(
            "{", random.choice(('{"first_name":1,', '{"data":{},', '{"":0,"":0,')), 1
        )
    return text.encode("utf-8", "surrogatepass")


def _places(node: Any) -> Iterator[Place]:
    for token, inner in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, token
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _odd(random: Random, place: Place, _: list[Place]) -> None:
    place[0][place[1]] = copy.deepcopy(random.choice(ODD))


def _gone(_: Random, place: Place, __: list[Place]) -> None:
    holder, token = place
    if token != "":
        del holder[token]


def _another(random: Random, place: Place, places: list[Place]) -> None:
    """Let a value stand where another one stands too."""
    holder, token = random.choice(places)
    place[0][place[1]] = copy.deepcopy(holder[token])


def _twice(_: Random, place: Place, __: list[Place]) -> None:
    holder, token = place
    if isinstance(holder, list):
        holder.insert(token, copy.deepcopy(holder[token]))
    else:
        holder[token] = [holder[token], copy.deepcopy(holder[token])]


def _renamed(random: Random, place: Place, places: list[Place]) -> None:
    """Give a key another name: one of the document, or an odd one."""
    holder, token = place
    if isinstance(holder, dict) and token != "":
        name = random.choice(
            [key for _, key in places if isinstance(key, str)]
            + ["nick_name", "zip code", "extra", "a" * 65, "é"]
        )
        holder[name] = holder.pop(token)


def _edited(random: Random, place: Place, _: list[Place]) -> None:
    """Change a character of a text, or a number by a little."""
    holder, token = place
    value = holder[token]
    if isinstance(value, str):
        at = random.randrange(len(value) + 1)
        odd = random.choice([inner for inner in ODD if isinstance(inner, str)])
        holder[token] = value[:at] + odd[:1] + value[at + random.randrange(2) :]
    elif isinstance(value, int | float):
        holder[token] = random.choice(
            (-value, value + 1, str(value), float(value) if abs(value) < 2**60 else 0)
        )


def _wrapped(random: Random, place: Place, __: list[Place]) -> None:
    holder, token = place
    deep = holder[token]
    for _ in range(random.choice((1, 1, 1, 70))):
        deep = [deep] if random.randrange(2) else {"data": deep}
    holder[token] = deep


_CHANGES = (
    _odd,
    _odd,
    _odd,
    _edited,
    _edited,
    _edited,
    _gone,
    _another,
    _twice,
    _renamed,
    _wrapped,
)
