"""The stages, one verb a file; none knows another."""
