"""What do the hall's files say? Settings and catalogue from YAML, checked, with every mistake told at once."""

from kiosk.config.faults import ConfigFaults, Fault
from kiosk.config.settings import (
    BoardSettings,
    CentralLink,
    CentralSettings,
    CounterSettings,
    HubProgramSettings,
    IdleSettings,
    LogSettings,
    PrinterSettings,
    ScannerSettings,
    ScreenSettings,
    Settings,
    TerminalSettings,
    read_settings,
)

__all__ = [
    "BoardSettings",
    "CentralLink",
    "CentralSettings",
    "ConfigFaults",
    "CounterSettings",
    "Fault",
    "HubProgramSettings",
    "IdleSettings",
    "LogSettings",
    "PrinterSettings",
    "ScannerSettings",
    "ScreenSettings",
    "Settings",
    "TerminalSettings",
    "read_settings",
]
