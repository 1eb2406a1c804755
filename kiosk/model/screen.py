"""How large is a screen, and how far away is its reader? Sizes on screens are millimetres, never pixels."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, kw_only=True)
class Screen:
    """The lit area of one screen as a technician measured it, and the distance of the reader's eyes."""

    width_mm: float
    height_mm: float
    width_px: int
    height_px: int
    distance_mm: float

    @property
    def px_per_mm(self) -> float:
        """By the coarser direction, so that nothing comes out smaller than it says."""
        return min(self.width_px / self.width_mm, self.height_px / self.height_mm)

    def px(self, mm: float) -> int:
        """Whole pixels for at least `mm` millimetres."""
        return ceil(mm * self.px_per_mm)
