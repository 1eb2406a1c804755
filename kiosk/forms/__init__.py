"""The forms engine: XForms in, filled-in instances out. No Qt, database or network."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.forms.definition.model import FormDef
from kiosk.forms.definition.parser import parse_form
from kiosk.forms.entry import FormEntry
from kiosk.forms.errors import FormDefinitionError, FormError, Problem
from kiosk.forms.session import FormSession

__all__ = ["FormDef", "FormDefinitionError", "FormEntry", "FormError", "FormSession", "Problem", "load_form"]

_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def load_form(xml: bytes, media: Mapping[str, bytes] = _NOTHING) -> FormDef:
    """Read a form; media: files by base name. Raises FormDefinitionError with every problem."""
    return parse_form(xml, media)
