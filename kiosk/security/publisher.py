"""Who published these files? The publisher's Ed25519 signature over the manifest of a form's bundle."""

import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.security.keys import DeviceKey

_CONTEXT = b"hall-form-bundle-1\n"
"""Before the manifest, so that no other signature of this key is ever one of a bundle."""


def sign_manifest(manifest: bytes, key: DeviceKey) -> bytes:
    """The content of a signature file: the public key and the signature, in hex."""
    signature = key.private.sign(_CONTEXT + manifest)
    return json.dumps({"key": key.public.hex(), "signature": signature.hex()}).encode()


def signer_of(manifest: bytes, signature: bytes) -> bytes | None:
    """The public key that signed this very manifest; None if nobody did."""
    try:
        said = json.loads(signature)
        public = bytes.fromhex(said["key"])
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(said["signature"]), _CONTEXT + manifest)
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return None
    return public
