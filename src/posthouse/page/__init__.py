"""Reports as single HTML pages that need nothing else."""
