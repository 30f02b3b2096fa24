"""Tables of codes: ISO 3166, ISO 4217, ISO 639, ICAO 9303, IBANs, and names of countries.

Every module stands alone, so that a check of countries does not load languages. The tables are
generated and committed: `python -m docs.generate`.
"""
