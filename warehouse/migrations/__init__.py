"""The history of the tables. A new step: change `warehouse/tables_*.py`, then add a file to `versions/`."""
