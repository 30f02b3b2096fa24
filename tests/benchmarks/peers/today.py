"""The day that every benchmark judges by."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 6, 1)
