"""The folder that holds the database: made whole or not at all, and freed of what a killed server left."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from core.embedded.account import Account
from core.embedded.address import USER, Address
from core.embedded.programs import Programs
from core.embedded.troubles import explain
from core.errors import EmbeddedServerError

_NO_PROCESS = 2**31 - 2  # larger than any process id may be, so surely dead
_ROOM_MB = 150


@dataclass(frozen=True, slots=True)
class Cluster:
    """PostgreSQL's data directory below `place`, and the programs and account that serve it."""

    place: Path
    account: Account

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.place / "data"

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.place / "server.log"

    def major(self) -> int | None:
        """The major version that made the data; None when there is none yet."""
        version = self.data / "PG_VERSION"
        return int(version.read_text().split(".")[0]) if version.exists() else None

    def create(self, programs: Programs, password: str) -> None:
        """Make an empty database cluster; one that was cut off never looks finished."""
        if shutil.disk_usage(self.place).free < _ROOM_MB * 2**20:
            raise EmbeddedServerError(f"The disk that holds {self.place} is full; a new database needs {_ROOM_MB} MB.")
        for leftover in self.place.glob("data.tmp*"):
            shutil.rmtree(leftover)
        draft, secret = self.place / f"data.tmp{os.getpid()}", self.place / "password.tmp"
        secret.touch(0o600)
        secret.write_text(password)
        self.account.own(secret)
        try:
            self._run(
                programs, "initdb", "-D", draft.name, "-U", USER, "--encoding=UTF8", *_locale(programs.major),
                "--data-checksums", "--auth=scram-sha-256", f"--pwfile={secret.name}",
            )  # fmt: skip
        finally:
            secret.unlink()
        draft.rename(self.data)

    def change_password(self, programs: Programs, password: str) -> None:
        """Give the stopped cluster a new password; for when `server.json` was lost."""
        statement = f"ALTER ROLE {USER} PASSWORD '{password}'\n"
        self._run(programs, "postgres", "--single", "-D", "data", "postgres", text=statement)

    def start(self, programs: Programs, options: str, *, timeout_seconds: int) -> bool:
        """Start the server and wait for it; whether it started. The log says why it did not."""
        command = programs.folder / "pg_ctl"
        arguments = ("-D", "data", "-l", self.log.name, "-w", "-t", str(timeout_seconds), "-o", options)
        code, _ = self.account.run(self.place, command, "start", *arguments)
        return code == 0

    def stop(self, programs: Programs) -> None:
        """Stop the server; running statements are cut off and rolled back."""
        self._run(programs, "pg_ctl", "stop", "-D", "data", "-m", "fast", "-w", "-t", "60")

    def is_served(self) -> bool:
        """Whether a server, perhaps one that is still starting, works on the data."""
        return self.served_by() is not None

    def served_by(self) -> int | None:
        """The process of the server that works on the data, if there is one."""
        process_id = _process_in(self.data / "postmaster.pid")
        return process_id if _serves(process_id, self.data) else None

    def forget_dead_server(self, address: Address) -> None:
        """Let a new server start where a killed one left its process id, now a zombie's or a stranger's.

        The files stay: they name the shared memory by which PostgreSQL notices workers that outlived their server.
        """
        for path in (self.data / "postmaster.pid", address.socket_lock):
            if path.exists() and not _serves(_process_in(path), self.data):
                lines = path.read_text().splitlines() or [""]
                path.write_text("\n".join([str(_NO_PROCESS), *lines[1:]]) + "\n")

    def log_tail(self) -> str:
        """The last lines of the server's log."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-8:])

    def _run(self, programs: Programs, name: str, *arguments: str, text: str | None = None) -> None:
        code, output = self.account.run(self.place, programs.folder / name, *arguments, text=text)
        if code != 0:
            raise EmbeddedServerError(explain(f"{name} failed", output, self.log))


def _locale(major: int) -> tuple[str, ...]:
    """The same sorting and letters everywhere, without the machine's own locales where PostgreSQL can."""
    if major < 17:  # noqa: PLR2004 - the first with the built-in provider
        return ("--locale=C.UTF-8",)
    return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def _process_in(pid_file: Path) -> int:
    """The process id a pid file names; 0 when it names none."""
    try:
        return abs(int(pid_file.read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return 0


def _serves(pid: int, data: Path) -> bool:
    """False for no process, a zombie, another program, and a PostgreSQL that serves other data."""
    if pid == 0:
        return False
    if not Path("/proc/self").exists():
        return _looks_like_postgres(pid)
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data
    except PermissionError:
        state = Path(f"/proc/{pid}/stat").read_text().partition("(postgres) ")[2]
        return state[:1] not in {"", "Z", "X"}
    except OSError:
        return False


def _looks_like_postgres(pid: int) -> bool:
    """For systems without /proc."""
    command = ["ps", "-o", "stat=,comm=", "-p", str(pid)]
    line = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    return "postgres" in line and not line.startswith("Z")
