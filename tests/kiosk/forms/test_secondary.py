import pytest

from kiosk.forms import FormDefinitionError, load_form
from kiosk.forms.definition.secondary import read_secondary
from tests.kiosk.forms.examples import a_session, fill, value, xform

MODEL = '<instance id="towns" src="jr://file-csv/towns.csv"/>'
BODY = (
    '<select1 ref="/data/a"><itemset nodeset="instance(\'towns\')/root/item[region = /data/r and pop &gt; 10]">'
    '<value ref="name"/><label ref="label"/></itemset></select1>'
)
BINDS = "<bind nodeset=\"/data/b\" calculate=\"pulldata('towns', 'label', 'name', /data/r)\"/>"


def rows(name: str, data: bytes) -> list[dict[str, str]]:
    found = read_secondary(name, data)
    return [{cell.name: cell.text for cell in item.children} for item in found.items(("root", "item"))]


@pytest.mark.parametrize(
    "data",
    [
        b'name,label\na,A\nb,"B, too"\n',
        b'\xef\xbb\xbfname,label\r\na,A\r\nb,"B, too"\r\n',
        b"name;label\ra;A\rb;B, too\r",
        b' name ,label\na,A\n\nb,"B, too"',
    ],
)
def test_a_list_is_read_however_it_was_saved(data: bytes) -> None:
    assert rows("towns.csv", data) == [{"name": "a", "label": "A"}, {"name": "b", "label": "B, too"}]


def test_a_short_row_is_padded() -> None:
    assert rows("towns.csv", b"name,label\na\n") == [{"name": "a", "label": ""}]


def test_features_become_items() -> None:
    data = (
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [2, 1.5]},'
        b'"properties": {"name": "x", "big": true, "none": null}}, {"type": "Feature", "properties": null,'
        b'"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [0, 0]]]}}]}'
    )

    assert rows("towns.geojson", data) == [
        {"geometry": "1.5 2 0 0", "name": "x", "big": "true", "none": "", "id": "7"},
        {"geometry": "0 0 0 0; 1 0 0 0; 0 0 0 0"},
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b"na$me\n1\n"),
        ("x.csv", b"\xff\xfe"),
        ("x.geojson", b"["),
        ("x.geojson", b"[]"),
        ("x.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Point"}]}'),
        ("x.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Curve"}}]}'),
        (
            "x.geojson",
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": []}}]}',
        ),
        ("x.xml", b"<!DOCTYPE a><a/>"),
    ],
)
def test_what_is_no_list_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(FormDefinitionError):
        read_secondary(name, data)


def test_a_form_looks_into_its_lists() -> None:
    media = {"towns.csv": b"region,name,label,pop\nx,a,A,5\nx,b,B,50\ny,c,C,99\nz,x,The x,1\n"}
    session = a_session(load_form(xform("<r/><a/><b/>", BINDS, BODY, model=MODEL), media))
    fill(session, {"/data/r": "x", "/data/a": "b"})
    assert (value(session, "/data/a"), value(session, "/data/b")) == ("b", "The x")

    session.answer("/data/r", "y")
    assert (value(session, "/data/a"), value(session, "/data/b")) == ("", "")


def test_a_missing_list_is_blank() -> None:
    session = fill(a_session(load_form(xform("<r/><a/><b/>", BINDS, BODY, model=MODEL))), {"/data/r": "x", "/data/a": "b"})

    assert (value(session, "/data/a"), value(session, "/data/b")) == ("", "")


def test_an_index_finds_what_a_walk_finds() -> None:
    found = read_secondary("towns.csv", b"k,v\na,1\nb,2\na,3\n")

    assert [item.by_name("v")[0].text for item in found.find(("root", "item"), "k", "a") or []] == ["1", "3"]
    assert found.find(("root", "item"), "k", "zzz") == []
