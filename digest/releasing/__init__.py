"""From what is known to what may leave: the page as it would be released, what is still to be looked at, what changed."""
