"""Where are this machine's keys? One folder, mode 0700, one file of mode 0600 for each, made at first use."""

import os
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.model.errors import KioskError
from kiosk.security.seal import SealKey, SealPrivateKey, seal_key
from kiosk.security.tokens import ReceiptSigner

_BYTES = 32
PUBLISHER = "publisher.ed25519"


class KeyFault(KioskError):
    """A key file is open to others, or is no key. facts: file."""

    code = "keys.file"


@dataclass(frozen=True)
class DeviceKey:
    """What a station proves itself with: Ed25519, 32 raw bytes."""

    raw: bytes = field(repr=False)

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.raw)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


def is_device_public(public: bytes) -> bool:
    """Whether these are bytes that a signature can be verified with."""
    try:
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        return False
    return True


class KeyStore:
    """The secrets of one machine, each made at first use and never written again; any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def device(self) -> DeviceKey:
        """The key that signs this station's requests."""
        return DeviceKey(self._secret("device.ed25519"))

    def has(self, name: str) -> bool:
        """Whether a key file of this name ("device.ed25519") is here and fit for use; makes nothing. Raises KeyFault."""
        path = self._folder / name
        if not path.exists():
            return False
        _read(path)
        return True

    def receipts(self) -> ReceiptSigner:
        """The key that signs receipts."""
        return ReceiptSigner(self._secret("receipts.ed25519"))

    def opener(self, name: str) -> SealPrivateKey:
        """The private seal key of `name` ("hall", "central"); only the hub and central systems ask for it."""
        return SealPrivateKey(self._secret(f"{name}.x25519"))

    def openers(self, name: str) -> tuple[SealPrivateKey, ...]:
        """The present key first, then older ones (`name`-*.x25519) that stay for late arrivals."""
        older = sorted(self._folder.glob(f"{name}-*.x25519"))
        return (self.opener(name), *(SealPrivateKey(_read(path)) for path in older))

    def sealer(self, name: str) -> SealKey | None:
        """The public seal key of `name` that was installed here; None if there is none."""
        path = self._folder / f"{name}.x25519.pub"
        return seal_key(path.read_bytes()) if path.exists() else None

    def install_sealer(self, name: str, public: bytes) -> SealKey:
        """Keep a public seal key of another machine; raises UnusableKey."""
        key = seal_key(public)
        self._make_folder()
        _replace(self._folder / f"{name}.x25519.pub", public)
        return key

    def publisher(self) -> DeviceKey:
        """The key that signs published forms; only on the machine of the people who publish."""
        return DeviceKey(self._secret(PUBLISHER))

    def publishers(self) -> tuple[bytes, ...]:
        """The public keys of those whose forms are used here; none before they were given."""
        path = self._folder / f"{PUBLISHER}.pub"
        data = path.read_bytes() if path.exists() else b""
        return tuple(data[at : at + _BYTES] for at in range(0, len(data), _BYTES))

    def install_publishers(self, publics: Sequence[bytes]) -> None:
        """Keep the public keys of publishers instead of those that were here. Raises KeyFault for what is no key."""
        if not publics or not all(len(public) == _BYTES and is_device_public(public) for public in publics):
            raise KeyFault(file=f"{PUBLISHER}.pub")
        self._make_folder()
        _replace(self._folder / f"{PUBLISHER}.pub", b"".join(dict.fromkeys(publics)))

    def pepper(self) -> bytes:
        """Mixed into every PIN, so that the database alone is no use to a guesser."""
        return self._secret("pepper")

    def _secret(self, name: str) -> bytes:
        path = self._folder / name
        if not path.exists():
            self._make_folder()
            _create(path, secrets.token_bytes(_BYTES))
        return _read(path)

    def _make_folder(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _read(path: Path) -> bytes:
    status = path.stat()
    if stat.S_IMODE(status.st_mode) & 0o077 or status.st_size != _BYTES:
        raise KeyFault(file=path.name)
    return path.read_bytes()


def _create(path: Path, data: bytes) -> None:
    """Durable and whole, or not there; if another thread or process was first, its file stays."""
    draft = _draft(path, data)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def _replace(path: Path, data: bytes) -> None:
    _draft(path, data).replace(path)
    _sync_folder(path.parent)


def _draft(path: Path, data: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
