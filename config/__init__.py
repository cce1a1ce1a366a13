"""Settings, defaults, language packs and screen texts. Read once, at the edge, and handed on as values."""
