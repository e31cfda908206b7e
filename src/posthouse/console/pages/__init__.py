"""What the console shows and does, one subject a file."""
