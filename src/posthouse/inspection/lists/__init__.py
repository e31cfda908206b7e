"""Lists that the rules compare with: names of packages that many people install."""
