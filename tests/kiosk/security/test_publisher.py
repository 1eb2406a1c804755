from kiosk.security.keys import DeviceKey
from kiosk.security.publisher import sign_manifest, signer_of

KEY = DeviceKey(bytes(range(32)))


def test_a_signature_names_who_made_it() -> None:
    assert signer_of(b"manifest", sign_manifest(b"manifest", KEY)) == KEY.public


def test_it_is_of_these_very_bytes() -> None:
    assert signer_of(b"manifest ", sign_manifest(b"manifest", KEY)) is None


def test_a_signature_of_the_same_key_over_the_bare_bytes_is_none() -> None:
    bare = b'{"key": "%s", "signature": "%s"}' % (KEY.public.hex().encode(), KEY.private.sign(b"manifest").hex().encode())

    assert signer_of(b"manifest", bare) is None


def test_the_key_of_somebody_else_does_not_fit() -> None:
    other = DeviceKey(bytes(range(1, 33))).public.hex().encode()

    assert signer_of(b"manifest", sign_manifest(b"manifest", KEY).replace(KEY.public.hex().encode(), other)) is None
