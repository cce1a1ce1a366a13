"""Prefect flows: decorators and order only. The work is in `flows/steps/`, which knows no Prefect."""
