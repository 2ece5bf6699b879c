"""How the embedded server is reached: `server.json`, readable by its owner only."""

import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

USER = "mentor_sync"


@dataclass(frozen=True, slots=True)
class Address:
    """Port, password and socket folder of the server; it listens on 127.0.0.1 and on the socket."""

    port: int
    password: str
    socket_folder: str

    @property
    def socket_lock(self) -> Path:
        """The file by which a server keeps others from its socket."""
        return Path(self.socket_folder, f".s.PGSQL.{self.port}.lock")

    def url(self, database: str) -> str:
        """The address for SQLAlchemy or psql; by socket, or by TCP when somebody tidied the socket away."""
        who = f"postgresql://{USER}:{quote(self.password, safe='')}"
        if Path(self.socket_folder, f".s.PGSQL.{self.port}").exists():
            return f"{who}@/{quote(database)}?{urlencode({'host': self.socket_folder, 'port': self.port})}"
        return f"{who}@127.0.0.1:{self.port}/{quote(database)}"

    def with_free_port(self) -> "Address":
        """The same address, on another port when its port is taken."""
        return self if is_free(self.port) else self.with_new_port()

    def with_new_port(self) -> "Address":
        """The same address on a port that nobody uses."""
        return replace(self, port=_unused_port())


def new_address(socket_folder: Path) -> Address:
    """An address nobody has yet."""
    return Address(_unused_port(), secrets.token_urlsafe(18), str(socket_folder))


def read_address(path: Path) -> Address | None:
    """The address kept in `path`; None when it is missing or was cut off while being written."""
    try:
        return Address(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_address(path: Path, address: Address) -> None:
    """Keep the address in `path`, wholly or not at all."""
    draft = path.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    draft.touch(0o600)
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(address), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
