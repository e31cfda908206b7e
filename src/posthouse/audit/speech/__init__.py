"""How an audit's questions are put in each dialect, and how answers are read."""
