"""How does a program follow its catalogue while it runs? A sound one is taken over; of a faulty one the mistakes are in the log."""

from collections.abc import Callable

from kiosk.config import ConfigFaults, Fault
from kiosk.config.shelf import CatalogueFile
from kiosk.model.catalogue import Catalogue
from kiosk.model.errors import KioskError
from kiosk.programs.wiring import HallSettings, House, catalogue_for

REST_S = 3.0
_MOST_FAULTS = 10


def renewal(
    settings: HallSettings, house: House, present: Catalogue, *, take: Callable[[Catalogue], object],
    check: Callable[[Catalogue], None] = lambda _: None,
) -> Callable[[], float]:  # fmt: skip
    """A Worker's step; the first look comes when the program has started. present: what it was started with.

    take: called with a sound one that says something else; check: raises a KioskError for one that is not sound here.
    """
    file = CatalogueFile((settings.catalogue, settings.forms), lambda: _sound(settings, present.hall, check))
    known: list[Catalogue] = []

    def step() -> float:
        if not known:
            known.append(present)
            return REST_S
        try:
            found = file.news()
        except ConfigFaults as faulty:
            _tell(house, faulty)
        except KioskError as faulty:
            house.log.event("catalogue.faulty", code=faulty.code)
        else:
            if found is not None and found != known[0]:
                take(found)
                known[0] = found
                house.log.event("catalogue.taken_over", version=found.version)
        return REST_S

    return step


def _sound(settings: HallSettings, hall: str, check: Callable[[Catalogue], None]) -> Catalogue:
    """The catalogue of this hall, with forms that are published. Raises ConfigFaults, and what `check` raises."""
    catalogue = catalogue_for(settings)
    if catalogue.hall != hall:
        message = f"It is the catalogue of the hall `{catalogue.hall}`, and this machine is in `{hall}`."
        fault = Fault(file=settings.catalogue, line=1, where="hall", message=message, what_to_do="Take the catalogue of this hall.")
        raise ConfigFaults([fault])
    check(catalogue)
    return catalogue


def _tell(house: House, faulty: ConfigFaults) -> None:
    house.log.event("catalogue.faulty", code=faulty.code, count=len(faulty.faults))
    for fault in faulty.faults[:_MOST_FAULTS]:
        house.log.event("catalogue.mistake", outcome=f"{fault.line}: {fault.where}: {fault.message}")
