"""The vocabulary: plain immutable values that every other package may know."""
