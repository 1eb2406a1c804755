"""The forms engine: XForms in, filled-in instances out. No Qt, database or network."""

from kiosk.forms.definition.model import FormDef
from kiosk.forms.entry import FormEntry
from kiosk.forms.errors import FormDefinitionError, FormError, Problem
from kiosk.forms.session import FormSession

__all__ = ["FormDef", "FormDefinitionError", "FormEntry", "FormError", "FormSession", "Problem", "load_form"]


def load_form(xml: bytes, media: dict[str, bytes] | None = None) -> FormDef:
    """Read a form; raises FormDefinitionError with every problem."""
    raise NotImplementedError
