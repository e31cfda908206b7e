"""The composition root: the one package that knows every adapter and puts a station together."""
