"""What answers what: staff's words held against themes and against one another. A person decides."""
