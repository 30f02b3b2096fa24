"""Facts as data: the codes of ISO 3166, 4217 and 639, those of ICAO 9303, the structure of IBANs, and the English names of countries.

Every module stands alone, so that whoever needs countries does not pay for languages. The tables
are generated and committed: `python -m payloadkit.pages`.
"""
