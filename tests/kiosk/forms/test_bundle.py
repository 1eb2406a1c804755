import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.actions.publishing import publish, sign_again, trust_in
from kiosk.forms import FormDef
from kiosk.forms.bundle import SIGNATURE, Parts, read_bundle, read_manifest
from kiosk.forms.cache import FormCache
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.errors import BundleError, BundleForeign, BundleUnsigned
from kiosk.security.keys import DeviceKey
from kiosk.security.publisher import sign_manifest
from tests.kiosk.forms.examples import xform

XML = xform("<a/>", model='<instance id="x" src="jr://file/x.csv"/>')
MEDIA = {"x.csv": b"name\n1\n"}
KEY, OTHER = DeviceKey(bytes(range(32))), DeviceKey(bytes(range(1, 33)))
TRUST = trust_in([KEY.public])


def parts(media: Mapping[str, bytes] = MEDIA) -> Parts:
    return Parts(form=parse_form(XML, media), xml=XML, media=media, workbook_name="t.xlsx", workbook=b"the workbook")


def read(folder: Path) -> FormDef:
    return read_bundle(folder, TRUST)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return publish(parts(), tmp_path, key=KEY)


def rewrite(bundle: Path, **changes: object) -> None:
    """Another manifest, signed again so that only its content is wrong."""
    said = json.loads((bundle / "manifest.json").read_text("utf8")) | changes
    (bundle / "manifest.json").write_text(json.dumps(said), "utf8")
    (bundle / SIGNATURE).write_bytes(sign_manifest((bundle / "manifest.json").read_bytes(), KEY))


def test_a_bundle_comes_back_as_it_was_published(bundle: Path) -> None:
    form = read(bundle)

    assert bundle.name == "t-1"
    assert (form.form_id, form.version, form.title) == ("t", "1", "T")
    assert len(form.instances["x"].items(("root", "item"))) == 1


def test_publishing_again_changes_nothing(bundle: Path) -> None:
    before = {path.name: path.read_bytes() for path in bundle.iterdir() if path.is_file()}

    assert publish(parts(), bundle.parent, key=KEY) == bundle
    assert {path.name: path.read_bytes() for path in bundle.iterdir() if path.is_file()} == before
    assert [path.name for path in bundle.parent.iterdir()] == ["t-1"]


def test_another_form_under_the_same_version_is_refused(bundle: Path) -> None:
    with pytest.raises(BundleError):
        publish(parts({"x.csv": b"name\n2\n"}), bundle.parent, key=KEY)


@pytest.mark.parametrize("file", ["form.xml", "media/x.csv"])
def test_a_changed_or_missing_file_is_noticed(bundle: Path, file: str) -> None:
    (bundle / file).write_bytes(b"changed")
    with pytest.raises(BundleError, match="published"):
        read(bundle)

    (bundle / file).unlink()
    with pytest.raises(BundleError, match="missing"):
        read(bundle)


@pytest.mark.parametrize("name", ["../form.xml", "media/../../x", "media/", "other.txt", "/etc/passwd"])
def test_a_manifest_cannot_lead_out_of_the_bundle(bundle: Path, name: str) -> None:
    rewrite(bundle, files={"form.xml": "0" * 64, name: "0" * 64})

    with pytest.raises(BundleError, match=r"outside|leads out"):
        read(bundle)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "form": "t", "version": "1", "title": "", "languages": [], "files": {}}']
)
def test_a_manifest_that_is_none_is_refused(bundle: Path, text: str) -> None:
    (bundle / "manifest.json").write_text(text, "utf8")
    (bundle / SIGNATURE).write_bytes(sign_manifest(text.encode(), KEY))

    with pytest.raises(BundleError):
        read(bundle)


def test_a_form_that_is_not_the_named_one_is_refused(bundle: Path) -> None:
    rewrite(bundle, version="2")

    with pytest.raises(BundleError, match="names"):
        read(bundle)


def test_the_cache_reads_a_form_once(bundle: Path) -> None:
    cache = FormCache(TRUST)
    first = cache.form(bundle)
    assert cache.form(bundle) is first

    copy = bundle.parent / "copy"
    shutil.copytree(bundle, copy)
    assert cache.form(copy) is first
    assert read_manifest(copy).form == "t"


def test_the_manifest_names_the_workbook_that_the_form_was_made_from(bundle: Path) -> None:
    assert read_manifest(bundle).workbook == hashlib.sha256(b"the workbook").hexdigest()


def test_a_bundle_without_a_signature_is_not_used(bundle: Path) -> None:
    (bundle / SIGNATURE).unlink()

    with pytest.raises(BundleUnsigned):
        read(bundle)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"key": "00", "signature": "00"}', b'{"key": 1, "signature": 2}', b"\xff"])
def test_a_signature_that_is_none_is_no_signature(bundle: Path, data: bytes) -> None:
    (bundle / SIGNATURE).write_bytes(data)

    with pytest.raises(BundleUnsigned):
        read(bundle)


def test_a_manifest_that_was_changed_after_it_was_signed_is_not_used(bundle: Path) -> None:
    with (bundle / "manifest.json").open("a") as file:
        file.write(" ")

    with pytest.raises(BundleUnsigned):
        read(bundle)


def test_a_bundle_of_somebody_else_is_not_used_until_that_publisher_is_trusted(bundle: Path) -> None:
    sign_again(bundle, key=OTHER)

    with pytest.raises(BundleForeign) as caught:
        read(bundle)
    assert caught.value.facts == {"signer": OTHER.public.hex()[:16]}
    assert read_bundle(bundle, trust_in([KEY.public, OTHER.public])).form_id == "t"


def test_publishing_with_another_key_signs_what_is_there_anew(bundle: Path) -> None:
    assert publish(parts(), bundle.parent, key=OTHER) == bundle
    assert read_bundle(bundle, trust_in([OTHER.public])).form_id == "t"


def test_a_damaged_bundle_is_not_signed_again(bundle: Path) -> None:
    (bundle / "form.xml").write_bytes(b"changed")

    with pytest.raises(BundleError, match="published"):
        sign_again(bundle, key=OTHER)
    assert read_manifest(bundle).form == "t"


def test_nothing_is_trusted_where_nobody_is(bundle: Path) -> None:
    with pytest.raises(BundleForeign):
        read_bundle(bundle, trust_in([]))
