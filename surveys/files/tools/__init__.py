"""One module a survey tool: by what its files are known, where their headings end, and what its own columns mean."""
