"""Starts, finds and stops the embedded server. Any number of processes may ask at once, again and again.

The server outlives who started it, so that pages, worker and command line can share it; `stop` ends it.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import psycopg

from core.databases import create_database
from core.embedded.account import choose_account
from core.embedded.address import Address, new_address, read_address, write_address
from core.embedded.cluster import Cluster
from core.embedded.locks import file_lock
from core.embedded.places import find_place, socket_folder
from core.embedded.programs import Programs, find_programs, readable_by
from core.embedded.troubles import as_sentences, explain
from core.errors import EmbeddedServerError

_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "128MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "max_connections": "60",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # Statements and details hold people's names and numbers; logs must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "log",  # what a client did wrong is told to the client
}
_START_SECONDS = 60


class EmbeddedServer:
    """A PostgreSQL whose files are below `home`."""

    def __init__(self, home: Path, *, programs: Path | None = None, options: Mapping[str, str] | None = None) -> None:
        """`programs` names a bin folder, `options` further server settings; both are for tests."""
        self.home = home.expanduser().resolve()
        self._programs_folder = programs
        self._options = {**_OPTIONS, **(options or {})}

    def ensure(self) -> None:
        """Return when the server answers; start it, and make its data, if need be. Raises `EmbeddedServerError`."""
        with as_sentences(self.home):
            if self._answers(self._address()):
                return
            self.home.mkdir(parents=True, exist_ok=True)
            with file_lock(self.home / "server.lock", timeout_seconds=2 * _START_SECONDS):
                if not self._answers(self._address()):
                    self._start(time.monotonic() + _START_SECONDS)

    def process_id(self) -> int | None:
        """The server's process, `None` when there is none; a look at a file, so it may be asked often."""
        with as_sentences(self.home):
            return self._cluster().served_by() if (self.home / "postgres").exists() else None

    def url(self, database: str) -> str:
        """The address of a database of the server, for SQLAlchemy. The server must have been ensured."""
        address = self._address()
        if address is None:
            raise EmbeddedServerError(f"There is no embedded PostgreSQL in {self.home} yet.")
        return address.url(database)

    def create_database(self, name: str) -> None:
        """Make a database unless it is there."""
        create_database(self.url("postgres"), name)

    def stop(self) -> None:
        """Stop the server if it runs."""
        with as_sentences(self.home):
            if not (self.home / "server.json").exists():
                return
            with file_lock(self.home / "server.lock", timeout_seconds=2 * _START_SECONDS):
                cluster = self._cluster()
                if cluster.is_served():
                    cluster.stop(self._programs(cluster))

    def _start(self, deadline: float) -> None:
        cluster = self._cluster()
        programs = self._programs(cluster)
        address = self._prepared(cluster, programs)
        while not self._answers(address):
            if not cluster.is_served():
                address = address.with_free_port()
                self._keep(address)
                cluster.forget_dead_server(address)
                if cluster.start(programs, self._command_line(address), timeout_seconds=_START_SECONDS):
                    continue
                address = _after_failure(cluster, address, deadline)
            if time.monotonic() > deadline:
                raise EmbeddedServerError(explain("it does not answer", cluster.log_tail(), cluster.log))
            time.sleep(0.2)

    def _cluster(self) -> Cluster:
        account = choose_account(self.home / "postgres" / "data")
        return Cluster(find_place(self.home / "postgres", account), account)

    def _programs(self, cluster: Cluster) -> Programs:
        programs = find_programs(major=cluster.major(), folder=self._programs_folder)
        return readable_by(cluster.account, programs, cluster.place)

    def _prepared(self, cluster: Cluster, programs: Programs) -> Address:
        """The address of the cluster; both are made if missing."""
        address = self._address()
        if address is None:
            address = new_address(socket_folder(cluster.place, cluster.account))
            if cluster.major() is not None:
                self._replace_password(cluster, programs, address)
        elif not os.access(address.socket_folder, os.W_OK):
            address = replace(address, socket_folder=str(socket_folder(cluster.place, cluster.account)))
        self._keep(address)
        if cluster.major() is None:
            cluster.create(programs, address.password)
        return address

    def _replace_password(self, cluster: Cluster, programs: Programs, address: Address) -> None:
        if cluster.is_served():
            cluster.stop(programs)
        cluster.forget_dead_server(address)
        cluster.change_password(programs, address.password)

    def _command_line(self, address: Address) -> str:
        options = {**self._options, "port": str(address.port), "unix_socket_directories": address.socket_folder}
        return " ".join(f"-c {name}={value}" for name, value in options.items())

    def _address(self) -> Address | None:
        return read_address(self.home / "server.json")

    def _keep(self, address: Address) -> None:
        if address != self._address():
            write_address(self.home / "server.json", address)

    def _answers(self, address: Address | None) -> bool:
        """Whether our server, not a stranger on its port, answers."""
        data = self.home / "postgres" / "data"
        if address is None or not (data / "postmaster.pid").exists():
            return False
        try:
            with psycopg.connect(address.url("postgres"), connect_timeout=3) as conn:
                row = conn.execute("SHOW data_directory").fetchone()
        except psycopg.Error:
            return False
        return row is not None and Path(row[0]) == data.resolve()


def _after_failure(cluster: Cluster, address: Address, deadline: float) -> Address:
    """What to try next after a failed start. Raises `EmbeddedServerError` when trying again is no use."""
    tail = cluster.log_tail()
    if time.monotonic() < deadline:
        if "could not bind" in tail:
            return address.with_new_port()
        if "shared memory block" in tail:  # a worker of the killed server is still finishing
            return address
    raise EmbeddedServerError(explain("it did not start", tail, cluster.log))
