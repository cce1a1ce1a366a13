"""What a round says and what became of it: findings, disclosure control, timelines, pages. Knows the domain only."""
