"""posthouse.toml: its schema, how it is read, what it compiles to and what start refuses."""
