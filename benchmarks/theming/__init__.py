"""Parts of `benchmarks.themes`: the labelled sets, the plain methods beside ours, and how both are scored."""
