"""Which channel is tried, in which order, and how often a key may ask."""
