"""Requests to a gateway, and what the outcomes of their answers share."""
