"""What papers and the systems that keep them say.

``#`` is any digit, ``?`` the Luhn check digit of those before it.

Emirates ID numbers say that their holder was born in the year 3000 or later, so that no person has
them.
"""

from __future__ import annotations

from payloadkit.strategies.people.pairs import Pair, Tables, paired
from payloadkit.strategies.people.places import EMIRATES

RESIDENCES: tuple[Pair, ...] = (
    ("WORK RESIDENCE", "إقامة عمل"),
    ("FAMILY RESIDENCE", "إقامة عائلية"),
    ("EMPLOYMENT", "توظيف"),
    ("INVESTOR RESIDENCE", "إقامة مستثمر"),
    ("GOLDEN RESIDENCE", "الإقامة الذهبية"),
    ("GCC CITIZEN", "مواطن دول مجلس التعاون"),
)
FILES: tuple[Pair, ...] = (("RESIDENCE", "إقامة"), ("ENTRY PERMIT", "إذن دخول"), ("VISA", "تأشيرة"))

TABLES: Tables = {
    **paired("kind of residence", RESIDENCES),
    **paired("kind of file", FILES),
    **paired("department", tuple((english.upper(), arabic) for english, arabic in EMIRATES)),
    "kind of identity document": ("4", "2", "28", "29"),
    "kind of document": ("1", "2"),
    "kind of address": ("1", "2"),
    "picture in base64": ("/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==",),
    "channel": ("WEB",),
    "Emirates ID": ("7843##########?",),
    "Emirates ID in any form": ("7843##########?", "784-3###-#######-?"),
    "passport": ("X#######", "P########", "A0######B", "N00######"),
    "document": ("X#######", "P########", "7843##########?", "28####01####"),
    "immigration file": ("201/202#/7/#######", "101/201#/2/#######"),
    "residence document": ("201/202#/3/#######",),
    "kind of passport": ("Ordinary Passport", "Diplomatic Passport", "Service Passport"),
    "kind of visa": ("Employment", "Residence", "Family", "Tourist"),
    "state of a visa": ("USED", "ISSUED", "ACTIVE"),
    "state of a file": ("ACTIVE", "CLOSED"),
    "kind of sponsor": ("ESTABLISHMENT", "PERSON", "FREE ZONE"),
    "authority": ("ICP", "Passport Office", "Ministry of Interior", "وزارة الداخلية"),
}
