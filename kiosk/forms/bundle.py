"""What is a published form? A folder with the form, its media, and a manifest of hashes that is checked at each reading.

<form>-<version>/form.xml  manifest.json  media/<files>
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.forms.definition.model import FormDef
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.errors import BundleError

FORMAT = 1
FORM, MANIFEST, MEDIA = "form.xml", "manifest.json", "media"
LARGEST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """files: SHA-256 in hex by path inside the bundle; hash: of the manifest itself, the name under which caches keep the form."""

    form: str
    version: str
    title: str
    languages: tuple[str, ...]
    files: Mapping[str, str]
    hash: str


def bundle_name(form: str, version: str) -> str:
    return f"{form}-{version}"


def write_bundle(form: FormDef, xml: bytes, media: Mapping[str, bytes], folder: Path) -> Path:
    """Put a bundle into `folder`, whole or not at all; one that is there with the same files stays.

    Raises BundleError when another form stands under this name and version: what was published never changes.
    """
    files = {FORM: xml} | {f"{MEDIA}/{_base_name(name)}": data for name, data in sorted(media.items())}
    manifest = {
        "format": FORMAT,
        "form": form.form_id,
        "version": form.version,
        "title": form.title,
        "languages": list(form.languages),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    target = folder / bundle_name(_base_name(form.form_id), _base_name(form.version))
    if target.exists():
        if read_manifest(target).files != manifest["files"]:
            raise BundleError("another form is published under this name and version", form=form.form_id, version=form.version)
        return target
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    _write(files, target)
    return target


def _write(files: Mapping[str, bytes], target: Path) -> None:
    """Into a folder beside it, then renamed: nobody ever sees half a bundle."""
    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        for name, data in files.items():
            path = making / name
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        making.chmod(0o755)
        making.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)


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
            hash=hashlib.sha256(data).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BundleError("the manifest is not readable") from None


def read_bundle(folder: Path) -> FormDef:
    """The form of a bundle, every file as it was published; raises BundleError or FormDefinitionError."""
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
