"""What a text says: language, redaction, translation, passages, vectors, themes. Values in, values out; knows only the domain."""
