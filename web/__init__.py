"""Pages over the store: what is published, for whoever may see it, from the release that was frozen."""
