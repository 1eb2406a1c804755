"""From an author's workbook to a published form. Only here is pyxform used, never on a terminal."""

from kiosk.forms.xlsform.reading import Workbook, read_workbook

__all__ = ["Workbook", "read_workbook"]
