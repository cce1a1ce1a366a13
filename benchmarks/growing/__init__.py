"""Parts of `benchmarks.identity`: sets that grow, ours and plain methods that follow them, and how well themes stay what they were."""
