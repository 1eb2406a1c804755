"""`python -m kiosk.programs` is the command `kiosk`."""

import sys

from kiosk.programs.cli import main

sys.exit(main())
