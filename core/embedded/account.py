"""Whom PostgreSQL's programs run as: you, or, because it refuses root, an account without rights."""

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import EmbeddedServerError


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group id; None is whoever runs Mentor Sync."""

    uid: int | None = None
    gid: int | None = None

    def run(self, folder: Path, *command: str | Path, text: str | None = None) -> tuple[int, str]:
        """Run a program in a folder; its exit code and what it printed.

        The output goes to a file: the server inherits it, so a pipe would never be closed.
        """
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as entered:
            entered.write((text or "").encode())
            entered.seek(0)
            done = subprocess.run(  # noqa: S603 - our own command, no shell
                [str(part) for part in command],
                stdin=entered, stdout=output, stderr=subprocess.STDOUT, check=False,
                cwd=folder, env={**environment, "LC_ALL": "C"}, **self._identity(),
            )  # fmt: skip
            output.seek(0)
            return done.returncode, output.read().decode(errors="replace").strip()

    def can_read(self, path: Path) -> bool:
        """Whether this account gets through to a file or folder."""
        if self.uid is None:
            return True
        return self.run(Path("/"), "test", "-r", path, "-a", "-x", path)[0] == 0

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def _identity(self) -> dict[str, Any]:
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose_account(data: Path) -> Account:
    """You; if you are root, whoever owns the data already, else `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return Account()
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' to run it as. "
        "Start Mentor Sync as a normal user, or set DATABASE_URL."
    )
