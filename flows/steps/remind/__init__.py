"""Reminders: what has fallen due is made into messages once, and messages are sent until they are."""
