"""How is a form read only once? Definitions in memory, by the hash of their bundle's manifest."""

from pathlib import Path
from threading import Lock

from kiosk.forms.bundle import read_bundle, read_manifest
from kiosk.forms.definition.model import FormDef


class FormCache:
    """Published forms of one folder. May be asked from several threads; warm it before the first citizen comes."""

    def __init__(self) -> None:
        self._forms: dict[str, FormDef] = {}
        self._lock = Lock()

    def form(self, folder: Path) -> FormDef:
        """The form of a bundle; read and verified again only when its manifest is another."""
        identity = read_manifest(folder).hash
        with self._lock:
            found = self._forms.get(identity)
            if found is None:
                found = self._forms[identity] = read_bundle(folder)
            return found
