"""What is a published form? A folder with the form, its media, a manifest of hashes, and the publisher's signature over it.

<form>-<version>/form.xml  manifest.json  manifest.sig  media/<files>

Signature and hashes are checked at each reading. Nothing here knows keys: who signs and who is trusted comes in as a function.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.forms.definition.model import FormDef
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.errors import BundleError, BundleTaken

FORMAT = 1
FORM, MANIFEST, SIGNATURE, MEDIA = "form.xml", "manifest.json", "manifest.sig", "media"
LARGEST_BYTES = 64 * 1024 * 1024


Sign = Callable[[bytes], bytes]
"""The signature file of a manifest."""

Trust = Callable[[bytes, bytes | None], None]
"""Is told a manifest and its signature file, None if there is none; raises BundleError if they are not to be trusted."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What goes into a bundle. workbook: the file that the form was made from; only its name and hash are kept."""

    form: FormDef
    xml: bytes
    media: Mapping[str, bytes]
    workbook_name: str
    workbook: bytes


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """files: SHA-256 in hex by path inside the bundle; workbook: that of the file it was made from, blank if unknown.

    hash: of the manifest itself, the name under which caches keep the form.
    """

    form: str
    version: str
    title: str
    languages: tuple[str, ...]
    files: Mapping[str, str]
    workbook: str
    hash: str


def bundle_name(form: str, version: str) -> str:
    return f"{form}-{version}"


def write_bundle(parts: Parts, folder: Path, sign: Sign) -> Path:
    """Put a bundle into `folder`, whole or not at all; one that is there with the same files stays, and is signed anew.

    Raises BundleTaken when another form stands under this name and version: what was published never changes.
    """
    form = parts.form
    files = {FORM: parts.xml} | {f"{MEDIA}/{_base_name(name)}": data for name, data in sorted(parts.media.items())}
    manifest = {
        "format": FORMAT,
        "form": form.form_id,
        "version": form.version,
        "title": form.title,
        "languages": list(form.languages),
        "workbook": {"name": parts.workbook_name, "sha256": hashlib.sha256(parts.workbook).hexdigest()},
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    target = folder / bundle_name(_base_name(form.form_id), _base_name(form.version))
    if target.exists():
        if read_manifest(target).files != manifest["files"]:
            raise BundleTaken("Another form is published under this name and version.", form=form.form_id, version=form.version)
        sign_bundle(target, sign)
        return target
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    files[SIGNATURE] = sign(files[MANIFEST])
    _write(files, target)
    return target


def sign_bundle(folder: Path, sign: Sign) -> None:
    """Sign a bundle that is whole, in the place of whoever signed it before. Raises BundleError."""
    manifest = read_manifest(folder)
    for name, digest in manifest.files.items():
        _verified(folder / name, digest)
    draft = folder / f".{SIGNATURE}"
    _durable(draft, sign(_read(folder / MANIFEST)))
    draft.replace(folder / SIGNATURE)


def _write(files: Mapping[str, bytes], target: Path) -> None:
    """Into a folder beside it, then renamed: nobody ever sees half a bundle."""
    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        for name, data in files.items():
            path = making / name
            path.parent.mkdir(exist_ok=True)
            _durable(path, data)
        making.chmod(0o755)
        making.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _durable(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """What a bundle says of itself; raises BundleError if it cannot be read."""
    data = _read(folder / MANIFEST)
    try:
        said = json.loads(data)
        if said["format"] != FORMAT:
            raise BundleError("the bundle is of another format")
        return Manifest(
            form=str(said["form"]),
            version=str(said["version"]),
            title=str(said["title"]),
            languages=tuple(str(each) for each in said["languages"]),
            files={_inside(name): str(digest) for name, digest in said["files"].items()},
            workbook=str(said.get("workbook", {}).get("sha256", "")),
            hash=hashlib.sha256(data).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BundleError("the manifest is not readable") from None


def check_signature(folder: Path, trust: Trust) -> None:
    """Raises BundleError for a bundle that `trust` does not let pass; its files are not looked at."""
    signature = folder / SIGNATURE
    trust(_read(folder / MANIFEST), _read(signature) if signature.exists() else None)


def read_bundle(folder: Path, trust: Trust) -> FormDef:
    """The form of a bundle, every file as it was published; raises BundleError or FormDefinitionError."""
    check_signature(folder, trust)
    manifest = read_manifest(folder)
    files = {name: _verified(folder / name, digest) for name, digest in manifest.files.items()}
    if FORM not in files:
        raise BundleError("the bundle has no form")
    media = {name.partition("/")[2]: data for name, data in files.items() if name != FORM}
    form = parse_form(files[FORM], media)
    if (form.form_id, form.version) != (manifest.form, manifest.version):
        raise BundleError("the form is not the one that the manifest names", form=manifest.form)
    return form


def _verified(path: Path, digest: str) -> bytes:
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != digest:
        raise BundleError(f"{path.name} is not the file that was published")
    return data


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BundleError(f"{path.name} is too large")
        return path.read_bytes()
    except OSError:
        raise BundleError(f"{path.name} is missing or not readable") from None


def _inside(name: str) -> str:
    """A path of a manifest, by base name inside the bundle only."""
    if name == FORM or (name.startswith(f"{MEDIA}/") and _base_name(name.removeprefix(f"{MEDIA}/"))):
        return name
    raise BundleError("the manifest names a file outside the bundle")


def _base_name(name: str) -> str:
    if not name or name in {".", ".."} or any(letter in name for letter in "/\\\0:"):
        raise BundleError("a file name that leads out of the bundle")
    return name
