"""The three coding agents through a running station; `make agents` runs them, `make test` not."""
