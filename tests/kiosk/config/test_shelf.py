"""A catalogue file that changes, and one that is put in the place of another."""

import os
from pathlib import Path

import pytest

from kiosk.config import ConfigFaults, read_catalogue
from kiosk.config.shelf import CatalogueFile, before, put_in_place, step_back
from tests.kiosk.config.test_catalogue import HALL


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "hall.yaml"
    place.write_text(HALL, encoding="utf-8")
    return place


@pytest.fixture
def watched(file: Path, tmp_path: Path) -> CatalogueFile:
    return CatalogueFile((file, tmp_path / "forms"), lambda: read_catalogue(file))


def version(watched: CatalogueFile) -> str | None:
    found = watched.news()
    return found.version if found else None


def test_a_catalogue_is_read_at_first_and_whenever_it_was_written(file: Path, watched: CatalogueFile) -> None:
    seen = [version(watched), version(watched)]
    file.write_text(HALL.replace('"1"', '"22"', 1), encoding="utf-8")
    seen += [version(watched), version(watched)]

    assert seen == ["1", None, "22", None]


def test_a_change_that_keeps_the_size_is_seen_and_so_is_a_form_that_was_published(file: Path, watched: CatalogueFile) -> None:
    watched.news()
    file.write_text(HALL.replace('"1"', '"2"', 1), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert version(watched) == "2"
    (file.parent / "forms").mkdir()

    assert version(watched) == "2"


def test_mistakes_are_told_once_and_not_at_every_look(file: Path, watched: CatalogueFile) -> None:
    watched.news()
    file.write_text("hall: lake\n", encoding="utf-8")
    with pytest.raises(ConfigFaults):
        watched.news()
    assert watched.news() is None
    file.unlink()
    with pytest.raises(ConfigFaults):
        watched.news()


def test_one_step_back_and_forth_again(file: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    new.write_text("new", encoding="utf-8")
    put_in_place(new, file)
    assert (file.read_text(encoding="utf-8"), before(file).read_text(encoding="utf-8")) == ("new", HALL)
    assert step_back(file)
    assert file.read_text(encoding="utf-8") == HALL
    assert step_back(file)

    assert file.read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hall.yaml", "hall.yaml.before", "new.yaml"]


def test_where_there_was_none_there_is_no_way_back(tmp_path: Path, file: Path) -> None:
    place = tmp_path / "other.yaml"
    put_in_place(file, place)

    assert not step_back(place)
    assert place.read_text(encoding="utf-8") == HALL
