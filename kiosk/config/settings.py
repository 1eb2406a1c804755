"""How is this one station set up? Settings are data: each with its type, its default and one sentence of help.

Paths are read from the folder of the settings file. resources/help/settings.md describes each setting (a test checks it).
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo

from kiosk.config.database import DatabaseServer, check_server, is_server
from kiosk.config.faults import ConfigFaults
from kiosk.config.sentences import faults_of
from kiosk.config.source import Source, read_source
from kiosk.model.screen import Screen


def _from_file(path: Path, info: ValidationInfo) -> Path:
    folder = (info.context or {}).get("folder")
    return Path(folder, path) if folder is not None else path


def _place(place: str, info: ValidationInfo) -> str:
    if is_server(place):
        check_server(place)
        return place
    return str(_from_file(Path(place), info))


PathOf = Annotated[Path, AfterValidator(_from_file)]
PlaceOf = Annotated[str, AfterValidator(_place)]
PublicKey = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
StationCode = Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,3}$")]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class ScreenSettings(_Settings):
    """The screen as a technician measured it; what a screen says of itself is often wrong."""

    width_mm: float = Field(gt=50, lt=5000, description="Width of the lit area in millimetres, measured with a ruler.")
    height_mm: float = Field(gt=50, lt=5000, description="Height of the lit area in millimetres.")
    width_px: int = Field(ge=320, le=16384, description="Width in pixels, as the screen is turned.")
    height_px: int = Field(ge=320, le=16384, description="Height in pixels, as the screen is turned.")
    distance_mm: float = Field(ge=200, le=20000, description="Distance of the reader's eyes from the screen in millimetres.")

    @property
    def screen(self) -> Screen:
        return Screen(**self.model_dump())


class HubSettings(_Settings):
    """Where the hall's hub is, and how a station knows that it is the right one."""

    url: str = Field(pattern=r"^https?://[^/\s]+$", description="Address of the hub: scheme, host and port, nothing after them.")


class IdleSettings(_Settings):
    """When a visit that nobody goes on with comes to its end."""

    warn_after_s: int = Field(default=120, ge=1, le=300, description="Seconds without a touch until the question whether anybody is there.")
    end_after_s: int = Field(default=45, ge=1, le=120, description="Seconds that the question stays before the visit is wiped.")


class PrinterSettings(_Settings):
    """What the station prints on."""

    kind: str = Field(default="folder", min_length=1, description="Kind of printer; `folder` writes each paper as a PDF file.")
    folder: PathOf = Field(description="Folder that the papers are written to.")
    receipts: Literal["roll80", "a4"] = Field(default="roll80", description="Paper of receipts: the 80 mm roll of the tickets, or A4.")


class ScannerSettings(_Settings):
    """Where photographs, scanned papers and codes come from."""

    kind: Literal["folder"] = Field(default="folder", description="Kind of scanner; `folder` takes the files that are laid into a folder.")
    folder: PathOf = Field(description="Folder that papers are taken from.")


class LogSettings(_Settings):
    """How much is kept of what the program did."""

    max_kb: int = Field(default=1024, ge=16, le=65536, description="Size in kilobytes at which a new log file is begun.")
    keep: int = Field(default=5, ge=1, le=50, description="How many full log files are kept besides the present one.")


class BackupSettings(_Settings):
    """The nightly copy of the database."""

    folder: PathOf | None = Field(default=None, description="Folder of the copies, best on another disk; `backup` in the data folder.")
    hour: int = Field(default=2, ge=0, le=23, description="Hour of the night from which the copy is made, or later when it is switched on.")
    keep: int = Field(default=7, ge=1, le=90, description="How many copies are kept.")


class RetrySettings(_Settings):
    """How soon the next machine is asked again while it does not answer."""

    first_s: float = Field(default=2.0, gt=0, le=60, description="Longest wait in seconds after the first failure; it doubles each time.")
    longest_s: float = Field(default=300.0, gt=0, le=3600, description="Longest wait in seconds after many failures.")
    ping_s: float = Field(default=10.0, gt=0, le=600, description="Seconds between two looks at the line while nothing waits.")


