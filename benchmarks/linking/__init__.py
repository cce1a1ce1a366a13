"""What `python -m benchmarks.links` is made of."""
