"""What does a form say, in which language? Texts with outputs in them (ODK XForms, 'Languages')."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kiosk.forms.xpath.compiler import CompiledExpression
from kiosk.forms.xpath.context import Context

Raw = tuple["str | Output", ...]
Read = Callable[[CompiledExpression, Context], str]


@dataclass(frozen=True, slots=True)
class Output:
    """<output value="..."/>, still as it is written."""

    source: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """Words with expressions between them, ready for one place in the form."""

    parts: tuple[str | CompiledExpression, ...]

    def text(self, context: Context, read: "Read") -> str:
        return "".join(part if isinstance(part, str) else read(part, context) for part in self.parts)


@dataclass(frozen=True, slots=True)
class TextDef:
    """A label, hint or message. by_language: words by (language, form of the text), "" for words of every language.

    expression: a reference that is no plain jr:itext('id'), evaluated for its text.
    """

    by_language: Mapping[tuple[str, str], Compiled] = field(default_factory=dict)
    expression: CompiledExpression | None = None
    identity: str = ""

    def text(self, context: Context, language: str, form: str = "", *, read: Read = CompiledExpression.text_at) -> str:
        """form: "" for the words themselves, or "short", "long", "guidance", "image" and so on; read: how expressions are read."""
        if self.expression is not None:
            return read(self.expression, context) if not form else ""
        found = self.by_language.get((language, form)) or self.by_language.get(("", form))
        if found is None and not form:
            found = self.by_language.get((language, "long")) or self.by_language.get((language, "short"))
        return found.text(context, read) if found is not None else ""


MEDIA = ("image", "audio", "video")
"""Forms of a text that name a file of the bundle."""


@dataclass(frozen=True)
class Itext:
    """texts: words by language, id and form; the first language is the default unless one says it is."""

    languages: tuple[str, ...] = ()
    default: str = ""
    texts: Mapping[str, Mapping[str, Mapping[str, Raw]]] = field(default_factory=dict)

    def forms(self, language: str, identity: str) -> Mapping[str, Raw]:
        """In `language`, else in the default language."""
        found = self.texts.get(language, {}).get(identity)
        return found if found is not None else self.texts.get(self.default, {}).get(identity, {})

    @cached_property
    def pictured(self) -> bool:
        """Whether any text comes with a picture, a sound or a film."""
        return any(form in MEDIA for texts in self.texts.values() for forms in texts.values() for form in forms)

    def has(self, identity: str) -> bool:
        return any(identity in texts for texts in self.texts.values())

    def match(self, wanted: str) -> str:
        """The form's own name of a language: "zh" finds "中文 (zh)"; the default for what it does not have."""
        if wanted in self.languages:
            return wanted
        for language in self.languages:
            if code_of(language).lower() == wanted.lower():
                return language
        short = wanted.split("-", maxsplit=1)[0].lower()
        return next((each for each in self.languages if code_of(each).lower() == short), self.default)


def code_of(language: str) -> str:
    """ "zh" of "中文 (zh)"; a name without a code stands for itself."""
    if language.endswith(")") and "(" in language:
        return language[language.rindex("(") + 1 : -1].strip()
    return language
