"""Characters that show nothing: Unicode's Default_Ignorable_Code_Point, and three more.

Source: ``DerivedCoreProperties.txt`` of Unicode 17.0. The property holds all of Bidi_Control. The
ranges are written out because the interpreter's ``unicodedata`` does not have the property, and the
verdict must not change with the interpreter.
"""

from __future__ import annotations

PLAIN: tuple[tuple[int, int], ...] = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # inherent vowels of Khmer
    (0x180B, 0x180F),  # variation selectors of Mongolian, vowel separator
    (0x200B, 0x200F),  # zero-width space and joiners, marks of direction
    (0x202A, 0x202E),  # embeddings and overrides of direction
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates
    (0x2800, 0x2800),  # blank Braille pattern: not ignorable, but it shows nothing
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # zero-width no-break space, the byte order mark
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF0, 0xFFF8),  # reserved
    (0xFFFC, 0xFFFD),  # object and character replacements: not ignorable, but the letter is lost
)
"""First and last code point of each range of the Basic Multilingual Plane."""

SUPPLEMENTARY: tuple[tuple[int, int], ...] = (
    (0x1BCA0, 0x1BCA3),  # controls of shorthand
    (0x1D173, 0x1D17A),  # controls of musical notation
    (0xE0000, 0xE0FFF),  # tags, further variation selectors, reserved
)
"""First and last code point of each range beyond that plane."""
