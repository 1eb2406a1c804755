"""What do the hall's files say? Settings and catalogue from YAML, checked, with every mistake told at once."""

from kiosk.config.catalogue import read_catalogue
from kiosk.config.database import DatabaseServer
from kiosk.config.faults import ConfigFaults, Fault
from kiosk.config.published import published_forms
from kiosk.config.settings import (
    BoardSettings,
    CentralLink,
    CentralSettings,
    CounterSettings,
    HubProgramSettings,
    IdleSettings,
    ListenSettings,
    LogSettings,
    PrinterSettings,
    RetrySettings,
    ScannerSettings,
    ScreenSettings,
    Settings,
    SoundSettings,
    TerminalSettings,
    read_settings,
)

__all__ = [
    "BoardSettings",
    "CentralLink",
    "CentralSettings",
    "ConfigFaults",
    "CounterSettings",
    "DatabaseServer",
    "Fault",
    "HubProgramSettings",
    "IdleSettings",
    "ListenSettings",
    "LogSettings",
    "PrinterSettings",
    "RetrySettings",
    "ScannerSettings",
    "ScreenSettings",
    "Settings",
    "SoundSettings",
    "TerminalSettings",
    "published_forms",
    "read_catalogue",
    "read_settings",
]
