"""OpenAI audio and images: what is heard, spoken and drawn; forms, captions, bytes."""
