"""The catalogue of keys by family: one line a shape (privacy/shapes.py), from many sources."""
