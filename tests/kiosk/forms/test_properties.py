"""Random forms and random answers: what is followed step by step is what comes out from scratch."""

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.forms import FormDef, load_form
from kiosk.forms.errors import AnswerRefused
from tests.kiosk.forms.examples import a_session, snapshot, xform

FIELDS = 6
OPERANDS = st.sampled_from(["1", "2", "'x'", "''", "count(/data/r)", "sum(/data/r/v)"])


@st.composite
def expressions(draw: st.DrawFn, below: int, names: tuple[str, ...]) -> str:
    """Reads only fields before `below`, so that no circle comes up."""
    fields = [f"/data/f{i}" for i in range(below)] + list(names)
    operand = st.one_of(OPERANDS, st.sampled_from(fields)) if fields else OPERANDS
    shape = draw(
        st.sampled_from(
            ["{a} + {b}", "{a} = {b}", "if({a} > {b}, {a}, {b})", "coalesce({a}, {b})", "concat({a}, {b})", "{a} &lt; 3 or {b} = 'x'"]
        )
    )
    return shape.format(a=draw(operand), b=draw(operand))


@st.composite
def forms(draw: st.DrawFn) -> bytes:
    """Fields in two groups, calculated or asked, relevant or not, and a repeat that reads them and itself."""
    binds = ""
    for i in range(FIELDS):
        for name in ("calculate", "relevant"):
            if draw(st.booleans()):
                binds += f'<bind nodeset="{place(i)}" {name}="{moved(draw(expressions(i, ())))}"/>'
    for name, inner in (("w", ("../v",)), ("u", ("../v", "../w", "position(..)"))):
        kind = draw(st.sampled_from(["string", "int", "decimal"]))
        binds += f'<bind nodeset="/data/r/{name}" calculate="{moved(draw(expressions(0, inner)))}" type="{kind}"/>'
    if draw(st.booleans()):
        condition = moved(draw(expressions(2, ()))).replace("count(/data/r)", "3").replace("sum(/data/r/v)", "4")
        binds += f'<bind nodeset="/data/g" relevant="{condition}"/>'
    inside = "".join(f"<f{i}/>" for i in range(2, FIELDS))
    body = '<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>' + "".join(f'<input ref="{place(i)}"/>' for i in range(FIELDS))
    return xform(f"<f0/><f1/><g>{inside}</g><r><v/><w/><u/></r>", binds, body)


def place(i: int) -> str:
    return f"/data/f{i}" if i < 2 else f"/data/g/f{i}"


def moved(expression: str) -> str:
    for i in range(2, FIELDS):
        expression = expression.replace(f"/data/f{i}", place(i))
    return expression


@lru_cache(maxsize=64)
def loaded(xml: bytes) -> FormDef:
    return load_form(xml)


ANSWERS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, FIELDS - 1), st.sampled_from(["", "1", "2", "5", "x", "2026-01-02"])),
        st.tuples(st.just("row"), st.integers(1, 4), st.sampled_from(["", "3", "7", "x"])),
        st.tuples(st.just("add"), st.just(0), st.just("")),
        st.tuples(st.just("remove"), st.integers(1, 4), st.just("")),
    ),
    max_size=8,
)


@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(xml=forms(), answers=ANSWERS)
def test_following_changes_gives_what_working_out_anew_gives(xml: bytes, answers: list[tuple[str, int, str]]) -> None:
    session = a_session(loaded(xml), strict=False)
    for kind, number, typed in answers:
        try:
            match kind:
                case "answer" if session.form.nodes[place(number)].bind.calculate is None:
                    session.answer(place(number), typed)
                case "row":
                    session.answer(f"/data/r[{number}]/v", typed)
                case "add":
                    session.add_repeat("/data/r")
                case "remove":
                    session.remove_repeat(f"/data/r[{number}]")
        except AnswerRefused:
            continue
        draft = session.save()
        restored = session.restored(draft)

        assert snapshot(restored) == snapshot(session)
        assert restored.save() == draft
