"""Receipts as bytes: canonical form, signature and commitments; pure, no I/O."""
