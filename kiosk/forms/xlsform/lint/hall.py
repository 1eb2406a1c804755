"""Do the columns `bind::hall:...` say what the hall understands, and is personal data marked?"""

from collections.abc import Iterator

import regex

from kiosk.forms.definition.model import ModelNode, QuestionDef
from kiosk.forms.errors import Problem
from kiosk.forms.prompts import control_of
from kiosk.forms.xlsform.lint.subject import Subject

_VALUES = {
    "pii": (r"personal|sensitive", "write personal or sensitive"),
    "reuse": (r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", "write a key such as person.id_number"),
    "dept": (r"[a-z][a-z0-9_-]*", "write the code of a department"),
    "defer": (r"yes|no", "write yes or no"),
    "max": (r"[1-9][0-9]{0,3}", "write the largest number of rows"),
    "block": (r"yes", "write yes, or leave it empty"),
}
_PERSONAL = regex.compile(
    r"姓名|身份证|身份号码|护照|手机|电话|住址|地址|出生日期|生日|邮箱|银行卡号|账号|签名"
    r"|\b(full name|your name|surname|first name|last name|identity (card|number)|passport|telephone|phone|mobile"
    r"|(home|present|your) address|e-?mail|date of birth|birthday|account number|card number|your signature)\b",
    regex.IGNORECASE,
)
_TYPED = frozenset({"text", "integer", "decimal", "date", "datetime", "image", "file", "signature"})


def rules(subject: Subject) -> Iterator[Problem]:
    for node in subject.form.nodes.values():
        for name, value in node.bind.hall.items():
            yield from _value(subject, node, name, value)
    for question in subject.form.questions:
        yield from _personal(subject, question)


def _value(subject: Subject, node: ModelNode, name: str, value: str) -> Iterator[Problem]:
    part = f"bind::hall:{name}"
    if name not in _VALUES:
        message = f"hall:{name} is not known; known are {', '.join(sorted(_VALUES))}"
        yield subject.problem("forms.hall", message, node.path, part)
        return
    pattern, todo = _VALUES[name]
    if regex.fullmatch(pattern, value) is None:
        yield subject.problem("forms.hall", f"hall:{name} cannot be {value[:40]}; {todo}", node.path, part)
    elif name == "max" and node.repeat is None:
        yield subject.problem("forms.hall", "hall:max belongs to a repeat; move it to the row `begin repeat`", node.path, part)
    elif name == "block" and (node.control is None or control_of(node.control) != "note"):
        yield subject.problem("forms.hall", "hall:block belongs to a note; ask in a note what must be put right", node.path, part)


def _personal(subject: Subject, question: QuestionDef) -> Iterator[Problem]:
    if "pii" in question.node.bind.hall or control_of(question) not in _TYPED or question.label is None:
        return
    for compiled in question.label.by_language.values():
        words = "".join(part for part in compiled.parts if isinstance(part, str))
        found = _PERSONAL.search(words)
        if found is not None:
            message = f"this asks for personal data ({found[0]}); write personal or sensitive into bind::hall:pii"
            yield subject.warning("forms.pii", message, question.node.path, "label")
            return
