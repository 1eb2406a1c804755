"""Protocol v1: what is read from the wire, and how much of it."""

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import ItemResult, ItemStatus, Problem, batch, inflate, problem_of, results_body, results_of, squeeze
from tests.sync.builders import a_bomb


@given(body=st.binary(max_size=5000))
def test_a_body_comes_out_as_it_went_in(body: bytes) -> None:
    wire, encoding = squeeze(body)

    assert (encoding == "gzip") == (len(body) > 1024)
    assert (inflate(wire, 5000) if encoding else wire) == body


def test_a_bomb_of_300_megabytes_is_never_made() -> None:
    bomb = a_bomb()
    tracemalloc.start()
    try:
        assert inflate(bomb, 8 * 1024 * 1024) is None
        assert tracemalloc.get_traced_memory()[1] < 32 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "wire", [b"", b"no gzip", gzip.compress(b"whole", mtime=0)[:-3], gzip.compress(b"whole", mtime=0) + b"tail"],
    ids=["empty", "no gzip", "cut short", "with a tail"],
)  # fmt: skip
def test_damaged_bodies_are_refused(wire: bytes) -> None:
    assert inflate(wire, 1000) is None


def test_the_limit_itself_is_allowed() -> None:
    assert inflate(gzip.compress(bytes(1000)), 1000) == bytes(1000)
    assert inflate(gzip.compress(bytes(1001)), 1000) is None


def test_a_problem_is_known_by_its_type_alone() -> None:
    problem = Problem(status=409, name="counter-busy", facts={"label": "A012"})

    assert problem_of(409, problem.to_json()) == problem
    assert problem_of(409, b'{"type": "about:blank"}') is None
    assert problem_of(502, b"<html>Bad gateway</html>") is None
    assert problem_of(400, b"[" * 100_000) is None


def test_results_travel_and_unknown_words_mean_retry() -> None:
    results = (
        ItemResult(id="a", status=ItemStatus.ACCEPTED, seq=7),
        ItemResult(id="b", status=ItemStatus.REJECTED, problem="unknown-form"),
    )

    assert results_of(results_body(results, "now")) == {"a": results[0], "b": results[1]}
    assert results_of(b'{"results": [{"id": "a", "status": "pondering"}]}') == {"a": ItemResult(id="a", status=ItemStatus.RETRY)}
    assert results_of(b"<html>") is None


def test_the_frozen_bytes_of_items_stand_in_the_batch() -> None:
    assert batch([b'{"a":1}', b'{"b": 2 }']) == b'{"v":1,"items":[{"a":1},{"b": 2 }]}'
