"""Publishing a form, and trusting one: the bundle with the publisher's signature, and whose signatures are taken here."""

from collections.abc import Collection
from pathlib import Path

from kiosk.forms.bundle import Parts, Trust, sign_bundle, write_bundle
from kiosk.forms.errors import BundleForeign, BundleUnsigned
from kiosk.security.keys import DeviceKey
from kiosk.security.publisher import sign_manifest, signer_of

__all__ = ["publish", "sign_again", "trust_in"]


def publish(parts: Parts, folder: Path, *, key: DeviceKey) -> Path:
    """The signed bundle in `folder`. What was examined and found without errors; nobody checks it again here."""
    return write_bundle(parts, folder, lambda manifest: sign_manifest(manifest, key))


def sign_again(bundle: Path, *, key: DeviceKey) -> None:
    """Sign a whole bundle with another key, when the publisher's key was replaced."""
    sign_bundle(bundle, lambda manifest: sign_manifest(manifest, key))


def trust_in(publishers: Collection[bytes]) -> Trust:
    """Lets pass what one of these public keys signed."""

    def trust(manifest: bytes, signature: bytes | None) -> None:
        signer = signer_of(manifest, signature) if signature is not None else None
        if signer is None:
            raise BundleUnsigned("The form is not signed, or it was changed after it was signed.")
        if signer not in publishers:
            raise BundleForeign("The form was signed by somebody whose forms are not used here.", signer=short(signer))

    return trust


def short(public: bytes) -> str:
    """A public key as people compare it at a glance."""
    return public.hex()[:16]