class ListenSettings(_Settings):
    """Where a service waits for requests."""

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on; 127.0.0.1 is this machine only.")
    port: int = Field(ge=0, le=65535, description="Port to listen on; 0 is any that is free.")


class CentralLink(_Settings):
    """One central system that the hub passes submissions on to."""

    url: str = Field(pattern=r"^https?://[^/\s]+$", description="Address of the central system: scheme, host and port.")


class SettingsBase(_Settings):
    """What every program needs."""

    data: PathOf = Field(description="The data folder: the only place that the program writes to.")
    log: LogSettings = Field(default_factory=LogSettings, description="How much is kept of the log.")

    @property
    def keys(self) -> Path:
        """The folder of this machine's keys."""
        return self.data / "keys"

    @property
    def database_file(self) -> Path:
        return self.data / "hall.sqlite"

    @property
    def kept_in(self) -> Path | DatabaseServer:
        """Where this machine's database is."""
        return self.database_file

    @property
    def log_folder(self) -> Path:
        return self.data / "log"

    @property
    def own_copies(self) -> Path:
        """Where copies of the database go if the settings name no other place."""
        return self.data / "backup"


class HallSettings(SettingsBase):
    """What every program of a hall needs."""

    catalogue: PathOf = Field(description="File with the hall's catalogue: departments, services, counters.")
    forms: PathOf = Field(description="Folder with the published forms, one folder for each version.")
    keep_days: int = Field(default=30, ge=1, le=3650, description="Days that sealed submissions stay here after the next machine has them.")
    always_open: bool = Field(default=False, description="Treat every service as open day and night; for demonstrations and training only.")


class StationSettings(HallSettings):
    """What every window needs."""

    station: StationCode = Field(description="Code of the station in its hall: a letter and a number, as K1.")
    hub: HubSettings = Field(description="Where the hub is.")
    screen: ScreenSettings = Field(description="The screen's size and the reader's distance.")
    language: str = Field(default="zh", description="Language that the window starts with, and comes back to.")
    renderer: Literal["software", "opengl"] = Field(
        default="software", description="How the window is drawn: by the processor, or by the graphics card."
    )
    full_screen: bool = Field(default=True, description="Fill the whole screen, without a frame.")


class TerminalSettings(StationSettings):
    """A terminal for citizens."""

    role: Literal["terminal"] = Field(description="What the machine is: terminal.")
    idle: IdleSettings = Field(default_factory=IdleSettings, description="When an unattended visit ends.")
    retry: RetrySettings = Field(default_factory=RetrySettings, description="How soon the hub is asked again while it is away.")
    backup: BackupSettings = Field(default_factory=BackupSettings, description="Where, when and how many copies of the database.")
    printer: PrinterSettings = Field(description="The printer for tickets and receipts.")
    scanner: ScannerSettings | None = Field(default=None, description="Where photographs of papers come from, if anywhere.")


class CounterSettings(StationSettings):
    """A counter console for a clerk."""

    role: Literal["counter"] = Field(description="What the machine is: counter.")
    counter: int = Field(ge=1, le=999, description="Number of the counter in the catalogue.")


class ReadingSettings(_Settings):
    """How a call is read in one language."""

    before: str = Field(default="", description="What is said before the number.")
    digits: tuple[str, ...] = Field(
        default=tuple("0123456789"), min_length=10, max_length=10, description="The words for 0 to 9, in order."
    )
    after: str = Field(
        default="{counter}", pattern=r"^[^{}]*\{counter\}[^{}]*$", description="What is said after the number, with {counter} in it."
    )


class SoundSettings(_Settings):
    """Where and how calls are spoken."""

    kind: Literal["loudspeaker", "folder"] = Field(
        default="loudspeaker", description="Kind of speaker; `folder` writes each call as a WAV file, for training."
    )
    device: str = Field(
        default="", pattern=r"^([^-].*)?$", description="Name of the sound device, as the player knows it; blank: the usual one."
    )
    folder: PathOf | None = Field(default=None, description="Folder for the kind `folder`; `calls` in the data folder.")
    voices: dict[str, Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9-]*$")]] = Field(
        default_factory=lambda: {"zh": "cmn-latn-pinyin", "en": "en"}, description="Voice of espeak-ng for each language that is spoken."
    )
    readings: dict[str, ReadingSettings] = Field(
        default_factory=dict, description="How a call is read, by language, where it should be other than usual."
    )


