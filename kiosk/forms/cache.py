"""How is a form read only once? Definitions in memory, by the hash of their bundle's manifest."""

from pathlib import Path
from threading import Lock

from kiosk.forms.bundle import Trust, read_bundle, read_manifest
from kiosk.forms.definition.model import FormDef


class FormCache:
    """Published forms that `trust` lets pass. May be asked from several threads; warm it before the first citizen comes."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self._forms: dict[str, FormDef] = {}
        self._lock = Lock()

    def form(self, folder: Path) -> FormDef:
        """The form of a bundle; read and verified again only when its manifest is another."""
        identity = read_manifest(folder).hash
        with self._lock:
            found = self._forms.get(identity)
            if found is None:
                found = self._forms[identity] = read_bundle(folder, self._trust)
            return found
