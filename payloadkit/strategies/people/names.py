"""Names of invented persons, in transliteration and in Arabic.

Family names are made of words such as example, model and specimen, so that no person has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.strategies.people.pairs import Pair, Tables, paired

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WOMEN: tuple[Pair, ...] = (
    ("Layan", "ليان"),
    ("Aisha", "عائشة"),
    ("Meera", "ميرا"),
    ("Noora", "نورة"),
    ("Fatima", "فاطمة"),
    ("Shamsa", "شمسة"),
    ("Maryam", "مريم"),
    ("Hessa", "حصة"),
    ("Salma", "سلمى"),
    ("Leela", "ليلا"),
    ("Priya", "بريا"),
    ("Amna", "آمنة"),
    ("Ra'eda", "رائدة"),
    ("Marisol", "ماريسول"),
    ("Zeynep", "زينب"),
    ("Sarah-Jane", "سارة جين"),
)
MEN: tuple[Pair, ...] = (
    ("Khalid", "خالد"),
    ("Mohammed", "محمد"),
    ("Fawaz", "فواز"),
    ("Yousef", "يوسف"),
    ("Abdulrahman", "عبدالرحمن"),
    ("Abd Al Aziz", "عبد العزيز"),
    ("Saif", "سيف"),
    ("Nadim", "نديم"),
    ("Arjun", "أرجون"),
    ("Imran", "عمران"),
    ("Rashid", "راشد"),
    ("Jose", "خوسيه"),
    ("Omar", "عمر"),
    ("Sa'ad", "سعد"),
    ("Jean-Luc", "جان لوك"),
    ("Tariq", "طارق"),
)
FAMILIES: tuple[Pair, ...] = (
    ("Al Mithali", "المثالي"),
    ("Al Namudhaji", "النموذجي"),
    ("Al Ayyinati", "العيناتي"),
    ("Al Tajribi", "التجريبي"),
    ("Al-Iftiradi", "الافتراضي"),
    ("bin Mithal", "بن مثال"),
    ("Mithal", "مثال"),
    ("Namudhaj", "نموذج"),
    ("Examplary", "اكزامبلاري"),
    ("Fixturan", "فكستوران"),
    ("Specimani", "سبسيماني"),
    ("Samplewala", "سامبلوالا"),
    ("Testarossi-Muster", "تستاروسي موستر"),
    ("O'Sample", "أوسامبل"),
    ("dela Muestra", "ديلا مويسترا"),
    ("Placeholdar", "بليسهولدار"),
)


def _whole(first: Sequence[Pair], second: Sequence[Pair], shift: int = 0) -> Iterator[Pair]:
    """Yield every first name with a family name, with and without a second name between them."""
    for number, given in enumerate(first):
        between = second[(number + 5) % len(second)]
        family = FAMILIES[(number + shift) % len(FAMILIES)]
        yield f"{given[0]} {between[0]} {family[0]}", f"{given[1]} {between[1]} {family[1]}"
        yield f"{given[0]} {family[0]}", f"{given[1]} {family[1]}"


GIVEN = tuple(name for couple in zip(WOMEN, MEN, strict=True) for name in couple)

TABLES: Tables = {
    **paired("given name", GIVEN),
    **paired("family name", FAMILIES),
    **paired("whole name", (*_whole(WOMEN, MEN), *_whole(MEN, MEN, 3))),
    **paired("mother's name", tuple(_whole(WOMEN, MEN, 7))),
}
