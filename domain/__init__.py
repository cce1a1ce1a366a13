"""What Hearback talks about: frozen values, typed ids and errors. Imports the standard library only."""
