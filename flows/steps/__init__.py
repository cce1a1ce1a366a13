"""One function a stage: open the store, load, call the core, save, return a `Receipt`. No Prefect here."""
