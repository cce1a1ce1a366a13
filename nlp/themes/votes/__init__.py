"""Many partitions of the same passages vote, and passages that nearly all of them put together are a theme."""
