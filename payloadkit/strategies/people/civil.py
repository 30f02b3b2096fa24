"""What registers say of a person, in English and Arabic: gender, title, marital status."""

from __future__ import annotations

from payloadkit.strategies.people.pairs import Pair, Tables, paired

GENDERS: tuple[Pair, ...] = (("Female", "أنثى"), ("Male", "ذكر"))
TITLES: tuple[Pair, ...] = (
    ("Ms.", "السيدة"),
    ("Mr.", "السيد"),
    ("Mrs.", "السيدة"),
    ("Miss", "الآنسة"),
    ("Dr.", "الدكتور"),
)
MARITAL: tuple[Pair, ...] = (
    ("Married", "متزوج"),
    ("Single", "أعزب"),
    ("Unmarried", "غير متزوج"),
    ("Divorced", "مطلق"),
    ("Widowed", "أرمل"),
)

TABLES: Tables = {
    **paired("gender", GENDERS),
    **paired("title", TITLES),
    **paired("marital status", MARITAL),
    "kind of resident": ("Resident", "Citizen", "GCC Citizen"),
    "immigration status": ("ACTIVE",),
    "journey": ("Inside UAE", "Outside UAE"),
}
