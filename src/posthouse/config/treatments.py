"""Settings -> what is done with each label, by project and by single key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from posthouse.config.schema import KeyTreatments, Privacy, Project, Settings
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label, Restore, Treatment
from posthouse.model.media import Handling, MediaRules
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
    said = (one.restore for one in _said(settings, project, key))
    return next((one for one in said if one), settings.privacy.restore)


def media_of(settings: Settings, project: str, key: str = "") -> MediaRules:
    """Return what is done with images, documents and the rest, for a project or one key of it.

    Without a word on addresses they pass, but where images or documents are to be read: what lies
    at an address cannot be.
    """
    said, others = _said(settings, project, key), settings.privacy.unreadable_media
    images = next((one.images for one in said if one.images), others)
    documents = next((one.documents for one in said if one.documents), others)
    read = images == "redact" or documents == "text"
    links = next((one.linked_media for one in said if one.linked_media), None)
    return MediaRules(
        Handling(images),
        Handling(documents),
        Handling(others),
        Handling(links or ("refuse" if read else "pass")),
    )


def _said(settings: Settings, project: str, key: str) -> list[KeyTreatments | Project | Privacy]:
    """Return what is said of a key, of its project and of all, the narrowest first."""
    for one in settings.project:
        if one.name == project:
            own = [one.keys[key]] if key in one.keys else []
            return [*own, one, settings.privacy]
    return [settings.privacy]


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
