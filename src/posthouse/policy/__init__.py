"""What is done about findings: a small built-in default behind a policy engine's later port."""
