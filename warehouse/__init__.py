"""All SQL: tables, migrations, the store, the vault, the ledger and the audit log. Start at `warehouse.store.open_store`."""
