"""The functions of the dialect, a file a subject (XPath 1.0, 4; ODK XForms, 'XPath Functions')."""

from kiosk.forms.nodes import JAVAROSA
from kiosk.forms.xpath.functions import choices, days, geo, logic, nodes, numbers, places, texts
from kiosk.forms.xpath.library import FunctionLibrary

LIBRARY = FunctionLibrary()
for _module in (choices, days, geo, logic, nodes, numbers, places, texts):
    for _function in _module.FUNCTIONS:
        LIBRARY.add("", _function)
for _function in nodes.JAVAROSA_FUNCTIONS:
    LIBRARY.add(JAVAROSA, _function)
