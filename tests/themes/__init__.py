"""Passages to themes, with the real packaged encoder and real BERTopic."""
