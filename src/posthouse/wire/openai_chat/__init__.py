"""OpenAI Chat Completions: the most spoken dialect, and the one that providers bend most."""
