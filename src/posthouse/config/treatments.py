"""Settings -> what is done with each label, by project and by single key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from posthouse.config.schema import Settings
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label, Restore, Treatment
from posthouse.privacy.partial import REFUSED
from posthouse.privacy.surrogate import SURROGATES

DEFAULT_PROJECT = "default"

Treatments = Mapping[Label, Treatment]


def by_project(settings: Settings) -> Mapping[str, Treatments]:
    """Return the treatments of every project; `default` is always there. Raises ConfigError."""
    found: dict[str, Treatments] = {DEFAULT_PROJECT: MappingProxyType({})}
    for project in settings.project:
        found[project.name] = _possible(project.treatments, f"project {project.name}")
    return MappingProxyType(found)


def by_key(settings: Settings) -> Mapping[tuple[str, str], Treatments]:
    """Return what single keys have beside their project's, by project and key id."""
    return MappingProxyType(
        {
            (project.name, key): _possible(own.treatments, f"project {project.name}, key {key}")
            for project in settings.project
            for key, own in project.keys.items()
        }
    )


def restore_of(settings: Settings, project: str, key: str = "") -> Restore:
    """Return where secrets of a project, or of one key of it, are restored."""
    for one in settings.project:
        if one.name == project:
            own = one.keys.get(key)
            return (own and own.restore) or one.restore or settings.privacy.restore
    return settings.privacy.restore


def _possible(treatments: Mapping[Label, Treatment], place: str) -> Treatments:
    """Check that each label can be treated so. Raises ConfigError."""
    for label, treatment in treatments.items():
        if treatment is Treatment.SURROGATE and label not in SURROGATES:
            named = ", ".join(sorted(one.value for one in SURROGATES))
            raise ConfigError(
                f"{place}: {label.value} has no surrogate: no range of such values is nobody's",
                hint=f"mask, partial, drop, refuse or pass it; surrogates stand for {named}",
            )
        if treatment is Treatment.PARTIAL and label in REFUSED:
            raise ConfigError(
                f"{place}: {label.value} cannot be shown in part: a part of a secret is a secret",
                hint="mask, drop, refuse or pass it",
            )
    return MappingProxyType(dict(treatments))
