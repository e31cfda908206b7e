"""What stands behind posthouse.client; needs the standard library and `cryptography` alone."""
