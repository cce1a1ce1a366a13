"""What an installation keeps of people, told with counts."""
