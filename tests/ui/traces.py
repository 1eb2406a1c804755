"""What is left of a visit in the memory of the window? Every object that can be reached, and every property that holds words.

A script inside the engine looks: wrappers that Python made of Qt's own objects would outlive what they describe.
"""

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtQml import QJSEngine, QJSValue

from tests.ui.terminal import Rig

EVERYTHING = """(function (roots) {
    const known = new Set(), words = [];
    const waiting = Array.from(roots);
    while (waiting.length) {
        const thing = waiting.pop();
        if (known.has(thing))
            continue;
        known.add(thing);
        for (const name in thing) {
            let value;
            try { value = thing[name]; } catch (unreadable) { continue; }
            if (typeof value === "string")
                words.push(thing + "." + name + " = " + value);
            if (!value || typeof value !== "object")
                continue;
            if (value.objectName !== undefined)
                waiting.push(value);
            else if (value.length > 0 && typeof value !== "string") {
                for (let i = 0; i < value.length; i++)
                    if (value[i] && typeof value[i] === "object" && value[i].objectName !== undefined)
                        waiting.push(value[i]);
                    else
                        words.push(thing + "." + name + " = " + JSON.stringify(value[i]));
            } else if (value.constructor === Object)
                words.push(thing + "." + name + " = " + JSON.stringify(value));
        }
    }
    return known.size + "\\n" + words.join("\\n");
})"""


def count(rig: Rig) -> int:
    """Objects that can be reached from the window and the terminal."""
    return int(_look(rig)[0])


def holders(rig: Rig, marker: str) -> list[str]:
    """Properties that show the marker."""
    return [line for line in _look(rig)[1:] if marker in line]


def _look(rig: Rig) -> list[str]:
    engine = rig.window.opened.engine
    roots: list[QObject] = [rig.window.window.contentItem(), rig.window.terminal, *rig.window.terminal.findChildren(QObject)]
    for root in roots:
        QJSEngine.setObjectOwnership(root, QJSEngine.ObjectOwnership.CppOwnership)
    array = engine.newArray(len(roots))
    for at, root in enumerate(roots):
        array.setProperty(at, engine.newQObject(root))
    look = cast("QJSValue", engine.evaluate(EVERYTHING))  # the stub says that a tuple comes back
    return look.call([array]).toString().splitlines()
