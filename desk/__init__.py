"""What a person decides: one function a decision, which checks, changes and writes the audit event in one transaction."""
