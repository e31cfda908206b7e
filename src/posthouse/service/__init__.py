"""The loops that await: they drive the exchange and the adapters."""
