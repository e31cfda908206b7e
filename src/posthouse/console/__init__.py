"""The operators' console: pages for people, each with a JSON twin for programs."""
