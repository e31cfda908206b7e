"""One request as a state machine: the stages, their order, and what they share."""
