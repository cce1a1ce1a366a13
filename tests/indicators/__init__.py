"""Closed questions, trainings, weights and other records."""
