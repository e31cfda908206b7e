"""What stands in files: kinds, encodings, parts, and the one function that masks a part."""
