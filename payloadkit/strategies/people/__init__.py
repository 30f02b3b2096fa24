"""Invented people and their names, addresses, papers and work, for realistic documents.

No person here is a real one: family names are made of words such as example, model and specimen.
Places are public places. Every module holds the tables of one subject; ``tables.shapes_of`` finds
the table of a field's ``sample``.
"""
