"""Bytes to documents and back, without any input or output."""
