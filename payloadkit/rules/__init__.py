"""Rules, one file a family: each ships its check, its JSON Schema keywords, its breakers and its draw."""
