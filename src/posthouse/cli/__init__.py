"""The command line: one group a file, plain text for people, --json for programs."""
