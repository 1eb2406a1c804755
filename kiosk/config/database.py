"""Which database server does the hub use? An address as libpq reads it, and no password in it."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, kw_only=True)
class DatabaseServer:
    """url: as libpq reads it. password_file: read anew for each connection; None: by libpq's own ways (PGPASSWORD, passfile)."""

    url: str = field(repr=False)
    password_file: Path | None = None

    @property
    def name(self) -> str:
        """The database's name, for people: no host, no user, no password."""
        return urlsplit(self.url).path.strip("/")

    def password(self) -> str | None:
        """Raises OSError if the file cannot be read."""
        return self.password_file.read_text(encoding="utf-8").strip() if self.password_file else None


def is_server(place: str) -> bool:
    return place.startswith(SCHEMES)


def check_server(url: str) -> None:
    """Raises ValueError, in whose text nothing of the address stands."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("This is not an address of a database. Write postgresql://USER@HOST/DATABASE.") from None
    if ":" in parts.netloc.rpartition("@")[0] or "password" in parse_qs(parts.query, keep_blank_values=True):
        raise ValueError("A password stands in the address. Write it into a file of its own, and name that in `database_password`.")
    if not parts.path.strip("/"):
        raise ValueError("The address names no database. Write postgresql://USER@HOST/DATABASE.")
