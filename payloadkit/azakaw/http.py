"""The root URL and the header fields of all calls of Azakaw."""

from __future__ import annotations

ROOT = "/transactions"


def root(base_url: str) -> str:
    """Return the root URL of the API."""
    return f"{base_url.rstrip('/')}{ROOT}"


def headers(token: str) -> dict[str, str]:
    """Return the header fields of every call."""
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}
