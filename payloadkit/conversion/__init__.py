"""Conversions between the systems: one table each, with one row for each field of the target."""
