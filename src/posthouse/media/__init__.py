"""Documents and images as text with places, and images again with parts of them covered. No I/O."""
