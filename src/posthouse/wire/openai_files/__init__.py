"""OpenAI files and batches: what an upstream keeps, and what was asked of it by the thousand."""
