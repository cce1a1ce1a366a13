"""Exact facts -> pages: where exact counts end and safe words begin."""
