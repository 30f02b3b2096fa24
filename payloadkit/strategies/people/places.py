"""Places of the Gulf in English and in Arabic: public places, with invented buildings.

Towns of birth and countries are those of the people who live there.
"""

from __future__ import annotations

from payloadkit.codes.countries import ALPHA3
from payloadkit.strategies.people.pairs import Pair, Tables, paired

EMIRATES: tuple[Pair, ...] = (
    ("Dubai", "دبي"),
    ("Abu Dhabi", "أبوظبي"),
    ("Sharjah", "الشارقة"),
    ("Ajman", "عجمان"),
    ("Umm Al Quwain", "أم القيوين"),
    ("Ras Al Khaimah", "رأس الخيمة"),
    ("Fujairah", "الفجيرة"),
)
STATES: tuple[Pair, ...] = (
    *EMIRATES,
    ("Riyadh Province", "منطقة الرياض"),
    ("Eastern Province", "المنطقة الشرقية"),
    ("Muscat Governorate", "محافظة مسقط"),
    ("Dhofar Governorate", "محافظة ظفار"),
    ("Capital Governorate", "محافظة العاصمة"),
    ("Hawalli Governorate", "محافظة حولي"),
    ("Doha Municipality", "بلدية الدوحة"),
)
EMIRATI_CITIES: tuple[Pair, ...] = (*EMIRATES, ("Al Ain", "العين"), ("Khor Fakkan", "خورفكان"))
CITIES: tuple[Pair, ...] = (
    *EMIRATI_CITIES,
    ("Riyadh", "الرياض"),
    ("Jeddah", "جدة"),
    ("Dammam", "الدمام"),
    ("Doha", "الدوحة"),
    ("Manama", "المنامة"),
    ("Muharraq", "المحرق"),
    ("Kuwait City", "مدينة الكويت"),
    ("Salmiya", "السالمية"),
    ("Muscat", "مسقط"),
    ("Salalah", "صلالة"),
)
EMIRATI_AREAS: tuple[Pair, ...] = (
    ("Deira", "ديرة"),
    ("Al Karama", "الكرامة"),
    ("Al Barsha 1", "البرشاء ١"),
    ("Jumeirah", "جميرا"),
    ("Al Nahda", "النهدة"),
    ("Al Majaz", "المجاز"),
    ("Al Reem Island", "جزيرة الريم"),
    ("Khalifa City", "مدينة خليفة"),
)
AREAS: tuple[Pair, ...] = (
    *EMIRATI_AREAS,
    ("Al Olaya", "العليا"),
    ("West Bay", "الخليج الغربي"),
    ("Seef", "السيف"),
    ("Al Khuwair", "الخوير"),
)
STREETS: tuple[Pair, ...] = (
    ("Al Wasl Road", "شارع الوصل"),
    ("Corniche Street", "شارع الكورنيش"),
    ("Airport Road", "شارع المطار"),
    ("Al Khaleej Street", "شارع الخليج"),
    ("Jumeirah Beach Road", "شارع شاطئ جميرا"),
    ("Al Ittihad Road", "شارع الاتحاد"),
    ("Al Meena Street", "شارع الميناء"),
    ("1st Street", "الشارع الأول"),
    ("Street 23B", "شارع ٢٣ ب"),
    ("Gulf Road", "شارع الخليج العربي"),
)
BUILDINGS: tuple[Pair, ...] = (
    ("Example Tower", "برج المثال"),
    ("Specimen House", "بيت النموذج"),
    ("Sample Heights, Flat 1204", "مرتفعات العينة، شقة ١٢٠٤"),
    ("Villa 17", "فيلا ١٧"),
    ("Fixture Residence, Block C", "سكن التجربة، مبنى ج"),
    ("Model Building 3", "بناية النموذج ٣"),
)
LANDMARKS: tuple[Pair, ...] = (
    ("Opposite the gold souk", "مقابل سوق الذهب"),
    ("Behind the fish market", "خلف سوق السمك"),
    ("Near the clock tower", "قرب برج الساعة"),
    ("Beside the central park", "بجانب الحديقة المركزية"),
    ("Next to the bus station", "بجوار محطة الحافلات"),
)
TOWNS: tuple[Pair, ...] = (
    ("Kochi", "كوتشي"),
    ("Irbid", "إربد"),
    ("Manila", "مانيلا"),
    ("Lahore", "لاهور"),
    ("Alexandria", "الإسكندرية"),
    ("Dhaka", "دكا"),
    ("Kathmandu", "كاتماندو"),
    ("Aleppo", "حلب"),
    ("Colombo", "كولومبو"),
    ("Manchester", "مانشستر"),
    *CITIES,
)
COUNTRIES: tuple[tuple[str, str], ...] = (
    ("ARE", "United Arab Emirates"),
    ("IND", "India"),
    ("PAK", "Pakistan"),
    ("BGD", "Bangladesh"),
    ("PHL", "Philippines"),
    ("EGY", "Egypt"),
    ("JOR", "Jordan"),
    ("LBN", "Lebanon"),
    ("SYR", "Syria"),
    ("SAU", "Saudi Arabia"),
    ("OMN", "Oman"),
    ("KWT", "Kuwait"),
    ("BHR", "Bahrain"),
    ("QAT", "Qatar"),
    ("NPL", "Nepal"),
    ("LKA", "Sri Lanka"),
    ("SDN", "Sudan"),
    ("TUR", "Türkiye"),
    ("CIV", "Côte d'Ivoire"),
    ("GBR", "United Kingdom"),
    ("KOR", "South Korea"),
)

_NAMES = tuple(name for _, name in COUNTRIES)

TABLES: Tables = {
    **paired("emirate", EMIRATES),
    **paired("state", STATES),
    **paired("Emirati city", EMIRATI_CITIES),
    **paired("city", CITIES),
    **paired("Emirati area", EMIRATI_AREAS),
    **paired("area", AREAS),
    **paired("street", STREETS),
    **paired("building", BUILDINGS),
    **paired("landmark", LANDMARKS),
    **paired("town of birth", TOWNS),
    **paired(
        "address",
        tuple(
            (f"{house}, {street}", f"{dar}، {shari}")
            for house, dar in BUILDINGS
            for street, shari in STREETS
        ),
    ),
    "name of a country": _NAMES,
    "three-letter country": tuple(code for code, _ in COUNTRIES),
    "country in any form": (*_NAMES, *(ALPHA3[code] for code, _ in COUNTRIES)),
}
