"""Money: what a call may cost, what it did cost, and what a key may still spend."""
