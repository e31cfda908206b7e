"""The sentences of one group of commands a file; cli/messages.py gathers them."""
