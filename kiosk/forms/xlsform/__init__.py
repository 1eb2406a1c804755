"""From an author's workbook to a published form. Only here is pyxform used, never on a terminal."""

from kiosk.forms.xlsform.convert import Workbook, read_workbook
from kiosk.forms.xlsform.publish import publish

__all__ = ["Workbook", "publish", "read_workbook"]
