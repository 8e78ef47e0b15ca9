"""A security key that was added, as the login library keeps it: with a true credential."""

import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HERE = b"\0" * 32
"""Whose key it is; nobody asks in these tests."""


def make_key(name: str, *, is_passkey: bool) -> dict[str, Any]:
    """What is kept of a key."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    number = secrets.token_bytes(16)
    known = AttestedCredentialData.create(Aaguid.NONE, number, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    shown = AttestationObject.create("none", AuthenticatorData.create(HERE, flags, 0, known), {})
    asked = CollectedClientData.create("webauthn.create", b"once", "http://localhost")
    return {
        "name": name,
        "credential": {
            "type": "public-key",
            "id": websafe_encode(number),
            "rawId": websafe_encode(number),
            "response": {"clientDataJSON": websafe_encode(asked), "attestationObject": websafe_encode(shown)},
            "clientExtensionResults": {"credProps": {"rk": is_passkey}},
        },
    }
