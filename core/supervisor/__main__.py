"""`python -m core.supervisor run --port 8501` and `python -m core.supervisor stop`, for the Makefile."""

import argparse
import sys

from core.errors import MentorSyncError, SettingsError
from core.supervisor import run, stop


def main() -> int:
    """0 done, 1 something could not be started or died, 2 wrong use or settings."""
    parser = argparse.ArgumentParser(prog="python -m core.supervisor")
    parser.add_argument("act", choices=("run", "stop"))
    parser.add_argument("--port", type=int, default=8501, help="port of the pages on 127.0.0.1")
    wanted = parser.parse_args()
    try:
        return run(port=wanted.port) if wanted.act == "run" else stop()
    except MentorSyncError as failure:
        sys.stderr.write(f"{failure}\n")
        return 2 if isinstance(failure, SettingsError) else 1


if __name__ == "__main__":
    sys.exit(main())
