"""How an operator proves who they are: password, TOTP, passkey, single sign-on."""
