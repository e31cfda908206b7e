"""Where a station's master key is kept: one module a kind, imported once it is asked for."""
