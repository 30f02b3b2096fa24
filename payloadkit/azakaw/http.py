"""What the calls of Azakaw share: the root of the API and the header fields."""

from __future__ import annotations


def root(base_url: str) -> str:
    """Return the URL that every path of the API begins with."""
    return f"{base_url.rstrip('/')}/transactions"


def headers(token: str) -> dict[str, str]:
    """Return the header fields of every call."""
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}
