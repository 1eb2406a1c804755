"""What can be wrong with a database, so that a person can do something about it?"""

from kiosk.model.errors import KioskError


class NoFolder(KioskError):
    """A folder cannot be made, or a file in it not written. facts: path."""

    code = "store.folder"


class ForeignFile(KioskError):
    """The file belongs to another program, or is no database at all; nothing of it was changed. facts: file."""

    code = "store.foreign"


class NewerDatabase(KioskError):
    """A newer program has worked on this database: install that version, or restore the copy beside it. facts: file, revision."""

    code = "store.newer"


class OlderDatabase(KioskError):
    """The program that owns this database has yet to bring it up to date. facts: file, revision."""

    code = "store.older"


class OldSqlite(KioskError):
    """This SQLite may corrupt a database of ours. facts: found, needed."""

    code = "store.sqlite"


class DatabaseInUse(KioskError):
    """Another program has this database open. facts: file."""

    code = "store.in_use"


class DiskFull(KioskError):
    """There is no room to save anything; nothing was saved, and nothing that was saved is lost."""

    code = "store.full"


class Damaged(KioskError):
    """The file did not pass its check after a power cut or crash: it is left as it is, and nothing is written to it."""

    code = "store.damaged"
