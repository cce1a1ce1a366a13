"""What became of recommendations: standing and timeline. Pure."""
