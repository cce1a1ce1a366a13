"""Recommendations go out in one table and come back: import with a preview, export, and edits in bulk that overrun nobody's."""
