"""Probes: a few questions each, whose answers show one fault of a channel; one small file each."""