class BoardSettings(StationSettings):
    """A display board."""

    role: Literal["board"] = Field(description="What the machine is: board.")
    zone: str | None = Field(default=None, description="Code of the zone in the catalogue whose counters are shown; none: the whole hall.")
    sound: SoundSettings | None = Field(default=None, description="Speaks the calls; on one board of each zone only, or two voices mix.")
    message: dict[str, str] = Field(default_factory=dict, description="Line at the foot of the board, in each language of the hall.")


class PhoneSettings(_Settings):
    """Pages of tickets for telephones."""

    url: str = Field(pattern=r"^https?://[^/\s]+/?$", description="Address of this hub as telephones reach it, as http://hall.example:8080.")


class HubProgramSettings(HallSettings):
    """The hall's hub."""

    role: Literal["hub"] = Field(description="What the machine is: hub.")
    listen: ListenSettings = Field(description="Where stations reach the hub.")
    retry: RetrySettings = Field(default_factory=RetrySettings, description="How soon a central system is asked again while it is away.")
    backup: BackupSettings = Field(default_factory=BackupSettings, description="Where, when and how many copies of the database.")
    centrals: dict[str, CentralLink] = Field(min_length=1, description="The central systems by the names that the catalogue uses.")
    database: PlaceOf = Field(
        default="", min_length=1, description="Database: a file, or a PostgreSQL server as postgresql://USER@HOST/DATABASE."
    )
    database_password: PathOf | None = Field(default=None, description="File that holds the password for the database server, if it asks.")
    announce: bool | None = Field(
        default=None, description="Tell stations in the network where this hub is; if left out, yes, unless it listens on 127.0.0.1 only."
    )
    phone: PhoneSettings | None = Field(default=None, description="Pages of tickets for telephones; none: tickets have no such code.")

    @property
    def is_announced(self) -> bool:
        return self.announce if self.announce is not None else not self.listen.host.startswith(("127.", "0.", "localhost"))

    @property
    def kept_in(self) -> Path | DatabaseServer:
        if is_server(self.database):
            return DatabaseServer(url=self.database, password_file=self.database_password)
        return Path(self.database) if self.database else self.database_file


class CentralSettings(SettingsBase):
    """A reference central system."""

    role: Literal["central"] = Field(description="What the machine is: central.")
    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$", description="Name of the central system, as catalogues write it.")
    listen: ListenSettings = Field(description="Where hubs reach it.")
    forms: PathOf = Field(description="Folder with the published forms that it takes.")
    backup: BackupSettings = Field(default_factory=BackupSettings, description="Where, when and how many copies of the database.")
    hubs: dict[str, PublicKey] = Field(min_length=1, description="Public key of each hub that may send, by the code of its hall.")


Settings = TerminalSettings | CounterSettings | BoardSettings | HubProgramSettings | CentralSettings
ROLES: dict[str, type[Settings]] = {
    "terminal": TerminalSettings,
    "counter": CounterSettings,
    "board": BoardSettings,
    "hub": HubProgramSettings,
    "central": CentralSettings,
}


def read_settings(file: Path) -> Settings:
    """The settings in `file`, for the role that it names. Raises ConfigFaults with every mistake in it."""
    source = read_source(file.absolute())
    model = _model(source)
    faults = list(source.faults)
    try:
        settings = model.model_validate(dict(source.data), context={"folder": source.file.parent})
    except ValidationError as error:
        faults += faults_of(error, source, (), model)
        raise ConfigFaults(faults) from None
    if faults:
        raise ConfigFaults(faults)
    return settings


def _model(source: Source) -> type[Settings]:
    role: Any = source.data.get("role")
    if role not in ROLES:
        said = f"`{role}` is not a role." if role is not None else "The role is missing."
        raise ConfigFaults([*source.faults, source.fault(("role",), said, f"Write `role:` with one of {', '.join(ROLES)}.")])
    return ROLES[str(role)]
