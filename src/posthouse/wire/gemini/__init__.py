"""The Gemini dialect: generateContent, streamGenerateContent and countTokens."""
