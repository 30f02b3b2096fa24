"""A declared model, and how values are judged by it."""
