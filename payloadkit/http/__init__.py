"""Requests to a gateway."""
