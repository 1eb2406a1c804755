"""make conformance: runs the recorded cases of the reference engines against ours, where their folder is there.

`python -m tests.conformance [FOLDER]`; the folder holds run_xpath.py, run_scenarios.py, run_forms.py and their cases.
"""

import subprocess
import sys
from pathlib import Path

ADAPTER = "tests.conformance.adapter"
RUNNERS = ("run_xpath.py", "run_scenarios.py", "run_forms.py")


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/conformance")
    if not folder.is_dir():
        print(f"no cases in {folder}: give their folder, make conformance CASES=DIR", file=sys.stderr)
        return 2
    ends = [subprocess.run([sys.executable, str(folder / runner), ADAPTER], check=False).returncode for runner in RUNNERS]
    return max(ends)


if __name__ == "__main__":
    sys.exit(main())
