"""Properties are about what holds, not how fast: no example has a deadline on a loaded machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "posthouse", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("posthouse")
