"""OpenAI Responses: items in, items out, and events that name what they belong to."""
