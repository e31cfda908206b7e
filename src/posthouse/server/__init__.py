"""HTTP faces: they turn connections into heads and bodies, and nothing else."""
