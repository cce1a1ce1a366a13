"""Pages -> HTML and the other forms that leave."""
