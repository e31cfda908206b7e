"""Vendors' own SDKs through a running station."""
