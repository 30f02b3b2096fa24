"""Conversions between the systems: a table each, with one row a target field, that drives the conversion, its lineage and its documentation."""

from __future__ import annotations

from payloadkit.conversion.converter import Result, convert
from payloadkit.conversion.lineage import Lineage, LineageRow
from payloadkit.conversion.supplement import with_files

__all__ = ["Lineage", "LineageRow", "Result", "convert", "with_files"]
