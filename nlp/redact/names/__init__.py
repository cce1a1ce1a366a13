"""Names of persons: lists, cues, entities and grammar, weighed together."""
