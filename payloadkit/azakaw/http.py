"""The calls of Azakaw's API as requests, ready for whichever client sends them."""

from __future__ import annotations


def root(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/transactions"


def headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}
