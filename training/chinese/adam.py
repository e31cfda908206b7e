"""Adam with slopes cut at a length of one and weights that shrink (arXiv 1412.6980, 1711.05101)."""

import jax
import jax.numpy as jnp


def zeros(p: dict) -> dict:
    return jax.tree.map(jnp.zeros_like, p)


def stepped(p: dict, m: dict, v: dict, slope: dict, rate, t, decay: float) -> tuple:
    length = jnp.sqrt(sum((part * part).sum() for part in jax.tree.leaves(slope)))
    cut = jnp.minimum(1, 1 / (length + 1e-6))
    m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b * cut, m, slope)
    v = jax.tree.map(lambda a, b: 0.98 * a + 0.02 * (b * cut) ** 2, v, slope)
    c, d = 1 - 0.9**t, 1 - 0.98**t
    way = lambda w, a, b: w * (1 - rate * decay) - rate * (a / c) / (jnp.sqrt(b / d) + 1e-7)  # noqa: E731
    return jax.tree.map(way, p, m, v), m, v
