"""Documents made of very many small values.

As a program, this prints what the check of each costs, for docs/security.md.
"""

from __future__ import annotations

from tests.hostile.costs import MEBIBYTE, costs

# A kind, and a document's start, what it repeats, and its end.
MANY = {
    "an array of integers": ("caas.onboarding", "[", "1,", "1]"),
    "an array of arrays": ("caas.onboarding", "[", "[],", "1]"),
    "a list of integers for objects": ("caas.onboarding", '{"id_details":[', "1,", "1]}"),
    "a list of texts for objects": ("caas.onboarding", '{"address_list":[', '"",', '""]}'),
    "a key that nobody declares": ("caas.onboarding", '{"x":[', "1,", "1]}"),
    "a key that nobody declares in an answer": ("caas.customer", '{"x":[', "1,", "1]}"),
    "towers of brackets": ("caas.onboarding", '{"x":[', "[" * 60 + "]" * 60 + ",", "1]}"),
    "one key over and over": ("caas.onboarding", "{", '"":1,', '"":1}'),
    "numbers out of range": ("caas.onboarding", '{"x":[', "9" * 20 + ",", "1]}"),
    "escapes": ("caas.onboarding", '{"first_name":"', "\\u0041", '"}'),
    "pairs of escapes": ("caas.onboarding", '{"first_name":"', "\\ud83d\\ude00", '"}'),
    "rows of an answer": ("uaekyc.errored-records", '{"data":{"data":[', "{},", "{}]}}"),
    "objects that lack everything": ("caas.onboarding", '{"id_details":[', "{},", "{}]}"),
    "entries that lack everything": ("caas.masters", '{"data":{"professions":[', "{},", "{}]}}"),
    "customers asked for": ("airpay.pull-kyc", '{"UIDDATA":[', '"",', '""]}'),
    "broken at its end": ("caas.onboarding", "[", "1,", "nul]"),
    "blanks": ("caas.onboarding", "{", " \n", "}"),
}


if __name__ == "__main__":
    for shape, (kind, start, piece, end) in MANY.items():
        seconds, memory = costs(
            kind, f"({start!r} + {piece!r} * {MEBIBYTE // len(piece)} + {end!r}).encode()"
        )
        row = f"{shape:45} {seconds:6.1f} s/MiB {memory:6.0f} bytes/byte"
        print(row, flush=True)  # noqa: T201 - the result of a program
