"""What people decide about recommendations: each change with its reason, its past and its audit event."""
