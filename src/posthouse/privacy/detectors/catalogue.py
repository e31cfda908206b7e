"""Every rule of the product, in the order of the compiled database."""

from __future__ import annotations

from posthouse.privacy.detectors import (
    addresses,
    call_secrets,
    connection,
    contact,
    documents,
    form_secrets,
    generic_secrets,
    identity,
    national,
    network,
    payment,
    personal,
    personal_columns,
    private_keys,
    provider_keys,
    session_secrets,
    shaped_keys,
    shell_secrets,
    spoken_secrets,
    table_secrets,
)

RULES = (
    *private_keys.RULES,
    *provider_keys.RULES,
    *shaped_keys.RULES,
    *network.RULES,
    *connection.RULES,
    *identity.RULES,
    *national.RULES,
    *documents.RULES,
    *addresses.RULES,
    *personal.RULES,
    *payment.RULES,
    *contact.RULES,
    *generic_secrets.RULES,
    *form_secrets.RULES,
    *spoken_secrets.RULES,
    *shell_secrets.RULES,
    *session_secrets.RULES,
    *call_secrets.RULES,
    *table_secrets.RULES,
    *personal_columns.RULES,
)
