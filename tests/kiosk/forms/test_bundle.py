import json
import shutil
from pathlib import Path

import pytest

from kiosk.forms.bundle import read_bundle, read_manifest, write_bundle
from kiosk.forms.cache import FormCache
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.errors import BundleError
from tests.kiosk.forms.examples import xform

XML = xform("<a/>", model='<instance id="x" src="jr://file/x.csv"/>')
MEDIA = {"x.csv": b"name\n1\n"}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(parse_form(XML, MEDIA), XML, MEDIA, tmp_path)


def test_a_bundle_comes_back_as_it_was_published(bundle: Path) -> None:
    form = read_bundle(bundle)

    assert bundle.name == "t-1"
    assert (form.form_id, form.version, form.title) == ("t", "1", "T")
    assert len(form.instances["x"].items(("root", "item"))) == 1


def test_publishing_again_changes_nothing(bundle: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in bundle.iterdir()}

    assert write_bundle(parse_form(XML, MEDIA), XML, MEDIA, bundle.parent) == bundle
    assert {path.name: path.stat().st_mtime_ns for path in bundle.iterdir()} == before
    assert [path.name for path in bundle.parent.iterdir()] == ["t-1"]


def test_another_form_under_the_same_version_is_refused(bundle: Path) -> None:
    with pytest.raises(BundleError):
        write_bundle(parse_form(XML, MEDIA), XML, {"x.csv": b"name\n2\n"}, bundle.parent)


@pytest.mark.parametrize("file", ["form.xml", "media/x.csv"])
def test_a_changed_or_missing_file_is_noticed(bundle: Path, file: str) -> None:
    (bundle / file).write_bytes(b"changed")
    with pytest.raises(BundleError, match="published"):
        read_bundle(bundle)

    (bundle / file).unlink()
    with pytest.raises(BundleError, match="missing"):
        read_bundle(bundle)


@pytest.mark.parametrize("name", ["../form.xml", "media/../../x", "media/", "other.txt", "/etc/passwd"])
def test_a_manifest_cannot_lead_out_of_the_bundle(bundle: Path, name: str) -> None:
    said = json.loads((bundle / "manifest.json").read_text("utf8"))
    said["files"][name] = "0" * 64
    (bundle / "manifest.json").write_text(json.dumps(said), "utf8")

    with pytest.raises(BundleError, match=r"outside|leads out"):
        read_bundle(bundle)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "form": "t", "version": "1", "title": "", "languages": [], "files": {}}']
)
def test_a_manifest_that_is_none_is_refused(bundle: Path, text: str) -> None:
    (bundle / "manifest.json").write_text(text, "utf8")

    with pytest.raises(BundleError):
        read_bundle(bundle)


def test_a_form_that_is_not_the_named_one_is_refused(bundle: Path) -> None:
    said = json.loads((bundle / "manifest.json").read_text("utf8")) | {"version": "2"}
    (bundle / "manifest.json").write_text(json.dumps(said), "utf8")

    with pytest.raises(BundleError, match="names"):
        read_bundle(bundle)


def test_the_cache_reads_a_form_once(bundle: Path) -> None:
    cache = FormCache()
    first = cache.form(bundle)
    assert cache.form(bundle) is first

    copy = bundle.parent / "copy"
    shutil.copytree(bundle, copy)
    assert cache.form(copy) is first
    assert read_manifest(copy).form == "t"
