"""Settings of the console: who may open it, where, for how long; and of single sign-on."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class Console(Struct, frozen=True, forbid_unknown_fields=True):
    """The operators' pages and their JSON twins, on the admin listener."""

    enabled: Annotated[
        bool,
        Meta(
            description="Whether the admin listener serves the console; it loads when first opened."
        ),
    ] = True
    origin: Annotated[
        str,
        Meta(
            description="Address under which browsers reach it, such as https://console.example.com"
            " behind a proxy; empty means http://localhost with the port of server.admin."
        ),
    ] = ""
    idle_minutes: Annotated[
        int, Meta(ge=1, le=1440, description="Minutes without a click after which a session ends.")
    ] = 30
    session_hours: Annotated[
        int, Meta(ge=1, le=168, description="Hours after which every session ends.")
    ] = 12
    breakglass_minutes: Annotated[
        int,
        Meta(ge=1, le=1440, description="Most minutes for which break-glass lends a role."),
    ] = 60


class SignOn(Struct, frozen=True, forbid_unknown_fields=True):
    """An OpenID Connect provider whose accounts may be linked to operators."""

    issuer: Annotated[
        str,
        Meta(
            description="The provider's issuer URL; https, or http to loopback; empty means none."
        ),
    ] = ""
    client_id: Annotated[
        str, Meta(description="The id under which the provider knows this station.")
    ] = ""
    secret_env: Annotated[
        str | None,
        Meta(description="Environment variable with the client secret; absent for public clients."),
    ] = None
    label: Annotated[
        str, Meta(description="What the button on the login page is called after.")
    ] = ""
