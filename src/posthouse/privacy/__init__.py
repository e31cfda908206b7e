"""Finding sensitive values, masking them by keyed tokens, and restoring the tokens."""
