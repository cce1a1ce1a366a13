"""Disclosure control over tables of people, and the attacker that tries it: what may leave, with every release in hand."""
