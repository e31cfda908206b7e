"""Keys: derivation from the master key, virtual keys and signatures; pure, no I/O."""
