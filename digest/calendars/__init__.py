"""Calendars (RFC 5545) of what is due: for an owner, for the board and for everybody. Which dates, in which words, as which bytes."""
