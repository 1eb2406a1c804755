"""Everything that libraries would write elsewhere is pointed into the data folder."""

import subprocess
import sys
from pathlib import Path

from kiosk.programs.place import environment


def test_caches_home_and_temporary_files_are_below_the_data_folder(tmp_path: Path) -> None:
    told = environment(tmp_path / "hall")
    folders = {name: value for name, value in told.items() if name.startswith("XDG") or name in {"HOME", "TMPDIR", "FONTCONFIG_FILE"}}

    assert len(folders) == 7
    assert all(Path(value).is_relative_to(tmp_path / "hall") for value in folders.values())
    assert (tmp_path / "hall" / "tmp").stat().st_mode & 0o077 == 0


def test_a_program_that_asks_for_a_temporary_file_gets_one_there(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from kiosk.programs.place import stay_in; import tempfile\n"
        f"stay_in(Path({str(tmp_path / 'hall')!r})); print(tempfile.gettempdir(), Path.home())"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)

    assert ended.stdout.split() == [str(tmp_path / "hall" / "tmp"), str(tmp_path / "hall" / "home")]


def test_the_cookie_of_the_graphical_session_is_still_found(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".Xauthority").touch()
    code = (
        "from pathlib import Path; from kiosk.programs.place import stay_in; import os\n"
        f"stay_in(Path({str(tmp_path / 'hall')!r})); print(os.environ['XAUTHORITY'])"
    )
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30, env=bare)

    assert ended.stdout.strip() == str(home / ".Xauthority")
