"""Posthouse: an AI relay station that can prove what it does, and a guard in front of any other."""

__version__ = "0.1.0"
