"""One family of detection rules a file; catalogue.py lists them all."""
