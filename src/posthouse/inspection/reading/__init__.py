"""Reading commands and files as what they do, not as strings."""
