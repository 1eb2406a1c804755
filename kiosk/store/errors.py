"""What can be wrong with a database, so that a person can do something about it?"""

from kiosk.model.errors import KioskError


class NoFolder(KioskError):
    """A folder cannot be made, or a file in it not written. facts: path."""

    code = "store.folder"


class ForeignFile(KioskError):
    """The file belongs to another program, or is no database at all; nothing of it was changed. facts: database."""

    code = "store.foreign"


class NewerDatabase(KioskError):
    """A newer program has worked on this database: install that version, or restore the copy beside it. facts: database, revision."""

    code = "store.newer"


class OlderDatabase(KioskError):
    """The program that owns this database has yet to bring it up to date. facts: database, revision."""

    code = "store.older"


class OldSqlite(KioskError):
    """This SQLite may corrupt a database of ours. facts: found, needed."""

    code = "store.sqlite"


class DatabaseInUse(KioskError):
    """Another program has this database open. facts: database."""

    code = "store.in_use"


class DiskFull(KioskError):
    """There is no room to save anything; nothing was saved, and nothing that was saved is lost."""

    code = "store.full"


class Damaged(KioskError):
    """The file did not pass its check after a power cut or crash: it is left as it is, and nothing is written to it."""

    code = "store.damaged"


class DatabaseBusy(KioskError):
    """Somebody held the database for so long that this deed was given up; nothing of it was done. facts: database."""

    code = "store.busy"


class DatabaseAway(KioskError):
    """The database server does not answer, or does not let this program in. facts: database; reason, at a start."""

    code = "store.away"


class NoRights(KioskError):
    """The database user may not do what the program must do. facts: database."""

    code = "store.rights"


class OldServer(KioskError):
    """The database server is too old, or keeps the database in another encoding. facts: database, found, needed."""

    code = "store.server"


class NoCopyHere(KioskError):
    """A database at a server is copied by the server's own means. facts: database."""

    code = "store.copy"
