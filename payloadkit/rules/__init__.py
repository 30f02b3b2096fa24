"""Rules, one file a family: check, JSON Schema keywords, draw and breakers."""
