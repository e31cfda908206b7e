"""OpenAI embeddings: texts in, vectors out, no stream."""
